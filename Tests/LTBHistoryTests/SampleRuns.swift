// Owns runs for the tests of histories.

import LTBAnalysis
import LTBEvents
import LTBTestSupport

@testable import LTBHistory

/// A history in a folder of its own, and runs to add to it.
struct SampleHistory {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder["runs.db"]
    }

    func open() throws -> History { try History(path: path, creating: true) }

    /// Midnight of a day of January 2026.
    static func day(_ day: Int) -> Timestamp {
        Timestamp(nanosecondsSince1970: (1_767_225_600 + Int64(day - 1) * 86_400) * 1_000_000_000)
    }

    /// A run whose latencies are around a number of seconds.
    static func summary(
        _ id: String?, day: Int = 15, branch: String? = "main", latency: Double = 1, status: String = "passed"
    ) -> RunSummary {
        var summary = RunSummary()
        var identity = RunIdentity()
        identity.runID = id
        identity.name = "Nightly"
        identity.status = status
        identity.startedAt = self.day(day)
        identity.durationSeconds = 60
        identity.labels = ["git_sha": "c0ffee\(day)", "ci_job": "nightly"]
        identity.labels["branch"] = branch
        summary.runs = [identity]
        summary.sharedLabels = identity.labels
        summary.window = Window(start: self.day(day), end: self.day(day + 1))
        summary.log.events = 12
        summary.totals = figures(latency)
        summary.providers = [ProviderFigures(provider: "openai", requests: figures(latency))]
        summary.models = [
            ModelFigures(provider: "openai", model: "large", requests: figures(2 * latency)),
            ModelFigures(provider: "openai", model: "small", requests: figures(latency)),
        ]
        var evaluation = EvaluationFigures(metric: "faithfulness", provider: "openai", model: "small", benchmarkID: nil)
        evaluation.score = distribution(0.9)
        evaluation.lastScore = 0.9
        evaluation.passRate = 0.5
        evaluation.passRateInterval = 0.25...0.75
        summary.evaluations = [evaluation]
        return summary
    }

    static func figures(_ latency: Double) -> RequestFigures {
        var figures = RequestFigures()
        figures.totalRequests = 10
        figures.successfulRequests = 9
        figures.failedRequests = 1
        figures.errorRate = 0.1
        figures.totalOutputTokens = 90
        figures.totalCost = 0.5
        figures.pricedRequests = 9
        figures.requestsPerSecond = 0.5
        figures.peakConcurrency = 4
        figures.latency = distribution(latency)
        figures.outputTokens = distribution(10)
        figures.errors = ["timeout": 1]
        return figures
    }

    static func distribution(_ middle: Double) -> DistributionFigures {
        var figures = DistributionFigures()
        figures.count = 9
        (figures.mean, figures.standardDeviation) = (middle, middle / 8)
        (figures.minimum, figures.maximum) = (middle / 2, middle * 2)
        (figures.p50, figures.p95, figures.p99) = (middle, middle * 1.5, middle * 1.75)
        figures.curve = [.init(quantile: 0.5, value: middle), .init(quantile: 0.95, value: middle * 1.5)]
        figures.buckets = [.init(upperBound: 0.5, count: 1), .init(upperBound: 60, count: 9)]
        return figures
    }

    /// A log of a path and content.
    static func log(_ content: String, path: String = "/logs/run.jsonl.zst") -> StoredLog {
        StoredLog(path: path, bytes: Int64(content.utf8.count), digest: content)
    }
}
