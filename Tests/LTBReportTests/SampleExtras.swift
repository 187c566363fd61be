// Owns what an invented run recorded beside its requests.

import Glibc
import LTBAnalysis
import LTBEvents

/// Benchmarks, scores, status, alerts, health and metrics of the invented run.
enum SampleExtras {
    static func benchmarks(start: Timestamp) -> [BenchmarkFigures] {
        [("b1", "support-qa", 0.0, 846.0, 5277, 337), ("b2", "code-review", 480, 1504, 6723, 530)].map { entry in
            var requests = RequestFigures()
            requests.totalRequests = Int64(entry.4)
            requests.failedRequests = Int64(entry.5)
            requests.successfulRequests = requests.totalRequests - requests.failedRequests
            requests.errorRate = Double(entry.5) / Double(entry.4)
            var benchmark = BenchmarkFigures(benchmarkID: entry.0, requests: requests)
            benchmark.name = entry.1
            benchmark.totalExamples = Int64(entry.4)
            benchmark.completedExamples = Int64(entry.4)
            benchmark.failedExamples = Int64(entry.5)
            benchmark.status = "completed"
            benchmark.startedAt = start.advanced(bySeconds: entry.2)
            benchmark.endedAt = start.advanced(bySeconds: entry.3)
            benchmark.durationSeconds = entry.3 - entry.2
            benchmark.progress = [.init(at: start.advanced(bySeconds: entry.3), percent: 100)]
            return benchmark
        }
    }

    static func examples(buckets: Int) -> [String: TimelineByKey.Examples] {
        var first = TimelineByKey.Examples()
        first.completedExamples = (0..<buckets).map { $0 < 28 ? Int64(150 + $0 * 7 % 31) : 0 }
        first.failedExamples = (0..<buckets).map { $0 < 28 ? Int64($0 % 5) : 0 }
        var second = TimelineByKey.Examples()
        second.completedExamples = (0..<buckets).map { $0 >= 16 ? Int64(120 + $0 * 11 % 47) : 0 }
        second.failedExamples = (0..<buckets).map { $0 >= 16 ? Int64($0 % 4) : 0 }
        return ["b1": first, "b2": second]
    }

    static func evaluations(_ models: [ModelFigures]) -> [EvaluationFigures] {
        var evaluations: [EvaluationFigures] = []
        for (index, metric) in ["exact_match", "faithfulness", "relevance"].enumerated() {
            for (rank, model) in models.enumerated() {
                var figures = EvaluationFigures(
                    metric: metric, provider: model.provider, model: model.model, benchmarkID: "b1")
                let quality = 0.9 - 0.05 * Double((rank * 5 + 3) % 7) - (index == 0 ? 0.1 : 0)
                var numbers = SampleNumbers(seed: UInt64(rank * 3 + index))
                let count = index == 0 ? 250 : 516
                let scores = (0..<count).map { _ in
                    index == 0 ? (numbers.unit() < quality ? 1 : 0) : min(max(quality + 0.12 * numbers.normal(), 0), 1)
                }
                figures.score = .sample(scores)
                figures.lastScore = scores.last
                if index == 0 { figures.passRate = figures.score?.mean }
                evaluations.append(figures)
            }
        }
        return evaluations
    }

    static func statuses(start: Timestamp) -> [ProviderStatusFigures] {
        let changes: [(String, [(Double, String)])] = [
            (
                "cobalt",
                [(0, "healthy"), (625, "degraded"), (680, "unavailable"), (890, "degraded"), (970, "healthy")]
            ), ("lumen", [(0, "healthy"), (690, "degraded"), (985, "healthy")]), ("northstar", [(0, "healthy")]),
        ]
        return changes.map { provider, changes in
            ProviderStatusFigures(
                provider: provider, status: "healthy",
                changes: changes.map { .init(at: start.advanced(bySeconds: $0.0), status: $0.1) })
        }
    }

    static func alerts(start: Timestamp) -> [AlertFigures] {
        var first = AlertFigures(name: "error_rate_high", severity: "critical", state: "resolved")
        first.message = "Error rate of cobalt over 20 %"
        first.startedAt = start.advanced(bySeconds: 684)
        first.endedAt = start.advanced(bySeconds: 905)
        (first.value, first.threshold) = (0.91, 0.2)
        first.labels = ["provider": "cobalt"]
        var second = AlertFigures(name: "budget_near", severity: "warning", state: "firing")
        second.message = "80 % of the budget is spent"
        second.startedAt = start.advanced(bySeconds: 1203)
        (second.value, second.threshold) = (20.1, 20)
        return [first, second]
    }

    static func health(start: Timestamp) -> HealthFigures {
        var health = HealthFigures(status: "degraded", at: start.advanced(bySeconds: 1500))
        var database = HealthFigures.Check()
        (database.component, database.status, database.durationMilliseconds) = ("database", "healthy", 3.2)
        database.critical = true
        var queue = HealthFigures.Check()
        (queue.status, queue.message) = ("degraded", "412 jobs waiting")
        health.checks = ["database": database, "queue": queue]
        return health
    }

    static var metrics: [MetricFigures] {
        var hits = MetricFigures(name: "cache_hits_total", type: "counter", labels: ["tier": "l1"])
        hits.value = 10_412
        var latency = MetricFigures(name: "crypto_operation_duration_seconds", type: "histogram", labels: [:])
        latency.buckets = [
            .init(upperBound: 0.001, count: 20), .init(upperBound: 0.01, count: 180),
            .init(upperBound: 0.1, count: 200),
        ]
        (latency.count, latency.sum, latency.unit) = (200, 0.92, "seconds")
        var queue = MetricFigures(name: "orchestrator_queue_depth", type: "gauge", labels: ["stage": "rag"])
        queue.value = 7
        var memory = MetricFigures(name: "process_resident_memory_bytes", type: "gauge", labels: [:])
        (memory.value, memory.unit) = (412_000_000, "bytes")
        var summary = MetricFigures(name: "rpc_seconds", type: "summary", labels: ["method": "embed"])
        summary.quantiles = [.init(quantile: 0.5, value: 0.012), .init(quantile: 0.95, value: 0.3)]
        (summary.count, summary.sum) = (960, 31.4)
        return [hits, latency, queue, memory, summary]
    }

    static func gauges(buckets: Int) -> [String: [Double?]] {
        var gauges: [String: [Double?]] = [:]
        let range = 0..<buckets
        gauges["process_cpu_percent"] = range.map { index -> Double? in 40 + 25 * sin(Double(index) / 20) }
        gauges["process_resident_memory_bytes"] = range.map { index -> Double? in 2.1e8 + 7e5 * Double(index) }
        gauges["process_open_fds"] = range.map { index -> Double? in index % 9 == 4 ? nil : Double(60 + index % 13) }
        gauges["orchestrator_queue_depth{stage=\"rag\"}"] = range.map { index -> Double? in Double(index * 7 % 23) }
        return gauges
    }
}
