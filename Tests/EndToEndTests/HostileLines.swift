// Owns logs that try to fill a reader's memory.

import LTBTestSupport

/// What a hostile log has too many, too long or too different of.
enum Attack: String, CaseIterable, Sendable {
    case models, benchmarks, errorTypes, metricSeries, alerts, statuses, evaluations, eventTypes, runs, openRequests
    /// As many models and benchmarks as are kept, with figures as far apart as they can be.
    case wideFigures
    case longNames, longIDs, manyLabels
    /// Some of everything.
    case everything
}

/// The lines of an attack, one event each.
struct HostileLines {
    let attack: Attack
    private var random: SplitMix64

    init(_ attack: Attack, seed: UInt64 = 1) {
        self.attack = attack
        random = SplitMix64(seed: seed)
    }

    /// The line of one event of so many in all.
    mutating func line(_ index: Int, of count: Int) -> String {
        let kinds = Attack.allCases.dropLast()
        let kind = attack == .everything ? kinds[kinds.startIndex + index % kinds.count] : attack
        let seconds = index * 86_400 / count
        let time = "2026-01-15T\(pad(seconds / 3_600)):\(pad(seconds / 60 % 60)):\(pad(seconds % 60)).5Z"
        let (type, payload, data) = event(kind, index)
        let id = kind == .longIDs ? text("id", 20_000) : "evt_\(index)"
        return #"{"event_type":"\#(type)","timestamp":"\#(time)","id":"\#(id)","#
            + #""payload":{"type":"\#(payload)","data":{\#(data)}}}"#
    }

    private func pad(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    /// A name that most likely no other line has.
    private mutating func name(_ prefix: String) -> String {
        "\(prefix)\(Int.random(in: 0..<1_000_000, using: &random))"
    }

    /// One of twice as many names as are kept.
    private mutating func commonName(_ prefix: String) -> String {
        "\(prefix)\(Int.random(in: 0..<2_048, using: &random))"
    }

    private mutating func text(_ prefix: String, _ length: Int) -> String {
        name(prefix) + String(repeating: "x", count: length)
    }

    private mutating func event(_ kind: Attack, _ index: Int) -> (type: String, payload: String, data: String) {
        switch kind {
        case .models, .longNames, .wideFigures, .longIDs:
            (index % 2 == 0 ? "RequestCompleted" : "RequestStarted", "Request", request(kind))
        case .openRequests:
            ("RequestStarted", "Request", #""provider":"p","model":"m","request_id":"\#(name("r"))""#)
        case .errorTypes:
            (
                "RequestFailed", "Request",
                #""provider":"\#(commonName("p"))","model":"\#(commonName("m"))","error_type":"\#(name("e"))","#
                    + #""message":"\#(text("m", 600))","latency":1.5"#
            )
        case .benchmarks:
            (
                "BenchmarkProgress", "Benchmark",
                #""benchmark_id":"\#(name("b"))","name":"\#(name("n"))","total_examples":9,"completed_examples":4"#
            )
        case .metricSeries:
            (
                "MetricRecorded", "Metric",
                #""name":"\#(commonName("m"))","type":"\#(["counter", "gauge", "histogram"][index % 3])","value":1.5,"#
                    + #""labels":{"user":"\#(name("u"))"}"#
            )
        case .manyLabels:
            (
                "MetricRecorded", "Metric",
                #""name":"m","type":"gauge","value":1,"labels":{"#
                    + (0..<200).map { #""label\#($0)":"\#(text("v", 100))""# }.joined(separator: ",") + "}"
            )
        case .alerts:
            (
                "SystemAlert", "Alert",
                #""name":"\#(commonName("a"))","severity":"warning","message":"\#(text("m", 600))","#
                    + #""state":"\#(["firing", "resolved"][index % 2])""#
            )
        case .statuses:
            ("ProviderStatus", "Provider", #""provider":"\#(commonName("p"))","status":"\#(name("s"))""#)
        case .evaluations:
            (
                "EvaluationCompleted", "Evaluation",
                #""metric":"\#(name("m"))","provider":"p","model":"\#(commonName("m"))","score":0.\#(index)"#
            )
        case .eventTypes: (name("Type"), "X", "")
        case .runs: ("RunStarted", "Run", #""run_id":"\#(name("r"))","labels":{"sha":"\#(text("s", 500))"}"#)
        case .everything: ("", "", "")
        }
    }

    private mutating func request(_ kind: Attack) -> String {
        switch kind {
        case .longNames:
            return #""provider":"\#(text("p", 10_000))","model":"\#(text("m", 20_000))","latency":1.5"#
        case .wideFigures:
            let latency = wide() * 1e-9
            return #""provider":"p","model":"\#(commonName("m"))","benchmark_id":"\#(commonName("b"))","#
                + #""latency":\#(latency),"time_to_first_token":\#(latency / 3),"chunk_gaps":[\#(wide() * 1e-9)],"#
                + #""tokens":{"input_tokens":\#(Int(wide())),"output_tokens":\#(Int(wide()))},"cost":0.01"#
        default: return #""provider":"\#(name("p"))","model":"\#(name("m"))","latency":1.5"#
        }
    }

    /// A number of any magnitude up to 2^59.
    private mutating func wide() -> Double {
        let magnitude = UInt64.random(in: 0..<59, using: &random)
        return Double(UInt64.random(in: 0..<1 << magnitude + 1, using: &random))
    }
}
