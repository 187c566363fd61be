// Owns the figures of a set of requests while they are gathered.

import LTBEvents
import LTBStatistics

/// What is gathered for a model, a benchmark, or any other set of requests.
struct RequestAccumulator: Accumulator {
    var started: Int64 = 0
    var successful: Int64 = 0
    var failed: Int64 = 0
    var retried: Int64 = 0
    var inputTokens: Int128 = 0
    var outputTokens: Int128 = 0
    var cachedInputTokens: Int128 = 0
    var cacheWriteTokens: Int128 = 0
    var reasoningTokens: Int128 = 0
    /// The recorded cost, or the computed one of requests that were priced again.
    var cost: Int128 = 0
    var priced: Int64 = 0
    /// Requests without a cost that must have had one: a failed request that used no token costs nothing.
    var unpriced: Int64 = 0
    /// Of requests that were priced again.
    var costs = CostSums()
    var distributions: RequestDistributions
    var errors: BoundedTable<ErrorAccumulator>
    var concurrency = ConcurrencyAccumulator()
    var objectives: ObjectiveCounts
    /// Nil where they are not asked for.
    var openTelemetry: OpenTelemetryCounts?
    private var starts = TimeSpan()
    private var derivedStarts = TimeSpan()
    private var ends = TimeSpan()

    init(bounds: DistributionBounds, objectives: [Objective]) {
        self.objectives = ObjectiveCounts(objectives)
        distributions = RequestDistributions(bounds: bounds)
        errors = BoundedTable(
            empty: ErrorAccumulator(latencies: bounds.openTelemetryDurations.map { BoundCounts(bounds: $0) }))
        openTelemetry = bounds.openTelemetryDurations.map {
            OpenTelemetryCounts(durations: $0, tokens: bounds.tokens.values)
        }
    }

    /// Counts requests that were sent at these times.
    mutating func record(starts times: UnsafeBufferPointer<Int64>) {
        started += Int64(times.count)
        concurrency.record(starts: times)
        for time in times { starts.include(time) }
    }

    /// Counts requests that ended; their texts and gaps are recorded one by one.
    mutating func record(_ rows: EndRows) {
        recordSums(rows)
        if let added = rows.costs { costs.merge(added) }
        concurrency.record(rows)
        objectives.record(rows)
        distributions.record(rows)
        if openTelemetry != nil { openTelemetry?.record(rows) }
    }

    private mutating func recordSums(_ rows: EndRows) {
        let sums = rows.sums
        failed += sums.failures
        successful += sums.requests - sums.failures
        retried += sums.retries
        inputTokens += sums.inputTokens
        outputTokens += sums.outputTokens
        cachedInputTokens += sums.cachedInputTokens
        cacheWriteTokens += sums.cacheWriteTokens
        reasoningTokens += sums.reasoningTokens
        cost += sums.cost
        priced += sums.priced
        unpriced += sums.unpriced
        ends.merge(rows.span)
        derivedStarts.merge(rows.derivedStarts)
    }

    /// Counts a failure's error type and keeps its message, if it is the earliest one.
    mutating func recordError(_ event: borrowing ScannedEvent) {
        let index =
            event.request.errorType.map { type in
                KeptText.withKept(type, atMost: KeptText.longestMessage) { errors.index(for: $0) }
            } ?? errors.index(for: ErrorAccumulator.otherType)
        errors.values[index].record(event)
    }

    /// First request start to last request end. A recorded start counts more than end - latency, which times rounded
    /// to microseconds can make a little too early.
    var span: TimeSpan {
        let begin = starts.isEmpty ? derivedStarts : starts
        // A request that was sent after the last one ended makes the run no longer.
        guard !ends.isEmpty else { return begin }
        var span = ends
        span.include(min(begin.first, ends.last))
        return span
    }

    mutating func fit(_ room: KeyRoom) {
        distributions.fit(room)
        errors.lower(limit: room.errorTypes)
        concurrency.narrow(gridLimit: room.concurrencyCells)
    }

    mutating func merge(_ other: Self) {
        started += other.started
        successful += other.successful
        failed += other.failed
        retried += other.retried
        inputTokens += other.inputTokens
        outputTokens += other.outputTokens
        cachedInputTokens += other.cachedInputTokens
        cacheWriteTokens += other.cacheWriteTokens
        reasoningTokens += other.reasoningTokens
        cost += other.cost
        priced += other.priced
        unpriced += other.unpriced
        costs.merge(other.costs)
        distributions.merge(other.distributions)
        errors.merge(other.errors)
        objectives.merge(other.objectives)
        if let counts = other.openTelemetry { openTelemetry?.merge(counts) }
        concurrency.merge(other.concurrency)
        starts.merge(other.starts)
        derivedStarts.merge(other.derivedStarts)
        ends.merge(other.ends)
    }
}

/// Failures of one error type.
struct ErrorAccumulator: Accumulator {
    /// The OpenTelemetry convention's word for an error of no known type.
    static let otherType = Array("_OTHER".utf8)
    var count: Int64 = 0
    var example = Earliest<ByteString>()
    /// Nil where they are not asked for.
    var latencies: BoundCounts?

    mutating func record(_ event: borrowing ScannedEvent) {
        count += 1
        if latencies != nil, event.measures.latency >= 0 { latencies?.record(event.measures.latency) }
        guard let message = event.request.message, !message.isEmpty else { return }
        if let first = example.order, first.timestamp < event.timestamp { return }
        example.record(
            ByteString(KeptText.beginning(of: message, atMost: KeptText.longestMessage)), at: event.order)
    }

    mutating func merge(_ other: Self) {
        count += other.count
        example.merge(other.example)
        if let others = other.latencies { latencies?.merge(others) }
    }
}

/// The earliest and latest of some instants.
struct TimeSpan: Accumulator {
    private(set) var first = Int64.max
    private(set) var last = Int64.min

    var isEmpty: Bool { first > last }

    @inline(__always)
    mutating func include(_ time: Int64) {
        first = min(first, time)
        last = max(last, time)
    }

    mutating func merge(_ other: Self) {
        first = min(first, other.first)
        last = max(last, other.last)
    }
}

/// Requests in flight: from start events where there are any, else from end minus latency.
struct ConcurrencyAccumulator: Accumulator {
    private var recorded = ConcurrencySweep()
    private var derived = ConcurrencySweep()
    private var hasStarts = false
    private var hasLatencies = false

    /// The sweep to be used; nil when neither starts nor latencies are known.
    var sweep: ConcurrencySweep? {
        if hasStarts { return recorded }
        return hasLatencies ? derived : nil
    }

    mutating func record(starts times: UnsafeBufferPointer<Int64>) {
        recorded.record(starts: times)
        guard !hasStarts else { return }
        hasStarts = true
        derived.removeAll()
    }

    mutating func record(_ rows: EndRows) {
        recorded.record(ends: rows.ends.values)
        guard !hasStarts else { return }
        rows.withDerivedStarts { starts, ends in
            hasLatencies = hasLatencies || !starts.values.isEmpty
            derived.record(starts: starts.values)
            derived.record(ends: ends.values)
        }
    }

    mutating func merge(_ other: Self) {
        recorded.merge(other.recorded)
        hasStarts = hasStarts || other.hasStarts
        hasLatencies = hasLatencies || other.hasLatencies
        if hasStarts { derived.removeAll() } else { derived.merge(other.derived) }
    }

    /// Gives up exactness from now on.
    mutating func approximate() {
        recorded.approximate()
        derived.approximate()
    }

    mutating func narrow(gridLimit: Int) {
        recorded.narrow(gridLimit: gridLimit)
        derived.narrow(gridLimit: gridLimit)
    }
}
