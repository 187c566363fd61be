// Owns the step from gathered rows of cells to the timeline and the incidents that are shown.

import LTBEvents
import LTBStatistics

/// Makes the figures over time of what was gathered.
struct TimelineBuilder {
    private let source: TimelineAccumulator
    private let models: [SummaryBuilder.NamedModel]
    private let sweep: ConcurrencySweep?
    private let cells: [Int]
    private let keyCells: [Int]

    /// `sweep` tells how many requests were in flight.
    init(_ source: TimelineAccumulator, models: [SummaryBuilder.NamedModel], sweep: ConcurrencySweep?) {
        self.source = source
        self.models = models
        self.sweep = sweep
        cells = source.axis.cells
        keyCells = source.keyAxis.cells
    }

    /// The run over time; nil if nothing in it has a time.
    func timeline(benchmarks: BoundedTable<BenchmarkAccumulator>) -> Timeline? {
        guard !cells.isEmpty else { return nil }
        let axis = source.axis
        let rows = cells.map { source.requests[$0] }
        var timeline = Timeline(
            start: Timestamp(nanosecondsSince1970: axis.start), bucketSeconds: Double(axis.width) / 1e9,
            by: byKey(benchmarks))
        timeline.requests = rows.map(\.requests)
        timeline.errors = rows.map(\.errors)
        timeline.inputTokens = rows.map(\.inputTokens.value)
        timeline.outputTokens = rows.map(\.outputTokens.value)
        timeline.cachedInputTokens = rows.map(\.cachedInputTokens.value)
        timeline.cost = rows.map(\.cost.dollars)
        timeline.latencyCount = rows.map { Int64($0.latency.count) }
        timeline.latencyP50 = rows.map { $0.latency.quantile(0.5).map { $0 / 1e9 } }
        timeline.latencyP95 = rows.map { $0.latency.quantile(0.95).map { $0 / 1e9 } }
        timeline.latencyP99 = rows.map { $0.latency.quantile(0.99).map { $0 / 1e9 } }
        timeline.active =
            sweep?.maximum(inBucketsOf: axis.width, from: axis.start, count: cells.count)
            ?? Array(repeating: 0, count: cells.count)
        timeline.errorsByType = errorsByType
        timeline.latencyHeatmap = LatencyHeatmap(rows.map(\.latency))
        timeline.metrics = gauges
        return timeline
    }

    private var errorsByType: [String: [Int64]] {
        var types: [String: [Int64]] = [:]
        for (key, row) in named(source.errors) {
            let type = KeyBuffer.parts(of: key).last.flatMap { $0 } ?? RunSummary.otherName
            let counts = cells.map { row[$0].value }
            types[type] = types[type].map { zip($0, counts).map { $0 + $1 } } ?? counts
        }
        return types
    }

    /// Recorded gauges, and those that follow from a counter where they were not recorded themselves.
    private var gauges: [String: [Double?]] {
        var all: [String: [Double?]] = [:]
        for (key, row) in source.processors.sorted {
            let percentages = ProcessorTime.percentages(cells.map { row[$0] })
            if percentages.contains(where: { $0 != nil }) { all[MetricSeries(key: key).text] = percentages }
        }
        for (key, row) in source.gauges.sorted { all[MetricSeries(key: key).text] = cells.map { row[$0].value } }
        return all
    }

    private func named<Value>(_ table: BoundedTable<Value>) -> [(key: [UInt8], value: Value)] {
        table.sorted + (table.isFolding ? [(Array(RunSummary.otherName.utf8), table.values[0])] : [])
    }

    // MARK: By key

    private func byKey(_ benchmarks: BoundedTable<BenchmarkAccumulator>) -> TimelineByKey {
        let axis = source.keyAxis
        var by = TimelineByKey(
            start: Timestamp(nanosecondsSince1970: axis.start), bucketSeconds: Double(axis.width) / 1e9)
        // Two models may have one name here: a/b and c, a and b/c.
        var rows: [String: TimelineRow<ModelCell>] = [:]
        var providers: [String: TimelineRow<ModelCell>] = [:]
        for model in models {
            rows["\(model.provider)/\(model.model)", default: TimelineRow(empty: ModelCell())].merge(
                model.value.timeline)
            providers[model.provider, default: TimelineRow(empty: ModelCell())].merge(model.value.timeline)
        }
        by.model = rows.mapValues { series($0) }
        by.provider = providers.mapValues { series($0) }
        for (key, benchmark) in benchmarks.sorted where benchmark.hasEvents {
            by.benchmark[String(decoding: key, as: UTF8.self)] = examples(benchmark)
        }
        return by
    }

    private func series(_ row: TimelineRow<ModelCell>) -> TimelineByKey.Series {
        var series = TimelineByKey.Series()
        for cell in keyCells {
            let value = row[cell]
            series.requests.append(value.outcomes.requests)
            series.errors.append(value.outcomes.errors)
            series.latencyP95.append(value.latency?.quantile(0.95).map { $0 / 1e9 })
            series.cost.append(value.cost.dollars)
        }
        return series
    }

    private func examples(_ benchmark: BenchmarkAccumulator) -> TimelineByKey.Examples {
        var examples = TimelineByKey.Examples()
        var (completed, failed) = (Int64(0), Int64(0))
        for cell in keyCells {
            let value = benchmark.progress[cell].last.value
            let next = (max(completed, value?.completed ?? 0), max(failed, value?.failed ?? 0))
            examples.completedExamples.append(next.0 - completed)
            examples.failedExamples.append(next.1 - failed)
            (completed, failed) = next
        }
        return examples
    }

    // MARK: Status and incidents

    /// What the status events said, by provider.
    var providerStatus: [ProviderStatusFigures] {
        named(source.statuses).compactMap {
            $0.value.figures(provider: String(decoding: $0.key, as: UTF8.self), on: source.axis)
        }
    }

    /// The spans in which providers failed, by start and provider.
    func incidents(totals: RequestFigures) -> [Incident] {
        let all = source.providers.sorted.flatMap { key, row in
            IncidentFinder(row: cells.map { row[$0] }).spans.map { incident(key, $0, totals: totals) }
        }
        return all.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }.map(\.element)
    }

    private func incident(_ provider: [UInt8], _ span: IncidentFinder.Span, totals: RequestFigures) -> Incident {
        let axis = source.axis
        let left = totals.totalRequests - span.requests
        let succeeded = totals.successfulRequests - (span.requests - span.failed)
        let error = mainError(of: provider, in: span.buckets)
        return Incident(
            provider: String(decoding: provider, as: UTF8.self),
            start: Timestamp(nanosecondsSince1970: axis.start(ofBucket: axis.first + Int64(span.buckets.lowerBound))),
            end: Timestamp(nanosecondsSince1970: axis.start(ofBucket: axis.first + Int64(span.buckets.upperBound) + 1)),
            requests: span.requests, failed: span.failed, errorType: error.type, failedWithErrorType: error.count,
            successRateWithout: left > 0 ? Double(succeeded) / Double(left) : nil)
    }

    private func mainError(of provider: [UInt8], in buckets: ClosedRange<Int>) -> (count: Int64, type: String) {
        let prefix = provider + [KeyBuffer.separator]
        var best = (count: Int64(0), type: RunSummary.otherName)
        for (key, row) in source.errors.sorted where key.starts(with: prefix) {
            let count = buckets.reduce(Int64(0)) { $0 + row[cells[$1]].value }
            if count > best.count { best = (count, String(decoding: key.dropFirst(prefix.count), as: UTF8.self)) }
        }
        return best
    }
}

extension LatencyHeatmap {
    /// More rows than this cannot be told apart.
    private static let mostRows = 64

    /// Rows of a quarter octave, or several of them, whose edges the histograms share, so that counts are exact; nil
    /// without a latency.
    init?(_ columns: [CoarseHistogram]) {
        let quarters = columns.map { Self.quarters(of: $0) }
        guard let first = quarters.compactMap(\.first?.quarter).min(),
            let last = quarters.compactMap(\.last?.quarter).max()
        else { return nil }
        var quartersARow = 1
        while last / quartersARow - first / quartersARow >= Self.mostRows { quartersARow *= 2 }
        let rows = (first / quartersARow)...(last / quartersARow)
        let counts = quarters.map { column in
            column.reduce(into: Array(repeating: Int64(0), count: rows.count)) { counts, entry in
                counts[entry.quarter / quartersARow - rows.lowerBound] += entry.count
            }
        }
        let upperBounds = rows.map { row in
            Double(QuarterOctaveScale.values(at: (row + 1) * quartersARow - 1).upperBound) / 1e9
        }
        self.init(upperBounds: upperBounds, counts: counts)
    }

    /// A histogram's counts by quarter octave, ascending.
    private static func quarters(of histogram: CoarseHistogram) -> [(quarter: Int, count: Int64)] {
        var quarters: [(quarter: Int, count: Int64)] = []
        histogram.forEachBucket { lower, _, count in
            let quarter = QuarterOctaveScale.index(of: lower)
            if quarters.last?.quarter == quarter {
                quarters[quarters.count - 1].count += count
            } else {
                quarters.append((quarter, count))
            }
        }
        return quarters
    }
}
