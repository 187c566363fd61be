// Owns the step from what was gathered to the counts of a run.

import LTBEvents
import LTBStatistics

extension RunAggregator {
    /// The counts of everything taken in so far; `log` brings what is known of the files.
    package mutating func counts(log: LogFigures) -> RunCounts {
        settle()
        var result = RunCounts()
        var log = log
        counts.fill(&log)
        result.events = log.eventsByType.map { .init(key: $0.key, value: $0.value) }.sortedByName()
        result.damagedBytes = log.damagedBytes
        result.models = Self.named(models).map { RunCounts.Model($0.names, $0.value.requests) }
        result.activeRequests = activeRequests
        result.scores = scores
        result.benchmarks = benchmarkCounts
        result.providerStatus = timeline.lastStatuses
        result.health = healthStatuses
        result.metrics = metricFigures
        result.droppedEvents = droppedEvents(result.metrics)
        return result
    }

    /// When the first and the last event happened; nil without events.
    package var eventSpan: ClosedRange<Int64>? { span.isEmpty ? nil : span.first...span.last }

    /// How many events were taken in, before filters.
    package var eventCount: Int64 {
        var log = LogFigures()
        counts.fill(&log)
        return log.events
    }

    /// How many lines were no events.
    package var skippedLineCount: Int64 { counts.skippedCount }

    private typealias Names = (provider: String, model: String)

    private static func named(_ table: BoundedTable<ModelAccumulator>) -> [(names: Names, value: ModelAccumulator)] {
        var all: [(names: Names, value: ModelAccumulator)] = table.sorted.map { key, value in
            let parts = KeyBuffer.parts(of: key)
            return ((parts[0] ?? "", parts[1] ?? ""), value)
        }
        if table.isFolding { all.append(((RunSummary.otherName, RunSummary.otherName), table.values[0])) }
        return all
    }

    private var activeRequests: [RunCounts.Named<Int64>] {
        let started = Self.named(models).filter { $0.value.requests.started > 0 }
        let active = started.reduce(into: [String: Int64]()) { active, model in
            let requests = model.value.requests
            active[model.names.provider, default: 0] += max(0, requests.started - requests.successful - requests.failed)
        }
        return active.map { .init(key: $0.key, value: $0.value) }.sortedByName()
    }

    /// Benchmarks are told apart where an evaluation is gathered, and not here.
    private var scores: [RunCounts.Score] {
        let unknown = RunSummary.unknownName
        let merged = evaluations.sorted.reduce(into: [[ByteString]: Latest<Int64>]()) { merged, entry in
            let parts = KeyBuffer.parts(of: entry.key).prefix(3).map { ByteString($0 ?? unknown) }
            merged[parts, default: Latest()].merge(entry.value.last)
        }
        let names = merged.keys.sorted { $0.lexicographicallyPrecedes($1) }
        return names.compactMap { names in
            guard let score = merged[names]?.value else { return nil }
            return RunCounts.Score(
                metric: names[0].text, provider: names[1].text, model: names[2].text, score: Double(score) / 1e9)
        }
    }

    private var benchmarkCounts: [RunCounts.Benchmark] {
        benchmarks.sorted.filter(\.value.hasEvents).map { key, benchmark in
            let last = timeline.keyAxis.cells.last { benchmark.progress[$0].last.value != nil }
            let percent = last.flatMap { benchmark.progress[$0].last.value?.percent }
            return RunCounts.Benchmark(
                id: String(decoding: key, as: UTF8.self), name: benchmark.name.value?.text,
                percent: percent.map { Double($0) / 1e9 }, durations: .init(benchmark.durations, per: 1e9))
        }
    }

    private var healthStatuses: [RunCounts.Named<String>] {
        guard let figures = lastHealth else { return [] }
        let checks = figures.checks.sorted { ByteString($0.key) < ByteString($1.key) }
        // Several checks may name one component, of which one status can be told.
        let statuses = checks.reduce(into: [String: String]()) { statuses, check in
            let name = check.value.component ?? check.key
            if let status = check.value.status, statuses[name] == nil { statuses[name] = status }
        }
        return statuses.map { .init(key: $0.key, value: $0.value) }.sortedByName()
    }

    private func droppedEvents(_ metrics: [MetricFigures]) -> Int64? {
        let atTheEnd = runs.values.contains { $0.droppedEvents.value > 0 }
        let isCounted = metrics.contains { $0.name == MetricDefinition.recorderDroppedEventsTotal.name }
        return atTheEnd || isCounted ? SummaryBuilder.droppedEvents(of: self, metrics) : nil
    }
}

extension [RunCounts.Named<Int64>] {
    fileprivate func sortedByName() -> Self { sorted { ByteString($0.key) < ByteString($1.key) } }
}

extension [RunCounts.Named<String>] {
    fileprivate func sortedByName() -> Self { sorted { ByteString($0.key) < ByteString($1.key) } }
}

extension TimelineAccumulator {
    /// The last status of each provider that has one, by name.
    fileprivate var lastStatuses: [RunCounts.Named<String>] {
        statuses.sorted.compactMap { key, status in
            guard let last = status.lastStatus else { return nil }
            return .init(key: String(decoding: key, as: UTF8.self), value: last)
        }
    }
}

extension RunCounts.Histogram {
    /// Of values in an integer unit, of which so many make one of those that are told.
    fileprivate init(_ distribution: Distribution, per scale: Double) {
        self.init(
            bounds: Self.bounds(distribution.bounds, scale), cumulativeCounts: distribution.cumulativeBucketCounts,
            count: distribution.count, sum: Self.quantity(distribution.sum, scale))
    }

    fileprivate init(_ counts: BoundCounts, per scale: Double) {
        self.init(
            bounds: Self.bounds(counts.bounds, scale), cumulativeCounts: counts.cumulativeCounts, count: counts.count,
            sum: Self.quantity(counts.sum, scale))
    }

    private static func bounds(_ bounds: [Int64], _ scale: Double) -> [Double] {
        bounds.map { quantity(Int128($0), scale) }
    }

    // A division gives the double that is next to the decimal; a multiplication may not.
    private static func quantity(_ value: Int128, _ scale: Double) -> Double { Double(value) / scale }
}

extension RunCounts.OpenTelemetry {
    fileprivate init(_ counts: OpenTelemetryCounts, _ successful: RequestDistributions) {
        self.init(
            timeToFirstChunk: .init(counts.firstChunk, per: 1e9),
            inputTokensPerRequest: .init(successful.inputTokens, per: 1)
                .adding(.init(counts.failedInputTokens, per: 1)),
            outputTokensPerRequest: .init(successful.outputTokens, per: 1)
                .adding(.init(counts.failedOutputTokens, per: 1)))
    }
}

extension RunCounts.Histogram {
    /// These values and others that are counted at the same bounds.
    fileprivate func adding(_ other: Self) -> Self {
        var both = self
        both.cumulativeCounts = zip(cumulativeCounts, other.cumulativeCounts).map { $0 + $1 }
        both.count += other.count
        both.sum += other.sum
        return both
    }
}

extension RunCounts.Model {
    fileprivate init(_ names: (provider: String, model: String), _ requests: RequestAccumulator) {
        let distributions = requests.distributions
        self.init(
            provider: names.provider, model: names.model, successful: requests.successful, failed: requests.failed,
            inputTokens: Double(requests.inputTokens), outputTokens: Double(requests.outputTokens),
            cachedInputTokens: Double(requests.cachedInputTokens), reasoningTokens: Double(requests.reasoningTokens),
            cost: requests.priced > 0 ? Double(requests.cost) / 1e9 : nil,
            latency: .init(distributions.latency, per: 1e9),
            failedLatency: .init(distributions.failedLatency, per: 1e9),
            timeToFirstToken: .init(distributions.timeToFirstToken, per: 1e9),
            timePerOutputToken: .init(distributions.timePerOutputToken, per: 1e12),
            inputTokensPerRequest: .init(distributions.inputTokens, per: 1),
            outputTokensPerRequest: .init(distributions.outputTokens, per: 1),
            openTelemetry: requests.openTelemetry.map { .init($0, distributions) },
            errors: Self.errors(requests.errors))
    }

    private static func errors(_ table: BoundedTable<ErrorAccumulator>) -> [RunCounts.Failures] {
        func failures(_ type: String, _ error: ErrorAccumulator) -> RunCounts.Failures {
            .init(type: type, count: error.count, latency: error.latencies.map { .init($0, per: 1e9) })
        }
        var all = table.sorted.map { failures(String(decoding: $0.key, as: UTF8.self), $0.value) }
        if table.isFolding { all.append(failures(RunSummary.otherName, table.values[0])) }
        return all
    }
}
