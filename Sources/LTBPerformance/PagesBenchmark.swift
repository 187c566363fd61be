// Owns the benchmark of rendering: what it takes to make each output of the largest summary.

import ArgumentParser
import Glibc
import LTBAnalysis
import LTBLog
import LTBReport

/// Renders the summary of a long run of many models in every format.
struct PagesBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pages",
        abstract: "What each output of a run of 200 models over three days takes once its log is read.")

    @Option(help: "Events of the log that is made; the summary is as large with more.") var events = 400_000
    @Option(help: "Models.") var models = 200
    @Option(help: "Rounds, of which the middle one counts.") var rounds = 9
    @Option(help: "Where to write.") var folder = "/tmp"

    func validate() throws {
        guard events > 0, models > 0, rounds > 0 else { throw ValidationError("Counts must be positive.") }
    }

    func run() throws {
        let path = folder + "/ltb-pages-\(getpid()).jsonl"
        defer { unlink(path) }
        try write(to: path)
        let (summary, _) = try LogAnalysis.read([LogFile(path: path)])
        print("\(events) events, \(summary.models.count) models, median of \(rounds) rounds")
        for name in ReportFormatName.allCases {
            let format = name.format()
            var milliseconds: [Double] = []
            var bytes = 0
            for _ in 0..<rounds {
                let used = Measurement.of { bytes = format.bytes(of: summary).count }
                milliseconds.append(used.processorSeconds * 1e3)
            }
            print("\(name.rawValue): \(fixed(milliseconds.median ?? 0, 1)) ms of processor time, \(bytes) bytes")
        }
    }

    /// Requests of all models over three days; some fail, each in one of several ways.
    private func write(to path: String) throws {
        guard let file = fopen(path, "w") else { throw ValidationError("\(path) cannot be written.") }
        defer { fclose(file) }
        let start = 1_768_435_200
        var state: UInt64 = 7
        for number in 0..<events {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let random = Int(state >> 33)
            let model = random % models
            let time = Self.timestamp(start + number * 259_200 / events)
            let latency = Double(random & 0xFFFFF) / 1e5 + 0.05
            let names = #""provider":"provider-\#(model % 14)","model":"model-\#(model)""#
            let tokens = #""tokens":{"input_tokens":\#(random & 0xFFF),"output_tokens":\#(random >> 4 & 0x3FF)}"#
            let isFailed = random % 50 == 0
            let end =
                isFailed
                ? #""error_type":"\#(["timeout", "rate_limit", "server_error", "connection"][random % 4])""#
                : #"\#(tokens),"time_to_first_token":\#(latency / 8),"cost":0.0042"#
            let type = isFailed ? "RequestFailed" : "RequestCompleted"
            let data = #"{\#(names),"request_id":"req_\#(number)","latency":\#(latency),\#(end)}"#
            let payload = #"{"type":"Request","data":\#(data)}"#
            fputs(#"{"event_type":"\#(type)","timestamp":"\#(time)","payload":\#(payload)}"# + "\n", file)
        }
    }

    private static func timestamp(_ seconds: Int) -> String {
        var (time, parts) = (time_t(seconds), tm())
        gmtime_r(&time, &parts)
        let fields = [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec]
        let text = fields.map { $0 < 10 ? "0\($0)" : "\($0)" }
        return text[0...2].joined(separator: "-") + "T" + text[3...5].joined(separator: ":") + "Z"
    }
}
