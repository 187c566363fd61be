// Owns the parts of the summary that has every field.

import LTBAnalysis
import LTBEvents

extension FormatSummaries {
    static func time(_ seconds: Double) -> Timestamp {
        Timestamp(nanosecondsSince1970: 1_795_140_000_000_000_000 + Int64(seconds * 1e9))
    }

    static func counts(_ names: [String]) -> [String: Int64] {
        Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int64($0 + 1)) })
    }

    static var run: RunIdentity {
        var run = RunIdentity()
        run.runID = "run_2026-11-20_0200"
        run.name = "nightly-eval"
        run.labels = ["git_sha": "4f1c9ae", "branch": "main", "ci_job": "8812"]
        run.status = "passed"
        run.startedAt = time(0)
        run.durationSeconds = 1504.25
        run.host = "runner-7"
        run.tool = "bench"
        run.toolVersion = "2.1"
        return run
    }

    static var log: LogFigures {
        var log = LogFigures()
        log.files = [.init(name: "run.jsonl.zst", bytes: 2_831_155, frames: 12)]
        log.events = 24_052
        log.eventsByType = ["RequestStarted": 12_009, "RequestCompleted": 11_133, "RequestFailed": 867, "Custom": 43]
        log.unknownTypes = ["Custom": 43]
        log.skippedLines = ["invalid_json": 2, "missing_timestamp": 1]
        log.skippedExamples = ["run.jsonl.zst, frame 3, line 812: invalid_json"]
        log.damagedBytes = 18_432
        log.damagedFrames = 1
        log.tornTail = true
        log.droppedEvents = 5
        return log
    }

    static var filters: FilterDescription {
        var filters = FilterDescription()
        filters.from = time(0)
        filters.to = time(1600)
        filters.warmupSeconds = 10
        filters.cooldownSeconds = 5.5
        filters.provider = ["cobalt", "lumen"]
        filters.model = ["cobalt-flash", "lumen-8b"]
        filters.benchmark = ["bench_1"]
        filters.where = ["team": "search"]
        return filters
    }

    static func requests(_ total: Int64, failed: Int64, scale: Double) -> RequestFigures {
        var figures = RequestFigures()
        figures.totalRequests = total
        figures.successfulRequests = total - failed
        figures.failedRequests = failed
        figures.unfinishedRequests = 9
        figures.retriedRequests = 31
        figures.errorRate = Double(failed) / Double(total)
        figures.totalInputTokens = total * 400
        figures.totalOutputTokens = total * 170
        figures.totalCachedInputTokens = total * 100
        figures.totalCacheWriteTokens = total * 10
        figures.totalReasoningTokens = total * 20
        figures.totalCost = Double(total) / 512
        // Half of the failed ones report no usage.
        figures.pricedRequests = max(0, total - failed / 2 - 1198)
        figures.unpricedRequests = 1198
        figures.requestsPerSecond = 7.5
        figures.outputTokensPerSecond = 1361
        figures.peakConcurrency = 49
        figures.peakConcurrencyExact = false
        addDistributions(to: &figures, scale)
        figures.errors = failed > 0 ? ["rate_limit": failed - 1, "timeout": 1] : [:]
        figures.errorExamples = failed > 0 ? ["rate_limit": "Rate limit reached for requests per minute"] : [:]
        figures.goodput = goodput(total - failed, of: total)
        return figures
    }

    private static func goodput(_ good: Int64, of total: Int64) -> GoodputFigures {
        var figures = GoodputFigures()
        figures.requests = good
        figures.requestsPerSecond = 6.75
        figures.fraction = Double(good) / Double(total)
        figures.interval = 0.75...1
        figures.requestsPerDollar = 480.5
        return figures
    }

    /// Two objectives, one of them missed, in all, by provider and by model.
    static func objectives(_ subjects: [(provider: String?, model: String?)]) -> [ObjectiveFigures] {
        subjects.flatMap { subject in
            [("latency<=5s", 0.95, 0.9375), ("error_rate<=10%", 0.9, 0.9277)].map { text, needed, reached in
                var figures = ObjectiveFigures(
                    objective: text, shareNeeded: needed, provider: subject.provider, model: subject.model)
                (figures.judged, figures.reached) = (10_000, Int64(reached * 10_000))
                figures.attainment = reached
                figures.interval = reached - 0.0156...reached + 0.0156
                figures.isMet = reached >= needed
                return figures
            }
        }
    }

    private static func addDistributions(to figures: inout RequestFigures, _ scale: Double) {
        let count = figures.successfulRequests
        figures.latency = distribution(count, scale: 2.5 * scale)
        figures.failedLatency = distribution(figures.failedRequests, scale: 0.25 * scale)
        figures.timeToFirstToken = distribution(count, scale: 0.35 * scale)
        figures.timePerOutputToken = distribution(count, scale: 0.0125 * scale)
        figures.chunkGap = distribution(count, scale: 0.025 * scale)
        figures.scheduledLatency = distribution(count, scale: 2.75 * scale)
        figures.outputTokens = distribution(count, scale: 170 * scale)
        figures.inputTokens = distribution(count, scale: 400 * scale)
    }

    private static func distribution(_ count: Int64, scale: Double) -> DistributionFigures? {
        guard count > 0 else { return nil }
        var figures = DistributionFigures()
        figures.count = count
        (figures.mean, figures.standardDeviation) = (1.25 * scale, 0.5 * scale)
        (figures.minimum, figures.maximum) = (0.125 * scale, 8 * scale)
        (figures.p1, figures.p5, figures.p10, figures.p25) = (0.25 * scale, 0.375 * scale, 0.5 * scale, 0.75 * scale)
        (figures.p50, figures.p75, figures.p90) = (scale, 1.5 * scale, 2.5 * scale)
        (figures.p95, figures.p99, figures.p999) = (3.75 * scale, 5.5 * scale, 7.5 * scale)
        figures.isExact = count <= 16_384
        figures.buckets = [.init(upperBound: 0.5, count: count / 4), .init(upperBound: 1, count: count / 2)]
        figures.curve = [.init(quantile: 0.25, value: 0.75 * scale), .init(quantile: 0.5, value: scale)]
        return figures
    }

    static func addWork(to summary: inout RunSummary) {
        var benchmark = BenchmarkFigures(benchmarkID: "bench_1", requests: requests(800, failed: 4, scale: 1))
        benchmark.name = "MMLU subset"
        benchmark.totalExamples = 400
        benchmark.completedExamples = 396
        benchmark.failedExamples = 4
        benchmark.status = "completed"
        benchmark.startedAt = time(5)
        benchmark.endedAt = time(905)
        benchmark.durationSeconds = 900
        benchmark.progress = [.init(at: time(5), percent: 0), .init(at: time(905), percent: 100)]
        summary.benchmarks = [benchmark]
        var evaluation = EvaluationFigures(
            metric: "faithfulness", provider: "cobalt", model: "cobalt-flash", benchmarkID: "bench_1")
        evaluation.score = distribution(396, scale: 0.5)
        evaluation.lastScore = 0.875
        evaluation.passRate = 0.9375
        evaluation.passRateInterval = 0.90625...0.96875
        summary.evaluations = [evaluation]
    }

    static func addOperation(to summary: inout RunSummary) {
        summary.providerStatus = [
            .init(
                provider: "cobalt", status: "healthy",
                changes: [.init(at: time(670), status: "degraded"), .init(at: time(890), status: "healthy")])
        ]
        summary.metrics = metrics
        summary.cacheHitRates = ["l1": 0.75, "l2": 0.5]
        var check = HealthFigures.Check()
        check.component = "database"
        check.status = "degraded"
        check.message = "slow answers"
        check.durationMilliseconds = 12.5
        check.critical = true
        var health = HealthFigures(status: "degraded", at: time(1500))
        health.checks = ["db": check]
        summary.health = health
        var alert = AlertFigures(name: "HighErrorRate", severity: "critical", state: "resolved")
        alert.message = "over a tenth of all requests fail"
        alert.startedAt = time(680)
        alert.endedAt = time(900)
        alert.value = 0.4375
        alert.threshold = 0.125
        alert.labels = ["provider": "cobalt"]
        summary.alerts = [alert]
        summary.incidents = [
            Incident(
                provider: "cobalt", start: time(670), end: time(890), requests: 848, failed: 773,
                errorType: "rate_limit", failedWithErrorType: 768, successRateWithout: 0.989)
        ]
    }

    static var metrics: [MetricFigures] {
        var counter = MetricFigures(name: "cache_hits_total", type: "counter", labels: ["tier": "l1"])
        counter.value = 8192
        counter.help = "hits of a cache"
        var histogram = MetricFigures(name: "config_operation_duration_seconds", type: "histogram", labels: [:])
        histogram.unit = "seconds"
        histogram.buckets = [.init(upperBound: 0.005, count: 10), .init(upperBound: 0.01, count: 16)]
        (histogram.count, histogram.sum) = (16, 0.09375)
        var summary = MetricFigures(name: "queue_wait", type: "summary", labels: [:])
        summary.quantiles = [.init(quantile: 0.5, value: 1.5)]
        (summary.count, summary.sum) = (4, 6.5)
        return [counter, histogram, summary]
    }

    static var timeline: Timeline {
        var by = TimelineByKey(start: time(-40), bucketSeconds: 600)
        var series = TimelineByKey.Series()
        (series.requests, series.errors) = ([4000, 7600, 400], [10, 850, 7])
        (series.latencyP95, series.cost) = ([9.25, nil, 8.5], [7.5, 14, 0.25])
        by.provider = ["cobalt": series]
        by.model = ["cobalt/cobalt-flash": series]
        var examples = TimelineByKey.Examples()
        (examples.completedExamples, examples.failedExamples) = ([200, 196, 0], [1, 3, 0])
        by.benchmark = ["bench_1": examples]
        var timeline = Timeline(start: time(-40), bucketSeconds: 600, by: by)
        (timeline.requests, timeline.errors) = ([4000, 7600, 400], [10, 850, 7])
        timeline.errorsByType = ["rate_limit": [0, 773, 0], "timeout": [10, 77, 7]]
        (timeline.active, timeline.latencyCount) = ([31, 49, 12], [3990, 6750, 393])
        (timeline.inputTokens, timeline.outputTokens) = (
            [1_600_000, 3_040_000, 160_000], [680_000, 1_292_000, 68_000]
        )
        (timeline.cachedInputTokens, timeline.cost) = ([400_000, 760_000, 40_000], [7.5, 14, 0.25])
        (timeline.latencyP50, timeline.latencyP95) = ([2.5, 2.25, nil], [9.25, 9.5, nil])
        timeline.latencyP99 = [14.5, 14.75, nil]
        timeline.latencyHeatmap = LatencyHeatmap(
            upperBounds: [1, 2, 4], counts: [[90, 1900, 2000], [750, 4000, 2000], [100, 200, 93]])
        timeline.metrics = ["process_cpu_percent": [12.5, nil, 50]]
        return timeline
    }

    static var slowest: SlowRequest {
        var request = SlowRequest(provider: "lumen", model: "lumen-8b", latency: 20.5, at: time(700.25))
        request.requestID = "req_456"
        request.timeToFirstToken = 0.5
        request.timePerOutputToken = 0.03125
        request.inputTokens = 1500
        request.outputTokens = 640
        request.cost = 0.0135
        return request
    }

    static var extremeRequests: RequestFigures {
        var figures = requests(1, failed: 0, scale: 1e9)
        figures.totalRequests = .max
        figures.successfulRequests = .max
        figures.failedRequests = .max
        figures.unfinishedRequests = .max
        figures.errorRate = 1
        figures.totalInputTokens = .max
        figures.totalOutputTokens = .max
        figures.totalCost = 9.2e18
        figures.pricedRequests = .max
        figures.unpricedRequests = .max
        figures.requestsPerSecond = 9.2e27
        figures.peakConcurrency = .max
        figures.errors = ["a": .max, "b": .max]
        return figures
    }
}
