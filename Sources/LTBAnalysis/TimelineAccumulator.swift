// Owns the figures over time while they are gathered.

import LTBStatistics

/// The run's timeline (512 buckets) and the axis of the timelines by key (128), whose rows lie with their keys.
struct TimelineAccumulator: Accumulator {
    private(set) var axis = TimeAxis(capacity: 512)
    private(set) var keyAxis = TimeAxis(capacity: 128)
    private(set) var requests = TimelineRow(empty: RequestCell())
    /// By provider: ended and failed requests, for incidents.
    private(set) var providers = BoundedTable(empty: TimelineRow(empty: OutcomeCell()))
    /// By provider and error type.
    private(set) var errors = BoundedTable(empty: TimelineRow(empty: Count()))
    /// By provider: what its status events said.
    private(set) var statuses = BoundedTable(empty: ProviderStatusAccumulator())
    /// By series: the last value in each bucket.
    private(set) var gauges = BoundedTable(limit: Self.gaugeLimit, empty: TimelineRow(empty: Latest<Double>()))

    /// By the series that follows from it: processor time in each bucket.
    private(set) var processors = BoundedTable(limit: Self.processLimit, empty: TimelineRow(empty: ProcessorTime()))

    private static let gaugeLimit = 64
    private static let processLimit = 16

    /// Makes room for a time on both axes; says how rows by key must widen.
    @inline(__always)
    mutating func include(_ time: Int64) -> TimeAxis.Widening? {
        if let widening = axis.include(time) { widen(widening) }
        return keyAxis.include(time)
    }

    private mutating func widen(_ widening: TimeAxis.Widening) {
        requests.widen(widening, on: axis)
        for index in providers.values.indices { providers.values[index].widen(widening, on: axis) }
        for index in errors.values.indices { errors.values[index].widen(widening, on: axis) }
        for index in statuses.values.indices { statuses.values[index].widen(widening, on: axis) }
        for index in gauges.values.indices { gauges.values[index].widen(widening, on: axis) }
        for index in processors.values.indices { processors.values[index].widen(widening, on: axis) }
    }

    /// The place of a provider, to which no other must be given before its ended requests were counted.
    mutating func providerSlot(for provider: UnsafeRawBufferPointer) -> KeyTable.Slot { providers.slot(for: provider) }

    /// Makes room for a provider that is new; of one that it takes the place of, all must have been counted.
    mutating func prepareProvider(_ slot: KeyTable.Slot) { providers.prepare(slot) }

    /// Counts ended requests, in all and by provider; their times must have been included.
    mutating func record(_ rows: EndRows) {
        rows.forEachRun(on: axis) { cell, run in
            requests.update(cell, on: axis) { $0.record(run) }
            run.forEachProvider { provider, run in
                providers.values[provider].update(cell, on: axis) { $0.record(run.sums) }
            }
        }
    }

    /// Counts an error; its time must have been included.
    mutating func recordError(
        _ event: borrowing ScannedEvent, provider: UnsafeRawBufferPointer, scratch: inout KeyBuffer
    ) {
        let error = scratch.compose(provider, event.request.errorType, missing: ErrorAccumulator.otherType) {
            errors.index(for: $0)
        }
        errors.values[error].update(axis.cell(of: event.timestamp), on: axis) { $0.add(1) }
    }

    /// Notes a provider's status; its time must have been included.
    mutating func recordStatus(_ status: ByteString, ofProvider provider: ByteString, at order: EventOrder) {
        let index = statuses.index(for: provider.bytes)
        statuses.values[index].record(status, at: order, on: axis)
    }

    /// Notes a gauge's value; its time must have been included.
    mutating func recordGauge(_ value: Double, ofSeries series: [UInt8], at order: EventOrder) {
        let index = gauges.index(for: series)
        gauges.values[index].update(axis.cell(of: order.timestamp), on: axis) { $0.record(value, at: order) }
    }

    /// Notes an increment of processor time; its time must have been included.
    mutating func recordProcessorTime(seconds: Double, ofSeries series: [UInt8], at time: Int64) {
        let index = processors.index(for: series)
        processors.values[index].update(axis.cell(of: time), on: axis) { $0.record(seconds: seconds, at: time) }
    }

    mutating func merge(_ other: Self) {
        _ = mergeReportingWidening(other)
    }

    /// Merges another timeline; says how rows by key must widen, one's own and the other's.
    mutating func mergeReportingWidening(_ other: Self) -> (own: TimeAxis.Widening?, other: TimeAxis.Widening?) {
        var other = other
        let widening = axis.merge(other.axis)
        other.axis = axis
        if let own = widening.own { widen(own) }
        if let theirs = widening.other { other.widen(theirs) }
        requests.merge(other.requests)
        providers.merge(other.providers)
        errors.merge(other.errors)
        statuses.merge(other.statuses)
        gauges.merge(other.gauges)
        processors.merge(other.processors)
        return keyAxis.merge(other.keyAxis)
    }
}

/// A bucket of all requests.
struct RequestCell: Accumulator {
    private(set) var requests: Int64 = 0
    private(set) var errors: Int64 = 0
    private(set) var inputTokens = Count()
    private(set) var outputTokens = Count()
    private(set) var cachedInputTokens = Count()
    private(set) var cost = CostOfBucket()
    private(set) var latency = CoarseHistogram()

    mutating func record(_ run: EndRun) {
        requests += run.sums.requests
        errors += run.sums.failures
        inputTokens.add(sum: run.sums.inputTokens)
        outputTokens.add(sum: run.sums.outputTokens)
        cachedInputTokens.add(sum: run.sums.cachedInputTokens)
        cost.record(run.sums)
        latency.record(run.latency)
    }

    mutating func merge(_ other: Self) {
        requests += other.requests
        errors += other.errors
        inputTokens.merge(other.inputTokens)
        outputTokens.merge(other.outputTokens)
        cachedInputTokens.merge(other.cachedInputTokens)
        cost.merge(other.cost)
        latency.merge(other.latency)
    }
}

/// A bucket of a provider's requests.
struct OutcomeCell: Accumulator {
    private(set) var requests: Int64 = 0
    private(set) var errors: Int64 = 0

    mutating func record(_ sums: EndSums) {
        requests += sums.requests
        errors += sums.failures
    }

    mutating func merge(_ other: Self) {
        requests += other.requests
        errors += other.errors
    }
}

/// A bucket of a model's requests.
struct ModelCell: Accumulator {
    private(set) var outcomes = OutcomeCell()
    private(set) var cost = CostOfBucket()
    /// Nil where there are too many models to keep it.
    private(set) var latency: CoarseHistogram? = CoarseHistogram()

    mutating func record(_ run: EndRun) {
        outcomes.record(run.sums)
        cost.record(run.sums)
        latency?.record(run.latency)
    }

    mutating func dropLatency() { latency = nil }

    mutating func merge(_ other: Self) {
        outcomes.merge(other.outcomes)
        cost.merge(other.cost)
        if let added = other.latency { latency?.merge(added) }
    }
}

/// The cost of a bucket's requests.
struct CostOfBucket: Accumulator {
    private var sum = Count()
    private var hasPriced = false
    private var hasUnpriced = false

    /// US dollars; nil where requests should have a cost and none has.
    var dollars: Double? { hasUnpriced && !hasPriced ? nil : Double(sum.value) / 1e9 }

    mutating func record(_ sums: EndSums) {
        sum.add(sum: sums.cost)
        if sums.priced > 0 { hasPriced = true }
        if sums.unpriced > 0 { hasUnpriced = true }
    }

    mutating func merge(_ other: Self) {
        sum.merge(other.sum)
        hasPriced = hasPriced || other.hasPriced
        hasUnpriced = hasUnpriced || other.hasUnpriced
    }
}
