import FoundationEssentials
import LTBAnalysis
import LTBLog
import Testing

/// Logs made from published benchmark results, with figures that numpy computed from the source; absent for users.
@Suite(.enabled(if: SharedData.isPresent, "no shared data beside the project"))
struct SharedDataTests {
    @Test(arguments: ["azure-conv-2023", "llmperf-hosted", "yi-tgi-c8", "yi-vllm-c8"])
    func figuresEqualTheExpectedOnes(name: String) throws {
        let (summary, notices) = try LogAnalysis.read([LogFile(path: "\(SharedData.folder)/runs/\(name).jsonl.zst")])
        let data = try Data(contentsOf: URL(filePath: "\(SharedData.folder)/runs/\(name).expected.json"))
        let expected = try JSONDecoder().decode(ExpectedRun.self, from: data)
        #expect(notices.isEmpty)
        #expect(!summary.log.isDamaged)
        #expect(summary.log.events == expected.events)
        #expect(
            summary.models.map { "\($0.provider)/\($0.model)" }
                == expected.models.map { "\($0.provider)/\($0.model)" }.sorted())
        for model in expected.models {
            let found = summary.models.first { $0.provider == model.provider && $0.model == model.model }
            try model.expectEqual(#require(found).requests)
        }
    }
}

enum SharedData {
    static let folder = "\(#filePath.components(separatedBy: "/Tests/")[0])/../shared/data"
    static var isPresent: Bool { FileManager.default.fileExists(atPath: "\(folder)/runs") }
}

/// The expected figures of a run, by model.
private struct ExpectedRun: Decodable {
    var events: Int64
    var models: [Model]

    struct Model: Decodable {
        var provider: String
        var model: String
        var total_requests: Int64
        var successful_requests: Int64
        var failed_requests: Int64
        var total_input_tokens: Int64
        var total_output_tokens: Int64
        var errors: [String: Int64]
        var latency: [String: Double]?
        var time_to_first_token: [String: Double]?
        var time_per_output_token: [String: Double]?

        func expectEqual(_ found: RequestFigures) {
            #expect(found.totalRequests == total_requests)
            #expect(found.successfulRequests == successful_requests)
            #expect(found.failedRequests == failed_requests)
            #expect(found.totalInputTokens == total_input_tokens)
            #expect(found.totalOutputTokens == total_output_tokens)
            #expect(found.errors == errors)
            expectEqual(found.latency, latency)
            expectEqual(found.timeToFirstToken, time_to_first_token)
            expectEqual(found.timePerOutputToken, time_per_output_token)
        }

        private func expectEqual(_ found: DistributionFigures?, _ expected: [String: Double]?) {
            guard let expected else {
                #expect(found == nil)
                return
            }
            guard let found else {
                Issue.record("not measured, but expected")
                return
            }
            let figures = [
                "count": Double(found.count), "mean": found.mean, "stddev": found.standardDeviation,
                "min": found.minimum, "max": found.maximum, "p25": found.p25, "p50": found.p50, "p75": found.p75,
                "p90": found.p90, "p95": found.p95, "p99": found.p99,
            ]
            #expect(Set(expected.keys).isSubset(of: figures.keys))
            for (key, value) in expected {
                // 1e-9 of the value, or the nanosecond to which latencies are rounded; more for what is derived from them.
                let tolerance = max(1e-9 * abs(value), key == "stddev" ? 2e-8 : 1.1e-9)
                #expect(abs((figures[key] ?? .nan) - value) <= tolerance, "\(key)")
            }
        }
    }
}
