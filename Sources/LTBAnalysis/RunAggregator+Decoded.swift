// Owns taking in events that are seldom, and so are decoded whole.

package import LTBEvents

extension RunAggregator {
    /// Takes in an event that was decoded whole.
    package mutating func add(_ event: Event) {
        if ScannedEvent.with(event, { add($0) }) != nil { return }
        let order = EventOrder(
            timestamp: event.timestamp.nanosecondsSince1970,
            id: event.id.map { Array($0.utf8.prefix(KeptText.longestID)) } ?? [])
        counts.record(event)
        span.include(order.timestamp)
        switch event.payload {
        case .runStarted(let run): runs.values[runIndex(run.runID)].record(run, at: order)
        case .runCompleted(let run): runs.values[runIndex(run.runID)].record(run, at: order)
        case .benchmarkStarted(let benchmark): record(benchmark, at: order)
        case .benchmarkProgress(let benchmark): record(benchmark, at: order)
        case .benchmarkCompleted(let benchmark): record(benchmark, at: order)
        case .providerStatus(let status): record(status, at: order)
        case .metricRecorded(let metric): record(metric, at: order)
        case .systemAlert(let alert): alerts.values[alerts.index(for: AlertSeries(alert).key)].record(alert, at: order)
        case .healthReported: recordHealth(event, at: order)
        case .requestStarted, .requestCompleted, .requestFailed, .evaluationStarted, .evaluationCompleted, .spanEnded,
            .unknown:
            break
        }
    }

    private mutating func runIndex(_ runID: String?) -> Int {
        runs.index(for: runID.map { KeptText.kept($0, atMost: KeptText.longestName).bytes } ?? [KeyBuffer.missing])
    }

    private mutating func benchmarkIndex(_ id: String?) -> Int {
        (id.map { Array($0.utf8) } ?? unknown).withUnsafeBytes { benchmarkIndex($0) }
    }

    private mutating func record(_ benchmark: BenchmarkStarted, at order: EventOrder) {
        include(order.timestamp)
        benchmarks.values[benchmarkIndex(benchmark.benchmarkID)].recordStarted(benchmark, at: order)
    }

    private mutating func record(_ benchmark: BenchmarkProgress, at order: EventOrder) {
        include(order.timestamp)
        let index = benchmarkIndex(benchmark.benchmarkID)
        benchmarks.values[index].recordProgress(benchmark, at: order, on: timeline.keyAxis)
    }

    private mutating func record(_ benchmark: BenchmarkCompleted, at order: EventOrder) {
        include(order.timestamp)
        let index = benchmarkIndex(benchmark.benchmarkID)
        benchmarks.values[index].recordCompleted(benchmark, at: order, on: timeline.keyAxis)
    }

    private mutating func record(_ status: ProviderStatus, at order: EventOrder) {
        guard let value = status.status else { return }
        include(order.timestamp)
        let provider = KeptText.kept(status.provider ?? RunSummary.unknownName, atMost: KeptText.longestName)
        let kept = KeptText.kept(value, atMost: KeptText.longestDetail)
        timeline.recordStatus(kept, ofProvider: provider, at: order)
    }

    private mutating func record(_ metric: MetricRecorded, at order: EventOrder) {
        let key = MetricSeries(metric).key
        metrics.values[metrics.index(for: key)].record(metric, at: order)
        guard case .number(let value) = metric.value else { return }
        if metric.type == "gauge" {
            include(order.timestamp)
            timeline.recordGauge(value, ofSeries: key, at: order)
        } else if let share = MetricSeries(followingFrom: metric) {
            include(order.timestamp)
            timeline.recordProcessorTime(seconds: value, ofSeries: share.key, at: order.timestamp)
        }
    }

    private mutating func recordHealth(_ event: Event, at order: EventOrder) {
        var line: [UInt8] = []
        event.append(to: &line)
        health.record(ByteString(line), at: order)
    }
}
