// Owns how many requests were active at once: exact for up to a million of them, an upper bound beyond.

/// Counts what is active at once from the starts and ends of half-open intervals, in nanoseconds since the epoch.
///
/// At each instant what ends there has left before what starts there arrives. Starts and ends need no pairing, and a
/// start without an end stays active. Up to `exactLimit` of each they are kept, a few bytes each, and every figure is
/// exact; above that they are counted in at most `gridLimit` buckets of time, and figures are upper bounds. The figures
/// depend on neither the order of the records nor on how they were split before merging.
package struct ConcurrencySweep: Sendable {
    private let exactLimit: Int
    private var starts = PackedIntegers()
    private var ends = PackedIntegers()
    /// What was recorded, once it is too much to keep.
    private var grid: ConcurrencyGrid
    /// Whether starts and ends are in `grid` rather than kept.
    private var isApproximate = false

    /// An empty sweep, which owns no memory.
    /// - Parameters:
    ///   - exactLimit: how many starts, and how many ends, are kept.
    ///   - gridLimit: how many buckets there are at most when there are more; a power of two from 2.
    package init(exactLimit: Int = 1_000_000, gridLimit: Int = Self.greatestGridLimit) {
        self.exactLimit = exactLimit
        grid = ConcurrencyGrid(limit: gridLimit)
    }

    /// As many buckets of time as there are at most where nothing else is said.
    package static var greatestGridLimit: Int { 1 << 16 }

    /// Notes that something began at `time`.
    package mutating func record(start time: Int64) {
        withUnsafePointer(to: time) { record(starts: UnsafeBufferPointer(start: $0, count: 1)) }
    }

    /// Notes that something ended at `time` and was no longer active then.
    package mutating func record(end time: Int64) {
        withUnsafePointer(to: time) { record(ends: UnsafeBufferPointer(start: $0, count: 1)) }
    }

    /// Notes that something began at each of `times`.
    package mutating func record(starts times: UnsafeBufferPointer<Int64>) {
        if !isApproximate {
            guard starts.count + times.count > exactLimit else {
                starts.append(contentsOf: times)
                return
            }
            approximate()
        }
        grid.record(starts: times)
    }

    /// Notes that something ended at each of `times`.
    package mutating func record(ends times: UnsafeBufferPointer<Int64>) {
        if !isApproximate {
            guard ends.count + times.count > exactLimit else {
                ends.append(contentsOf: times)
                return
            }
            approximate()
        }
        grid.record(ends: times)
    }

    /// Adds all that `other`, which has the same limits, recorded.
    package mutating func merge(_ other: ConcurrencySweep) {
        let fits =
            starts.count + other.starts.count <= exactLimit && ends.count + other.ends.count <= exactLimit
        if !isApproximate, !other.isApproximate, fits {
            starts.append(contentsOf: other.starts)
            ends.append(contentsOf: other.ends)
            return
        }
        approximate()
        var other = other
        other.approximate()
        grid.merge(other.grid)
    }

    /// Gives up exactness, and the memory it takes, as if the limit had been passed.
    package mutating func approximate() {
        isApproximate = true
        // Known first, they make the cells widen once rather than each time that a time lies beyond them.
        for times in [starts.extremes, ends.extremes].compactMap({ $0 }) { grid.include(times) }
        starts.forEachPiece { grid.record(starts: $0) }
        ends.forEachPiece { grid.record(ends: $0) }
        starts = PackedIntegers()
        ends = PackedIntegers()
    }

    /// Makes do with fewer buckets of time, as if it had never had more; a power of two from 2.
    package mutating func narrow(gridLimit: Int) {
        grid.narrow(to: gridLimit)
    }

    /// Forgets all that was recorded, but not its limits, nor that it gave up exactness.
    package mutating func removeAll() {
        var empty = ConcurrencySweep(exactLimit: exactLimit, gridLimit: grid.limit)
        empty.isApproximate = isApproximate
        self = empty
    }
}

extension ConcurrencySweep {
    /// Whether figures are exact rather than upper bounds.
    package var isExact: Bool { !isApproximate }

    /// The most that was active at once, at any time.
    package var peak: (value: Int64, isExact: Bool) {
        guard isExact else { return (ConcurrencyGrid.Steps(grid).maximum(through: .max), false) }
        var steps = ActiveSteps(starts: starts, ends: ends)
        return (steps.maximum(through: .max), true)
    }

    /// The most that was active at once in each of `count` time buckets of `width` nanoseconds, of which the first
    /// begins at `first`. What was active when a bucket began counts in it.
    package func maximum(inBucketsOf width: Int64, from first: Int64, count: Int) -> [Int64] {
        let first = Int128(first)
        let bounds = (0..<count).map { bucket in
            let start = first + Int128(bucket) * Int128(width)
            return (first: Int64(clamping: start), last: Int64(clamping: start + Int128(width) - 1))
        }
        return isExact ? exactMaximum(within: bounds) : boundedMaximum(within: bounds)
    }

    private func exactMaximum(within bounds: [(first: Int64, last: Int64)]) -> [Int64] {
        var steps = ActiveSteps(starts: starts, ends: ends)
        return bounds.map { bucket in
            steps.advance(through: bucket.first)
            return steps.maximum(through: bucket.last)
        }
    }

    private func boundedMaximum(within bounds: [(first: Int64, last: Int64)]) -> [Int64] {
        var steps = ConcurrencyGrid.Steps(grid)
        return bounds.map { bucket in
            steps.advance(to: bucket.first)
            return steps.maximum(through: bucket.last)
        }
    }
}
