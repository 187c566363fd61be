// Owns the step from what was gathered to the immutable result.

import LTBEvents
import LTBLog
import LTBStatistics

/// Makes a `RunSummary` of an aggregator: a pure function of what it holds.
struct SummaryBuilder: Sendable {
    /// As many models as a reader can be shown.
    private static let shownModels = 256
    /// As many alerts as a reader can be shown, the first ones.
    private static let shownAlerts = 1_024

    let aggregator: RunAggregator
    private let models: [NamedModel]
    private let providers: [NamedProvider]
    private let window: Window?
    private let totals: RequestSet

    /// A model's accumulator under its names.
    struct NamedModel: Sendable {
        var provider: String
        var model: String
        var value: ModelAccumulator
    }

    /// All requests to a provider.
    private struct NamedProvider: Sendable {
        var name: String
        var set: RequestSet
    }

    init(_ source: RunAggregator) {
        var aggregator = source
        aggregator.settle()
        var totals = Self.named(aggregator.models).reduce(into: RequestSet(source.plan)) {
            $0.add($1.value.requests)
        }
        if let overall = aggregator.overall { totals.take(overall) }
        self.totals = totals
        let span = totals.span.isEmpty ? aggregator.span : totals.span
        // So that requests in flight before the first one ended are seen, where no start was recorded.
        if !totals.span.isEmpty { aggregator.include(totals.span.first) }
        self.aggregator = aggregator
        models = Self.named(aggregator.models)
        providers = Self.byProvider(models, aggregator.plan)
        window = Self.window(of: span, aggregator.plan.appliedFilter)
    }

    /// The window of the summary of what was gathered, without making the summary.
    static func window(of source: RunAggregator) -> Window? {
        var aggregator = source
        aggregator.settle()
        let requests = named(aggregator.models).reduce(into: TimeSpan()) { $0.merge($1.value.requests.span) }
        return window(of: requests.isEmpty ? aggregator.span : requests, aggregator.plan.appliedFilter)
    }

    /// Rates under a time filter refer to time that passes it, not to that in which its first requests began.
    private static func window(of span: TimeSpan, _ filter: EventFilter) -> Window? {
        guard !span.isEmpty else { return nil }
        let end = Timestamp(nanosecondsSince1970: span.last)
        let start = Timestamp(nanosecondsSince1970: span.first)
        return Window(start: min(end, filter.from.map { max(start, $0) } ?? start), end: end)
    }

    private static func named(_ table: BoundedTable<ModelAccumulator>) -> [NamedModel] {
        var models = table.sorted.map { key, value in
            let parts = KeyBuffer.parts(of: key)
            return NamedModel(provider: parts[0] ?? "", model: parts[1] ?? "", value: value)
        }
        if table.isFolding {
            let other = RunSummary.otherName
            models.append(NamedModel(provider: other, model: other, value: table.values[0]))
        }
        return models
    }

    /// The summary of all that was gathered; `log` brings what is known of the files.
    func summary(log: LogFigures, threads: Int) -> RunSummary {
        // The spans take about half as long as all the rest, which needs nothing of them.
        var (spans, summary) = WorkerThreads.both(
            threads: threads, { SpanFiguresBuilder.build(aggregator.spans) }, { summaryButForSpans(log: log) })
        summary.spans = spans.figures
        spans.folded += summary.folded
        summary.folded = spans.folded.sorted()
        return summary
    }

    private func summaryButForSpans(log: LogFigures) -> RunSummary {
        var summary = RunSummary()
        summary.log = log
        aggregator.counts.fill(&summary.log)
        summary.filters = aggregator.plan.description
        fillRuns(&summary)
        summary.window = window
        summary.totals = figures(totals)
        summary.providers = providerFigures
        summary.models = shownModels
        summary.groups = groups
        summary.benchmarks = benchmarks
        summary.evaluations = evaluations
        summary.metrics = aggregator.metricFigures
        summary.log.droppedEvents = Self.droppedEvents(of: aggregator, summary.metrics)
        summary.cacheHitRates = cacheHitRates(summary.metrics)
        summary.cost = cost(summary)
        summary.health = aggregator.lastHealth
        summary.alerts = alerts
        summary.objectives = objectives
        let timeline = TimelineBuilder(aggregator.timeline, models: models, sweep: totals.sweep)
        summary.providerStatus = timeline.providerStatus
        summary.timeline = timeline.timeline(benchmarks: aggregator.benchmarks)
        summary.tokenLatency = TokenLatencyMap(aggregator.tokenLatency)
        summary.incidents = timeline.incidents(totals: summary.totals)
        summary.slowest = aggregator.slowest.figures
        summary.folded = folded
        return summary
    }

    // MARK: Requests

    private func figures(_ set: RequestSet) -> RequestFigures {
        RequestFigures(set, windowSeconds: window?.durationSeconds ?? 0)
    }

    private func figures(_ requests: RequestAccumulator) -> RequestFigures {
        var set = RequestSet(aggregator.plan)
        set.add(requests)
        return figures(set)
    }

    private static func byProvider(_ models: [NamedModel], _ plan: AnalysisPlan) -> [NamedProvider] {
        let merged = models.reduce(into: [ByteString: RequestSet]()) {
            $0[ByteString($1.provider), default: RequestSet(plan)].add($1.value.requests)
        }
        return merged.sorted { $0.key < $1.key }.map { NamedProvider(name: $0.key.text, set: $0.value) }
    }

    private var providerFigures: [ProviderFigures] {
        providers.map { ProviderFigures(provider: $0.name, requests: figures($0.set)) }
    }

    /// The models with most requests, and all others as one.
    private var shownModels: [ModelFigures] {
        guard models.count > Self.shownModels else { return models.map(modelFigures) }
        let other = RunSummary.otherName
        let named = models.indices.filter { models[$0].model != other }
        let counts = models.map { $0.value.requests.successful + $0.value.requests.failed }
        // A stable sort keeps the order of names among equals, so the choice is repeatable.
        let order = named.sorted { (counts[$1], $0) < (counts[$0], $1) }
        let kept = order.prefix(Self.shownModels).sorted()
        var rest = RequestSet(aggregator.plan)
        for index in Set(models.indices).subtracting(kept).sorted() { rest.add(models[index].value.requests) }
        return kept.map { modelFigures(models[$0]) }
            + [ModelFigures(provider: other, model: other, requests: figures(rest))]
    }

    private func modelFigures(_ model: NamedModel) -> ModelFigures {
        ModelFigures(provider: model.provider, model: model.model, requests: figures(model.value.requests))
    }

    private var groups: [GroupFigures] {
        guard let label = aggregator.plan.groupLabel else { return [] }
        let table = aggregator.groups.table
        var all = table.sorted.map { key, requests in
            let value = key == [KeyBuffer.missing] ? nil : String(decoding: key, as: UTF8.self)
            return GroupFigures(label: label, value: value, requests: figures(requests))
        }
        if table.isFolding {
            let rest = figures(table.values[0])
            all.append(GroupFigures(label: label, value: RunSummary.otherName, requests: rest))
        }
        return all
    }

    private var benchmarks: [BenchmarkFigures] {
        let table = aggregator.benchmarks
        var all = table.sorted.map { figures($0.value, id: String(decoding: $0.key, as: UTF8.self)) }
        if table.isFolding { all.append(figures(table.values[0], id: RunSummary.otherName)) }
        return all
    }

    private func figures(_ benchmark: BenchmarkAccumulator, id: String) -> BenchmarkFigures {
        var result = BenchmarkFigures(benchmarkID: id, requests: figures(benchmark.requests))
        result.name = benchmark.name.value?.text
        result.totalExamples = benchmark.totalExamples.value
        result.completedExamples = benchmark.completedExamples.value
        result.failedExamples = benchmark.failedExamples.value
        let start = benchmark.started.value
        let end = benchmark.ended.value
        result.status = benchmark.hasEvents ? (end == nil ? "running" : "completed") : nil
        result.startedAt = start.map { Timestamp(nanosecondsSince1970: $0) }
        result.endedAt = end.map { Timestamp(nanosecondsSince1970: $0) }
        result.durationSeconds = benchmark.duration.value.map { Double($0) / 1e9 }
        if result.durationSeconds == nil, let start, let end, start <= end {
            result.durationSeconds = Double(Int128(end) - Int128(start)) / 1e9
        }
        for cell in aggregator.timeline.keyAxis.cells {
            let last = benchmark.progress[cell].last
            guard let order = last.order, let value = last.value else { continue }
            let at = Timestamp(nanosecondsSince1970: order.timestamp)
            result.progress.append(.init(at: at, percent: Double(value.percent) / 1e9))
        }
        return result
    }

    private var evaluations: [EvaluationFigures] {
        let table = aggregator.evaluations
        var all = table.sorted.map { $0.value.figures(key: KeyBuffer.parts(of: $0.key)) }
        if table.isFolding { all.append(table.values[0].figures(key: [RunSummary.otherName, nil, nil, nil])) }
        return all
    }

    /// In all, by provider, by model.
    private var objectives: [ObjectiveFigures] {
        let all = totals.requests.objectives.figures(provider: nil, model: nil)
        let byProvider = providers.flatMap { $0.set.requests.objectives.figures(provider: $0.name, model: nil) }
        let byModel = models.flatMap { $0.value.requests.objectives.figures(provider: $0.provider, model: $0.model) }
        return all + byProvider + byModel
    }

    private func cost(_ summary: RunSummary) -> CostSummary? {
        guard summary.totals.totalRequests > 0 else { return nil }
        let builder = CostSummaryBuilder(
            aggregator: aggregator, totals: totals.requests,
            providers: providers.map { .init(provider: $0.name, model: nil, requests: $0.set.requests) },
            models: models.map { .init(provider: $0.provider, model: $0.model, requests: $0.value.requests) })
        return builder.summary(summary)
    }

    // MARK: The rest

    private func fillRuns(_ summary: inout RunSummary) {
        let table = aggregator.runs
        summary.runs = table.sorted.map { key, run in
            run.identity(runID: key == [KeyBuffer.missing] ? nil : String(decoding: key, as: UTF8.self))
        }
        guard let first = summary.runs.first else { return }
        summary.sharedLabels = first.labels.filter { label in
            summary.runs.allSatisfy { $0.labels[label.key] == label.value }
        }
    }

    /// What the recorder had to drop, by what it said in these metrics and at the end of runs.
    static func droppedEvents(of aggregator: RunAggregator, _ metrics: [MetricFigures]) -> Int64 {
        // A recorder says what it dropped both in a metric and at the end of the run: the two are never added.
        let atTheEnd = aggregator.runs.values.reduce(into: Count()) { $0.merge($1.droppedEvents) }.value
        let counted = metrics.filter { $0.name == "ltb_recorder_dropped_events_total" }.compactMap(\.value).reduce(0, +)
        return max(atTheEnd, Int64(exactly: counted.rounded()) ?? 0)
    }

    private func cacheHitRates(_ metrics: [MetricFigures]) -> [String: Double] {
        var hits: [String: Double] = [:]
        var lookups: [String: Double] = [:]
        for metric in metrics where metric.type == "counter" {
            guard let tier = metric.labels["tier"], let value = metric.value else { continue }
            if metric.name == "cache_hits_total" { hits[tier, default: 0] += value }
            if metric.name == "cache_hits_total" || metric.name == "cache_misses_total" {
                lookups[tier, default: 0] += value
            }
        }
        return lookups.filter { $0.value > 0 && $0.value.isFinite }.reduce(into: [:]) {
            $0[$1.key] = hits[$1.key, default: 0] / $1.value
        }
    }

    private var alerts: [AlertFigures] {
        let table = aggregator.alerts
        var all = table.sorted.flatMap { $0.value.figures(AlertSeries(key: $0.key)) }
        if table.isFolding {
            all += table.values[0].figures(AlertSeries(name: RunSummary.otherName, labels: [:]))
        }
        let starts = all.map { ($0.startedAt ?? $0.endedAt)?.nanosecondsSince1970 ?? .min }
        // By start; of equals the order of names and labels is kept.
        let order = all.indices.sorted { (starts[$0], $0) < (starts[$1], $1) }
        return order.prefix(Self.shownAlerts).map { all[$0] }
    }

    private var folded: [String] {
        let timeline = aggregator.timeline
        var kinds = aggregator.counts.foldedKinds
        if aggregator.models.isFolding { kinds.append("models") }
        if models.count > Self.shownModels { kinds.append("models shown") }
        if aggregator.groups.table.isFolding { kinds.append("groups") }
        if aggregator.benchmarks.isFolding { kinds.append("benchmarks") }
        if aggregator.evaluations.isFolding { kinds.append("evaluations") }
        if aggregator.metrics.isFolding { kinds.append("metrics") }
        if aggregator.alerts.isFolding { kinds.append("alerts") }
        if aggregator.runs.isFolding { kinds.append("runs") }
        if timeline.providers.isFolding || timeline.statuses.isFolding { kinds.append("providers") }
        if !timeline.statuses.values.allSatisfy(\.keepsChanges) { kinds.append("status changes") }
        if timeline.processors.isFolding { kinds.append("processes over time") }
        if timeline.gauges.isFolding { kinds.append("gauges over time") }
        if aggregator.alerts.values.contains(where: \.transitions.isCut) { kinds.append("alert transitions") }
        if timeline.errors.isFolding || totals.requests.errors.isFolding { kinds.append("error types") }
        return kinds
    }
}

extension RunAggregator {
    /// The result of everything taken in so far, which several threads may make; `log` brings what is known of the files.
    package func summary(log: LogFigures, threads: Int = 1) -> RunSummary {
        SummaryBuilder(self).summary(log: log, threads: threads)
    }

    /// The window of that result, without the rest, which takes far longer.
    package var window: Window? { SummaryBuilder.window(of: self) }
}

extension RunAggregator {
    /// By name, type and labels.
    var metricFigures: [MetricFigures] {
        var all = metrics.sorted.map { $0.value.figures(MetricSeries(key: $0.key)) }
        if metrics.isFolding {
            let other = MetricSeries(name: RunSummary.otherName, type: "counter", labels: [:])
            all.append(metrics.values[0].figures(other))
        }
        return all
    }

    /// The last health report.
    var lastHealth: HealthFigures? {
        guard let line = health.value, let event = try? line.bytes.withUnsafeBytes({ try Event(json: $0) }),
            case .healthReported(let report) = event.payload
        else { return nil }
        return HealthFigures(report, at: event.timestamp)
    }
}
