// Owns lines about more names than are kept, with more values than are kept.

import LTBTestSupport

/// Lines of all kinds about a number of models, benchmarks, series, alerts and error types each, with figures of every
/// magnitude.
struct CrowdedLines {
    let names: Int
    /// Whether requests have start events.
    var hasStarts = true
    var random: SplitMix64

    init(names: Int, seed: UInt64) {
        self.names = names
        random = SplitMix64(seed: seed)
    }

    mutating func lines(_ count: Int) -> [String] { (0..<count).map { event($0) } }

    /// Half of all lines are about the first name of each kind.
    private mutating func name(_ prefix: String) -> String {
        let number = Bool.random(using: &random) ? 0 : Int.random(in: 0..<names, using: &random)
        return "\(prefix)\(number)"
    }

    /// From a nanosecond to half an hour.
    private mutating func duration() -> Double {
        let magnitude = UInt64.random(in: 0..<41, using: &random)
        return Double(UInt64.random(in: 0...1 << magnitude, using: &random)) / 1e9
    }

    private mutating func event(_ index: Int) -> String {
        let second = Double(Int.random(in: 0..<60_000, using: &random)) / 10
        let id = Bool.random(using: &random) ? "evt_\(index)" : nil
        switch Int.random(in: 0..<14, using: &random) {
        case 0: return line("ProviderStatus", at: second, id: id, payload: "Provider", status())
        case 1: return line("MetricRecorded", at: second, id: id, payload: "Metric", metric(index))
        case 2: return line("SystemAlert", at: second, id: id, payload: "Alert", alert(index))
        case 3: return line("EvaluationCompleted", at: second, id: id, payload: "Evaluation", evaluation())
        case 4: return line("BenchmarkProgress", at: second, id: id, payload: "Benchmark", progress(index))
        case 5 where hasStarts: return request("Started", at: second, id: id, model())
        case 6, 7: return request("Failed", at: second, id: id, model() + failure(index))
        default: return request("Completed", at: second, id: id, model() + completion())
        }
    }

    private mutating func model() -> String {
        #""provider":"\#(name("p"))","model":"\#(name("m"))","benchmark_id":"\#(name("b"))""#
    }

    private mutating func failure(_ index: Int) -> String {
        #","error_type":"\#(name("e"))","message":"message \#(index)","latency":\#(duration())"#
    }

    private mutating func completion() -> String {
        let latency = duration()
        return
            #","latency":\#(latency),"time_to_first_token":\#(latency / 3),"chunk_gaps":[\#(duration())],"cost":0.5,"#
            + #""tokens":{"input_tokens":\#(Int(duration() * 1e6)),"output_tokens":\#(Int(duration() * 1e5))}"#
    }

    private mutating func status() -> String {
        #""provider":"\#(name("p"))","status":"\#(["healthy", "degraded", "unavailable"][Int.random(in: 0..<3, using: &random)])""#
    }

    private mutating func metric(_ index: Int) -> String {
        let type = ["counter", "gauge", "histogram"][index % 3]
        return #""name":"metric","type":"\#(type)","value":\#(duration()),"labels":{"user":"\#(name("u"))"}"#
    }

    private mutating func alert(_ index: Int) -> String {
        let state = ["firing", "resolved"][index % 2]
        return #""name":"\#(name("a"))","severity":"warning","state":"\#(state)","message":"message \#(index)""#
    }

    private mutating func evaluation() -> String {
        #""metric":"\#(name("f"))","provider":"p","model":"m","score":\#(duration()),"passed":true"#
    }

    private mutating func progress(_ index: Int) -> String {
        #""benchmark_id":"\#(name("b"))","name":"n\#(index)","total_examples":90,"completed_examples":\#(index % 90)"#
    }
}
