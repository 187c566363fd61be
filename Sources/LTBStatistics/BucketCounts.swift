// Owns exact counts of values between given bounds, as a Prometheus histogram has them.

/// The place of the first of the ascending `bounds` that is not below `value`; `bounds.count` when all are below.
func bucketIndex(of value: Int64, in bounds: [Int64]) -> Int {
    var candidates = bounds.indices
    while !candidates.isEmpty {
        let middle = candidates.lowerBound + candidates.count / 2
        candidates = bounds[middle] < value ? middle + 1..<candidates.upperBound : candidates.lowerBound..<middle
    }
    return candidates.lowerBound
}

/// Bounds between which values are counted, found by way of the stretch of the fine scale that a value is in.
///
/// They take about 4 KiB, which all distributions share that are given the same.
@usableFromInline
package struct BucketBounds: Sendable, Equatable {
    /// Ascending; each belongs to the bucket below it.
    @usableFromInline package let values: [Int64]
    /// For each cell of the fine scale the first bound that is not below all of its values; empty without bounds. Hardly
    /// two bounds share a cell, so that a step from there finds what a binary search needs five mispredicted branches for.
    @usableFromInline let firstOfCell: [UInt8]

    /// `values`, with as many more at the end as there are in any cell, none of which is below a value.
    let padded: [Int64]
    /// How many bounds there are at most from the first one of a cell to its last.
    let mostOfCell: Int

    /// A cell is so many times two buckets of the fine scale: 64 of them are an octave.
    @usableFromInline static var cellBits: Int { 3 }

    /// Bounds that ascend.
    package init(_ bounds: [Int64]) {
        values = bounds
        let cells = bounds.map { FineScale.index(of: $0) >> Self.cellBits }
        var firstOfCell: [UInt8] = []
        var most = 0
        for (place, cell) in cells.enumerated() where cell >= firstOfCell.count {
            let sharing = cells[place...].prefix { $0 == cell }.count
            most = max(most, sharing)
            firstOfCell += repeatElement(UInt8(clamping: place), count: cell + 1 - firstOfCell.count)
        }
        if !bounds.isEmpty {
            let cellCount = FineScale.octaveCount * FineScale.octaveSize >> Self.cellBits
            firstOfCell += repeatElement(UInt8(clamping: bounds.count), count: cellCount - firstOfCell.count)
        }
        // Of so many bounds that not all of them can be told in a byte, all are looked at.
        if bounds.count > UInt8.max { most = bounds.count }
        self.firstOfCell = firstOfCell
        padded = bounds + Array(repeating: .max, count: most)
        mostOfCell = most
    }
}

/// Counts of values by the bounds between which they lie.
@usableFromInline
struct BucketCounts: Sendable {
    @usableFromInline let bounds: BucketBounds
    /// Counts of the values up to each bound and above the one before; the last is of those above all bounds.
    @usableFromInline var counts: [Int64]

    /// Counts of nothing.
    init(bounds: BucketBounds) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.values.count + 1)
    }

    /// Counts one value, which has the place `fineIndex` on the fine scale.
    @inlinable
    mutating func record(_ value: Int64, fineIndex: Int) {
        var bucket = bounds.values.isEmpty ? 0 : Int(bounds.firstOfCell[fineIndex >> BucketBounds.cellBits])
        while bucket < bounds.values.count, bounds.values[bucket] < value { bucket &+= 1 }
        counts[bucket] &+= 1
    }

    /// Counts several values.
    mutating func record(_ added: UnsafeBufferPointer<Int64>) {
        // A number that is known here needs no loop there.
        switch bounds.mostOfCell {
        case 0: counts[0] &+= Int64(added.count)
        case 1: record(added, steps: 1)
        case 2: record(added, steps: 2)
        case let steps where steps <= UInt8.max: record(added, steps: steps)
        default: for value in added { record(value, fineIndex: FineScale.index(of: value)) }
        }
    }

    @inline(__always)
    private mutating func record(_ added: UnsafeBufferPointer<Int64>, steps: Int) {
        let last = bounds.values.count
        bounds.padded.withUnsafeBufferPointer { bounds in
            self.bounds.firstOfCell.withUnsafeBufferPointer { firstOfCell in
                counts.withUnsafeMutableBufferPointer { counts in
                    for value in added {
                        let first = Int(firstOfCell[FineScale.index(of: value) >> BucketBounds.cellBits])
                        var bucket = first
                        if value < 0 {
                            while bucket < last, bounds[bucket] < value { bucket &+= 1 }
                        } else {
                            // How many bounds are below a value cannot be predicted, so it is told by the signs of
                            // differences: compilers make branches of comparisons. None of these bounds is negative.
                            for step in 0..<steps { bucket &-= Int((bounds[first &+ step] &- value) &>> 63) }
                        }
                        counts[bucket] &+= 1
                    }
                }
            }
        }
    }

    /// Adds what `other`, which has the same bounds, counted.
    mutating func merge(_ other: Self) {
        for (bucket, count) in other.counts.enumerated() { counts[bucket] += count }
    }

    /// For each bound, how many values are at most that large.
    var cumulativeCounts: [Int64] {
        var total: Int64 = 0
        return counts.dropLast().map { count in
            total += count
            return total
        }
    }
}
