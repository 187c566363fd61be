// Owns what is gathered for the spans of one name.

import LTBStatistics

/// How many there were and how long they took; their own times are known only once their traces are.
struct OperationAccumulator: Accumulator {
    private(set) var count: Int64 = 0
    private(set) var errors: Int64 = 0
    private(set) var durations = Distribution(bounds: [])
    /// Of spans that name no trace, which have no children then.
    private(set) var untracedCount: Int64 = 0
    private(set) var untracedTime: Int128 = 0

    /// Counts a span; a negative duration was not measured.
    mutating func record(duration: Int64, status: SpanRecord.Status, isTraced: Bool) {
        count += 1
        if status == .error { errors += 1 }
        guard duration >= 0 else { return }
        durations.record(duration)
        guard !isTraced else { return }
        untracedCount += 1
        untracedTime += Int128(duration)
    }

    /// A model has eight distributions where this has one.
    mutating func fit(_ room: KeyRoom) { durations.fit(8 * room.distributionBytes) }

    mutating func merge(_ other: Self) {
        count += other.count
        errors += other.errors
        durations.merge(other.durations)
        untracedCount += other.untracedCount
        untracedTime += other.untracedTime
    }
}
