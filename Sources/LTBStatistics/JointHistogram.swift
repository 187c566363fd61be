// Owns the distribution of pairs of values: how many have both the one and the other.

/// Counts of pairs of positive `Int64` values, each on a log-linear scale of 2 buckets an octave.
///
/// The cells are fixed, so the counts depend on no order or split. There are 126 by 126 of them, which own 128 KiB from
/// the first batch on.
package struct JointHistogram: Sendable {
    /// Column after column; empty until a batch is recorded.
    @usableFromInline var counts: [Int64] = []

    /// The cells of a column lie this much apart from those of the next, in bits: 128 cells.
    @inlinable static var columnBits: Int { 7 }

    /// Counts of no pairs, which own no memory.
    @inlinable package init() {}

    /// The counts while pairs are recorded: they are looked at once for many.
    package struct Cells {
        @usableFromInline let counts: UnsafeMutableBufferPointer<Int64>

        @inlinable init(_ counts: UnsafeMutableBufferPointer<Int64>) { self.counts = counts }

        /// Counts a pair; one with a value below 1 has no place on the scales and is left out.
        @inlinable
        @inline(__always)
        package func record(_ first: Int64, _ second: Int64) {
            guard first > 0, second > 0 else { return }
            counts[JointHistogram.bucket(of: first) << JointHistogram.columnBits | JointHistogram.bucket(of: second)] +=
                1
        }
    }

    /// Records the pairs of a body.
    @inlinable
    package mutating func record(_ body: (Cells) -> Void) {
        if counts.isEmpty { counts = Array(repeating: 0, count: 1 << (2 * Self.columnBits)) }
        counts.withUnsafeMutableBufferPointer { body(Cells($0)) }
    }

    /// Counts all pairs of `other`.
    package mutating func merge(_ other: Self) {
        guard !other.counts.isEmpty else { return }
        if counts.isEmpty {
            self = other
        } else {
            for index in counts.indices { counts[index] += other.counts[index] }
        }
    }

    /// The bucket of a positive value, from 0 on.
    @inlinable
    @inline(__always)
    static func bucket(of value: Int64) -> Int { HalfOctaveScale.index(of: value) - HalfOctaveScale.zeroIndex }
}

extension JointHistogram {
    /// Counts between edges that are powers of two, or half as much again.
    package struct Grid: Sendable, Equatable {
        /// Column `i` holds first values from edge `i` to before the next: one edge more than columns, ascending.
        package let firstEdges: [Int64]
        /// The same of second values and rows.
        package let secondEdges: [Int64]
        /// One array a column, each with one count a row.
        package let counts: [[Int64]]
    }

    /// The counts from the first to the last column and row in use; buckets are put together while there would be more
    /// than `limit` columns or rows. Nil without a pair.
    package func grid(limit: Int) -> Grid? {
        let buckets = 0..<1 << Self.columnBits
        let columns = buckets.filter { first in buckets.contains { count(first, $0) > 0 } }
        let rows = buckets.filter { second in columns.contains { count($0, second) > 0 } }
        guard let first = Steps(columns, limit: limit), let second = Steps(rows, limit: limit) else { return nil }
        var counts = Array(repeating: Array(repeating: Int64(0), count: second.count), count: first.count)
        for column in columns {
            for row in rows { counts[first.step(of: column)][second.step(of: row)] += count(column, row) }
        }
        return Grid(firstEdges: first.edges, secondEdges: second.edges, counts: counts)
    }

    private func count(_ first: Int, _ second: Int) -> Int64 {
        counts.isEmpty ? 0 : counts[first << Self.columnBits | second]
    }

    /// Neighbouring buckets put together.
    private struct Steps {
        let first: Int
        let count: Int
        private let bucketsAStep: Int

        /// As narrow as the limit allows; nil without a bucket.
        init?(_ buckets: [Int], limit: Int) {
            guard let lowest = buckets.first, let highest = buckets.last else { return nil }
            var width = 1
            while highest / width - lowest / width >= max(limit, 1) { width *= 2 }
            first = lowest / width
            count = highest / width - first + 1
            bucketsAStep = width
        }

        func step(of bucket: Int) -> Int { bucket / bucketsAStep - first }

        var edges: [Int64] { (first...first + count).map { Self.lowerBound(ofBucket: $0 * bucketsAStep) } }

        /// The least positive value of a bucket; the greatest there is, above the last bucket.
        private static func lowerBound(ofBucket bucket: Int) -> Int64 {
            let index = HalfOctaveScale.zeroIndex + bucket
            guard index < 2 * HalfOctaveScale.zeroIndex else { return .max }
            return max(HalfOctaveScale.values(at: index).lowerBound, 1)
        }
    }
}
