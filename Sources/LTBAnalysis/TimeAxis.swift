// Owns the buckets of a timeline while it is gathered, and sums of counts in them.

import LTBStatistics

/// Buckets of time of one width, as few as a capacity allows, which widen as later or earlier times come.
///
/// A cell of bucket `b` lies at `b & (capacity - 1)`: at most `capacity` consecutive buckets are in use, so cells never
/// meet and never move, but when the width grows. The width depends only on the first and the last time.
struct TimeAxis: Sendable {
    /// What rows must do when buckets became wider: `factor` old buckets make a new one.
    struct Widening {
        var first: Int64
        var last: Int64
        var factor: Int64
    }

    /// A power of two.
    let capacity: Int
    private(set) var width = BucketWidth.smallest(covering: 0, 0, buckets: 1)
    /// Bucket numbers: time divided by width, rounded down.
    private(set) var first = Int64.max
    private(set) var last = Int64.min
    /// The times of the buckets in use lie from here to `latest`.
    private var earliest = Int64.max
    private var latest = Int64.min

    init(capacity: Int) {
        self.capacity = capacity
    }

    var isEmpty: Bool { first > last }
    var count: Int { isEmpty ? 0 : Int(last - first) + 1 }
    /// The start of the first bucket in nanoseconds since 1970; the Int64 range's begin, if that is later.
    var start: Int64 { start(ofBucket: first) }

    func start(ofBucket bucket: Int64) -> Int64 { Int64(clamping: Int128(bucket) * Int128(width)) }

    /// The cell of a time that was included.
    @inline(__always)
    func cell(of time: Int64) -> Int { cell(ofBucket: bucket(of: time)) }

    @inline(__always)
    func cell(ofBucket bucket: Int64) -> Int { Int(truncatingIfNeeded: bucket) & (capacity - 1) }

    @inline(__always)
    func bucket(of time: Int64) -> Int64 { Self.floor(time, width) }

    /// The cells in use, by time.
    var cells: [Int] { isEmpty ? [] : (first...last).map { cell(ofBucket: $0) } }

    /// Makes room for a time; says how to widen the rows if the buckets had to grow.
    @inline(__always)
    mutating func include(_ time: Int64) -> Widening? {
        if time >= earliest, time <= latest { return nil }
        return extend(to: time)
    }

    private mutating func extend(to time: Int64) -> Widening? {
        let bucket = bucket(of: time)
        let old = (first, last)
        first = min(first, bucket)
        last = max(last, bucket)
        defer { noteTimes() }
        return last - first >= Int64(capacity) ? widen(from: old) : nil
    }

    private mutating func noteTimes() {
        earliest = start(ofBucket: first)
        latest = start(ofBucket: last + 1) - 1
    }

    private mutating func widen(from old: (first: Int64, last: Int64)) -> Widening {
        // Widths divide each other, so the starts of the buckets stand for every time in them.
        let wider = BucketWidth.smallest(covering: start(ofBucket: first), start(ofBucket: last), buckets: capacity)
        let factor = wider / width
        width = wider
        first = Self.floor(first, factor)
        last = Self.floor(last, factor)
        return Widening(first: old.first, last: old.last, factor: factor)
    }

    /// Includes all of another axis; says how to widen the rows of either.
    mutating func merge(_ other: Self) -> (own: Widening?, other: Widening?) {
        guard !other.isEmpty else { return (nil, nil) }
        guard !isEmpty else {
            self = other
            return (nil, nil)
        }
        var theirs = other
        let before = self
        let width = max(width, theirs.width)
        set(width: width)
        theirs.set(width: width)
        first = min(first, theirs.first)
        last = max(last, theirs.last)
        if last - first >= Int64(capacity) { _ = widen(from: (first, last)) }
        noteTimes()
        return (before.widening(to: self), other.widening(to: self))
    }

    private mutating func set(width wider: Int64) {
        let factor = wider / width
        width = wider
        first = Self.floor(first, factor)
        last = Self.floor(last, factor)
    }

    private func widening(to axis: Self) -> Widening? {
        axis.width == width ? nil : Widening(first: first, last: last, factor: axis.width / width)
    }

    @inline(__always)
    static func floor(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}

/// A sum of counts that are never negative; at the end of Int64 it stays there, in any order.
struct Count: Accumulator {
    private(set) var value: Int64 = 0

    @inline(__always)
    mutating func add(_ count: Int64) {
        let (sum, overflows) = value.addingReportingOverflow(count)
        value = overflows ? .max : sum
    }

    mutating func add(sum count: Int128) {
        value = Int64(clamping: Int128(value) + count)
    }

    mutating func merge(_ other: Self) { add(other.value) }
}
