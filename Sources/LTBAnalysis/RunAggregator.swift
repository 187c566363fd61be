// Owns the incremental aggregation of events: lines in, a `RunSummary` out at any time.

package import LTBEvents
import LTBStatistics

/// Gathers everything the summary tells, one line at a time.
///
/// Nothing in it depends on the order of lines: aggregators over any split of a log, merged in any order, hold the same
/// as one over the whole. Memory depends on the number of distinct names (bounded), never on the number of events,
/// but for the starts and ends of up to a million requests.
package struct RunAggregator: Sendable {
    var counts = EventCounts()
    var runs = BoundedTable(empty: RunAccumulator())
    var models: BoundedTable<ModelAccumulator>
    var benchmarks: BoundedTable<BenchmarkAccumulator>
    var evaluations = BoundedTable(empty: EvaluationAccumulator())
    var metrics = BoundedTable(empty: MetricAccumulator())
    var alerts = BoundedTable(empty: AlertAccumulator())
    /// The last health report, as the canonical line of its event.
    var health = Latest<ByteString>()
    var slowest = SlowestRequests()
    var timeline = TimelineAccumulator()
    /// Of all events.
    var span = TimeSpan()
    private var key = KeyBuffer()
    private let unknown = Array(RunSummary.unknownName.utf8)

    /// An aggregator that has seen nothing.
    package init() {
        let bounds = DistributionBounds()
        models = BoundedTable(empty: ModelAccumulator(bounds: bounds))
        benchmarks = BoundedTable(empty: BenchmarkAccumulator(bounds: bounds))
    }

    /// Takes in one line, without its newline; `position` tells where it was, should it have to be skipped.
    package mutating func add(
        line: UnsafeRawBufferPointer, scanner: inout EventScanner, position: SkippedLine.Position
    ) {
        if scanner.scan(line) {
            add(scanner.event)
            return
        }
        do throws(SkipReason) {
            add(try Event(json: line))
        } catch {
            counts.skip(error, position)
        }
    }

    /// Takes in a line that could not be read as one.
    package mutating func skip(_ reason: SkipReason, count: Int64, at positions: [SkippedLine.Position]) {
        counts.skip(reason, count: count, positions)
    }

    /// Tells the places of the skipped lines anew, in the same order, as is needed before lines counted apart are merged.
    package mutating func placeSkippedLines(_ place: (SkippedLine.Position) -> SkippedLine.Position) {
        counts.placeSkippedLines(place)
    }

    mutating func add(_ event: ScannedEvent) {
        counts.record(event.kind)
        span.include(event.timestamp)
        switch event.kind {
        case .requestStarted: recordStart(event)
        case .requestCompleted, .requestFailed: recordEnd(event)
        case .evaluationCompleted: recordEvaluation(event)
        }
    }

    /// Makes room for a time in all rows.
    mutating func include(_ time: Int64) {
        guard let widening = timeline.include(time) else { return }
        widenRowsByKey(widening)
    }

    private mutating func widenRowsByKey(_ widening: TimeAxis.Widening) {
        for index in models.values.indices { models.values[index].timeline.widen(widening, on: timeline.keyAxis) }
        for index in benchmarks.values.indices {
            benchmarks.values[index].progress.widen(widening, on: timeline.keyAxis)
        }
    }

    private mutating func modelIndex(_ request: ScannedEvent.Request) -> Int {
        unknown.withUnsafeBytes { unknown in
            key.compose(request.provider ?? unknown, request.model, missing: self.unknown) { models.index(for: $0) }
        }
    }

    private mutating func recordStart(_ event: ScannedEvent) {
        include(event.timestamp)
        models.values[modelIndex(event.request)].requests.recordStart(at: event.timestamp)
        guard let benchmark = event.request.benchmarkID else { return }
        benchmarks.values[benchmarks.index(for: benchmark)].requests.recordStart(at: event.timestamp)
    }

    private mutating func recordEnd(_ event: ScannedEvent) {
        let request = event.request
        include(event.timestamp)
        let model = modelIndex(request)
        models.values[model].requests.recordEnd(event)
        let failed = event.kind == .requestFailed
        let cell = timeline.keyAxis.cell(of: event.timestamp)
        models.values[model].timeline.update(cell, on: timeline.keyAxis) { $0.record(request, failed: failed) }
        unknown.withUnsafeBytes { unknown in
            timeline.recordEnd(event, provider: request.provider ?? unknown, scratch: &key)
        }
        if let benchmark = request.benchmarkID {
            benchmarks.values[benchmarks.index(for: benchmark)].requests.recordEnd(event)
        }
        if !failed, let latency = request.latency, slowest.admits(latency: latency) {
            slowest.record(slowRequest(event, latency: latency))
        }
    }

    private func slowRequest(_ event: ScannedEvent, latency: Int64) -> SlowestRequests.Entry {
        let request = event.request
        return SlowestRequests.Entry(
            latency: latency,
            order: EventOrder(timestamp: event.timestamp, id: event.id.map { Array($0) } ?? []),
            requestID: request.requestID.map { ByteString($0) },
            provider: request.provider.map { ByteString($0) } ?? ByteString(unknown),
            model: request.model.map { ByteString($0) } ?? ByteString(unknown),
            timeToFirstToken: request.timeToFirstToken, timePerOutputToken: request.timePerOutputToken,
            inputTokens: request.inputTokens, outputTokens: request.outputTokens, cost: request.cost)
    }

    private mutating func recordEvaluation(_ event: ScannedEvent) {
        let evaluation = event.evaluation
        let parts = [evaluation.metric, evaluation.provider, evaluation.model, evaluation.benchmarkID]
        let index = key.compose(parts) { evaluations.index(for: $0) }
        evaluations.values[index].record(evaluation, timestamp: event.timestamp, id: event.id)
    }

    /// Takes in an event that was decoded whole.
    package mutating func add(_ event: Event) {
        if ScannedEvent.with(event, { add($0) }) != nil { return }
        let order = EventOrder(
            timestamp: event.timestamp.nanosecondsSince1970, id: event.id.map { Array($0.utf8) } ?? [])
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
        runs.index(for: runID.map { Array($0.utf8) } ?? [KeyBuffer.missing])
    }

    private mutating func benchmarkIndex(_ id: String?) -> Int {
        benchmarks.index(for: id.map { Array($0.utf8) } ?? unknown)
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
        let provider = status.provider.map { ByteString($0) } ?? ByteString(unknown)
        timeline.recordStatus(ByteString(value), ofProvider: provider, at: order)
    }

    private mutating func record(_ metric: MetricRecorded, at order: EventOrder) {
        let key = MetricSeries(metric).key
        metrics.values[metrics.index(for: key)].record(metric, at: order)
        guard metric.type == "gauge", case .number(let value) = metric.value else { return }
        include(order.timestamp)
        timeline.recordGauge(value, ofSeries: key, at: order.timestamp)
    }

    private mutating func recordHealth(_ event: Event, at order: EventOrder) {
        var line: [UInt8] = []
        event.append(to: &line)
        health.record(ByteString(line), at: order)
    }

    /// Takes in everything that another aggregator has gathered.
    package mutating func merge(_ other: RunAggregator) {
        var other = other
        counts.merge(other.counts)
        span.merge(other.span)
        let widening = timeline.mergeReportingWidening(other.timeline)
        if let own = widening.own { widenRowsByKey(own) }
        if let theirs = widening.other { other.widenRowsByKey(theirs) }
        runs.merge(other.runs)
        models.merge(other.models)
        benchmarks.merge(other.benchmarks)
        evaluations.merge(other.evaluations)
        metrics.merge(other.metrics)
        alerts.merge(other.alerts)
        health.merge(other.health)
        slowest.merge(other.slowest)
    }
}
