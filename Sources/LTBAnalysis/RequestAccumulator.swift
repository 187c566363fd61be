// Owns the figures of a set of requests while they are gathered.

import LTBEvents
import LTBStatistics

/// Bucket bounds in the integer units of the distributions, made once and handed to every accumulator.
struct DistributionBounds: Sendable {
    let requestDuration: [Int64]
    let timeToFirstToken: [Int64]
    let timePerOutputToken: [Int64]
    let chunkGap: [Int64]
    let tokens: [Int64]

    init() {
        requestDuration = Self.scale(MetricCatalogue.requestDurationBounds, by: 1e9)
        timeToFirstToken = Self.scale(MetricCatalogue.timeToFirstTokenBounds, by: 1e9)
        timePerOutputToken = Self.scale(MetricCatalogue.timePerOutputTokenBounds, by: 1e12)
        chunkGap = Self.scale(MetricCatalogue.timePerOutputTokenBounds, by: 1e9)
        tokens = Self.scale(MetricCatalogue.tokenUsageBounds, by: 1)
    }

    private static func scale(_ bounds: [Double], by factor: Double) -> [Int64] {
        bounds.map { Int64(($0 * factor).rounded()) }
    }
}

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
    var cost: Int128 = 0
    var priced: Int64 = 0
    /// Requests without a cost that must have had one: a failed request that used no token costs nothing.
    var unpriced: Int64 = 0
    var latency: Distribution
    var failedLatency: Distribution
    var timeToFirstToken: Distribution
    var timePerOutputToken: Distribution
    var chunkGap: Distribution
    var scheduledLatency: Distribution
    var outputTokensEach: Distribution
    var inputTokensEach: Distribution
    var errors = BoundedTable<ErrorAccumulator>(empty: ErrorAccumulator())
    var concurrency = ConcurrencyAccumulator()
    private var starts = TimeSpan()
    private var derivedStarts = TimeSpan()
    private var ends = TimeSpan()

    init(bounds: DistributionBounds) {
        latency = Distribution(bounds: bounds.requestDuration)
        failedLatency = Distribution(bounds: bounds.requestDuration)
        timeToFirstToken = Distribution(bounds: bounds.timeToFirstToken)
        timePerOutputToken = Distribution(bounds: bounds.timePerOutputToken)
        chunkGap = Distribution(bounds: bounds.chunkGap)
        scheduledLatency = Distribution(bounds: bounds.requestDuration)
        outputTokensEach = Distribution(bounds: bounds.tokens)
        inputTokensEach = Distribution(bounds: bounds.tokens)
    }

    mutating func recordStart(at time: Int64) {
        started += 1
        concurrency.recordStart(at: time)
        starts.include(time)
    }

    mutating func recordEnd(_ event: ScannedEvent) {
        recordUsage(event.request, failed: event.kind == .requestFailed)
        if let attempt = event.request.attempt, attempt > 1 { retried += 1 }
        let begin = event.request.latency.map { event.timestamp.subtractingReportingOverflow($0) }
        let start = begin.flatMap { $0.overflow ? nil : $0.partialValue }
        concurrency.recordEnd(at: event.timestamp, derivedStart: start)
        derivedStarts.include(start ?? event.timestamp)
        ends.include(event.timestamp)
        if event.kind == .requestCompleted {
            successful += 1
            recordSuccess(event.request, end: event.timestamp)
        } else {
            failed += 1
            recordFailure(event)
        }
    }

    private mutating func recordUsage(_ request: ScannedEvent.Request, failed: Bool) {
        if let tokens = request.inputTokens { inputTokens += Int128(tokens) }
        if let tokens = request.outputTokens { outputTokens += Int128(tokens) }
        if let tokens = request.cachedInputTokens { cachedInputTokens += Int128(tokens) }
        if let tokens = request.cacheWriteTokens { cacheWriteTokens += Int128(tokens) }
        if let tokens = request.reasoningTokens { reasoningTokens += Int128(tokens) }
        if let nanodollars = request.cost {
            cost += Int128(nanodollars)
            priced += 1
        } else if !failed || request.inputTokens != nil || request.outputTokens != nil {
            unpriced += 1
        }
    }

    private mutating func recordSuccess(_ request: ScannedEvent.Request, end: Int64) {
        if let value = request.latency { latency.record(value) }
        if let value = request.timeToFirstToken { timeToFirstToken.record(value) }
        if let value = request.timePerOutputToken { timePerOutputToken.record(value) }
        if let gaps = request.chunkGaps { for gap in gaps { chunkGap.record(gap) } }
        if let value = request.outputTokens { outputTokensEach.record(value) }
        if let value = request.inputTokens { inputTokensEach.record(value) }
        guard let scheduled = request.scheduledAt else { return }
        let (value, overflows) = end.subtractingReportingOverflow(scheduled)
        if !overflows, value >= 0 { scheduledLatency.record(value) }
    }

    private mutating func recordFailure(_ event: ScannedEvent) {
        if let value = event.request.latency { failedLatency.record(value) }
        let index =
            event.request.errorType.map { errors.index(for: $0) } ?? errors.index(for: ErrorAccumulator.otherType)
        errors.values[index].record(event)
    }

    /// First request start to last request end. A recorded start counts more than end - latency, which times rounded
    /// to microseconds can make a little too early.
    var span: TimeSpan {
        var span = starts.isEmpty ? derivedStarts : starts
        span.merge(ends)
        return span
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
        latency.merge(other.latency)
        failedLatency.merge(other.failedLatency)
        timeToFirstToken.merge(other.timeToFirstToken)
        timePerOutputToken.merge(other.timePerOutputToken)
        chunkGap.merge(other.chunkGap)
        scheduledLatency.merge(other.scheduledLatency)
        outputTokensEach.merge(other.outputTokensEach)
        inputTokensEach.merge(other.inputTokensEach)
        errors.merge(other.errors)
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
    /// Long enough for a provider's message, short enough for a page.
    static let longestExample = 512

    var count: Int64 = 0
    var example = Earliest<ByteString>()

    mutating func record(_ event: ScannedEvent) {
        count += 1
        guard let message = event.request.message, !message.isEmpty else { return }
        if let first = example.order, first.timestamp < event.timestamp { return }
        let order = EventOrder(timestamp: event.timestamp, id: event.id.map { Array($0) } ?? [])
        example.record(ByteString(message.prefix(Self.longestExample)), at: order)
    }

    mutating func merge(_ other: Self) {
        count += other.count
        example.merge(other.example)
    }
}

/// The earliest and latest of some instants.
struct TimeSpan: Accumulator {
    private(set) var first = Int64.max
    private(set) var last = Int64.min

    var isEmpty: Bool { first > last }

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

    mutating func recordStart(at time: Int64) {
        recorded.record(start: time)
        guard !hasStarts else { return }
        hasStarts = true
        derived = ConcurrencySweep()
    }

    mutating func recordEnd(at time: Int64, derivedStart: Int64?) {
        recorded.record(end: time)
        guard !hasStarts, let start = derivedStart else { return }
        hasLatencies = true
        derived.record(start: start)
        derived.record(end: time)
    }

    mutating func merge(_ other: Self) {
        recorded.merge(other.recorded)
        hasStarts = hasStarts || other.hasStarts
        hasLatencies = hasLatencies || other.hasLatencies
        if hasStarts { derived = ConcurrencySweep() } else { derived.merge(other.derived) }
    }
}
