// Owns what is gathered for one benchmark.

import LTBEvents

/// A benchmark's own events, and the requests that name it.
struct BenchmarkAccumulator: Accumulator {
    /// How far it was at the end of a timeline bucket.
    struct ProgressCell: Accumulator {
        /// Percent done in billionths, examples done, examples failed.
        struct Value: OrderedValue {
            var percent: Int64
            var completed: Int64
            var failed: Int64

            static func < (lhs: Self, rhs: Self) -> Bool {
                (lhs.percent, lhs.completed, lhs.failed) < (rhs.percent, rhs.completed, rhs.failed)
            }
        }

        private(set) var last = Latest<Value>()

        mutating func record(_ value: Value, at order: EventOrder) { last.record(value, at: order) }
        mutating func merge(_ other: Self) { last.merge(other.last) }
    }

    var requests: RequestAccumulator
    private(set) var name = Latest<ByteString>()
    private(set) var totalExamples = Latest<Int64>()
    private(set) var completedExamples = Latest<Int64>()
    private(set) var failedExamples = Latest<Int64>()
    private(set) var started = Earliest<Int64>()
    private(set) var ended = Latest<Int64>()
    private(set) var duration = Latest<Int64>()
    /// Of each time that it was completed.
    private(set) var durations = BoundCounts(bounds: Self.durationBounds)
    /// Whether it had an event of its own, rather than only requests that name it.
    private(set) var hasEvents = false
    var progress = TimelineRow(empty: ProgressCell())

    private static let durationBounds = MetricCatalogue.benchmarkDurationBounds.map { Int64($0) * 1_000_000_000 }

    init(bounds: DistributionBounds, objectives: [Objective]) {
        requests = RequestAccumulator(bounds: bounds, objectives: objectives)
    }

    mutating func recordStarted(_ event: BenchmarkStarted, at order: EventOrder) {
        recordIdentity(name: event.name, totalExamples: event.totalExamples, at: order)
        started.record(order.timestamp, at: order)
    }

    mutating func recordProgress(_ event: BenchmarkProgress, at order: EventOrder, on axis: TimeAxis) {
        recordIdentity(name: event.name, totalExamples: event.totalExamples, at: order)
        record(event, at: order, on: axis, whenUnknown: nil)
    }

    mutating func recordCompleted(_ event: BenchmarkCompleted, at order: EventOrder, on axis: TimeAxis) {
        var progress = BenchmarkProgress()
        progress.completedExamples = event.completedExamples
        progress.failedExamples = event.failedExamples
        progress.totalExamples = event.totalExamples
        progress.progressPercent = event.progressPercent
        recordIdentity(name: event.name, totalExamples: event.totalExamples, at: order)
        record(progress, at: order, on: axis, whenUnknown: 100)
        ended.record(order.timestamp, at: order)
        if let seconds = event.durationSeconds, let nanoseconds = nanoseconds(fromSeconds: seconds) {
            duration.record(nanoseconds, at: order)
            durations.record(nanoseconds)
        }
    }

    private mutating func recordIdentity(name: String?, totalExamples total: Int64?, at order: EventOrder) {
        hasEvents = true
        if let name { self.name.record(KeptText.kept(name, atMost: KeptText.longestDetail), at: order) }
        if let total { totalExamples.record(total, at: order) }
    }

    private mutating func record(
        _ event: BenchmarkProgress, at order: EventOrder, on axis: TimeAxis, whenUnknown fallback: Double?
    ) {
        if let completed = event.completedExamples { completedExamples.record(completed, at: order) }
        if let failed = event.failedExamples { failedExamples.record(failed, at: order) }
        guard let percent = Self.percent(event) ?? fallback, let billionths = scaledBillionths(percent) else { return }
        let value = ProgressCell.Value(
            percent: billionths, completed: event.completedExamples ?? 0, failed: event.failedExamples ?? 0)
        progress.update(axis.cell(of: order.timestamp), on: axis) { $0.record(value, at: order) }
    }

    private static func percent(_ event: BenchmarkProgress) -> Double? {
        if let percent = event.progressPercent { return percent }
        guard let completed = event.completedExamples, let total = event.totalExamples, total > 0 else { return nil }
        return Double(completed) / Double(total) * 100
    }

    mutating func fit(_ room: KeyRoom) { requests.fit(room) }

    mutating func merge(_ other: Self) {
        requests.merge(other.requests)
        name.merge(other.name)
        totalExamples.merge(other.totalExamples)
        completedExamples.merge(other.completedExamples)
        failedExamples.merge(other.failedExamples)
        started.merge(other.started)
        ended.merge(other.ended)
        duration.merge(other.duration)
        durations.merge(other.durations)
        hasEvents = hasEvents || other.hasEvents
        progress.merge(other.progress)
    }
}
