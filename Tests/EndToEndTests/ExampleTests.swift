// Owns the claims about the example program: it runs as it is, and its log holds what it did.

import FoundationEssentials
import LTBTestSupport
import Testing

@Suite struct ExampleTests {
    private struct Report: Decodable, Equatable {
        struct Totals: Decodable, Equatable {
            var total_requests: Int
            var successful_requests: Int
            var failed_requests: Int
            var retried_requests: Int
        }

        struct Benchmark: Decodable, Equatable {
            var name: String
            var completed_examples: Int
            var failed_examples: Int
        }

        var totals: Totals
        var benchmarks: [Benchmark]
    }

    @Test func theExampleRecordsWhatItDid() throws {
        let logs = try AnalyzedFolder()
        let result = try CommandRunner("ltb-example").run(in: logs.folder.path)
        #expect(result.exitCode == 0)
        #expect(result.error == "")
        #expect(try logs.folder.names() == ["example.jsonl.zst"])
        let lines = result.output.split(separator: "\n")
        #expect(lines.map { $0.prefix { $0 != " " } } == ["/health", "/status", "Recorded"])
        let end = " events. Go on with: ltb-analyze report example.jsonl.zst"
        #expect(lines.last?.hasSuffix(end) == true)
        let events = lines.last.map { $0.dropFirst("Recorded ".count).dropLast(end.count) } ?? ""
        #expect(
            try logs.analyze("verify", "example.jsonl.zst")
                == CommandResult(
                    exitCode: 0,
                    output: "example.jsonl.zst: clean: \(events) events in 1 frame, and the seek table agrees.\n",
                    error: ""))
        let report = try logs.analyze("report", "--format", "json", "example.jsonl.zst")
        #expect(
            try JSONDecoder().decode(Report.self, from: Data(report.outputBytes))
                == Report(
                    totals: .init(
                        total_requests: 79, successful_requests: 65, failed_requests: 14, retried_requests: 11),
                    benchmarks: [.init(name: "Sums", completed_examples: 60, failed_examples: 3)]))
        #expect(try served(logs) == ["200": 65, "429": 5, "500": 9])
    }

    @Test func whatAUserCanMendIsToldInALine() throws {
        let folder = try RunFolder()
        let example = try CommandRunner("ltb-example")
        #expect(
            try example.run(in: folder.path, environment: ["LTB_ENABLED": "perhaps"])
                == CommandResult(
                    exitCode: 1, output: "",
                    error: "ltb-example: The environment variable LTB_ENABLED is \"perhaps\"; set it to true or false\n"
                ))
        let usage = CommandResult(exitCode: 64, output: "", error: "usage: ltb-example [LOG]\n")
        #expect(try example.run("--help", in: folder.path) == usage)
        #expect(try folder.names() == [])
    }

    /// How many requests the provider counted, by status.
    private func served(_ logs: AnalyzedFolder) throws -> [String: Int] {
        struct Line: Decodable {
            struct Payload: Decodable {
                struct Metric: Decodable {
                    var name: String
                    var labels: [String: String]
                }

                var data: Metric
            }

            var payload: Payload
        }
        let lines = try logs.analyze("cat", "example.jsonl.zst", "--type", "MetricRecorded").output.split(
            separator: "\n")
        let metrics = try lines.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)).payload.data }
        return metrics.filter { $0.name == "http_requests_total" }.reduce(into: [:]) {
            $0[$1.labels["status"] ?? "", default: 0] += 1
        }
    }
}
