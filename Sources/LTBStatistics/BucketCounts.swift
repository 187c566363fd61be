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

/// Bounds between which values are counted, found by way of the octave that a value is in.
@usableFromInline
struct BucketBounds: Sendable, Equatable {
    /// Ascending; each belongs to the bucket below it.
    @usableFromInline let values: [Int64]
    /// For each octave of the fine scale the first bound that is not below all of its values. Few bounds share an
    /// octave, so that a step or two from there find what a binary search needs five mispredicted branches for.
    @usableFromInline let firstOfOctave: [Int]

    /// `values`, with as many more at the end as there are in any octave, none of which is below a value.
    let padded: [Int64]
    /// How many of the bounds are in one octave at most.
    let mostOfOctave: Int

    init(_ bounds: [Int64]) {
        values = bounds
        let firstOfOctave = (0..<FineScale.octaveCount).map { octave in
            let smallest = FineScale.values(at: octave << FineScale.subBucketBits).lowerBound
            return bucketIndex(of: smallest, in: bounds)
        }
        let most = zip(firstOfOctave, firstOfOctave.dropFirst() + [bounds.count]).map { $1 - $0 }.max() ?? 0
        self.firstOfOctave = firstOfOctave
        padded = bounds + Array(repeating: .max, count: most)
        mostOfOctave = most
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
        var bucket = bounds.firstOfOctave[fineIndex >> FineScale.subBucketBits]
        while bucket < bounds.values.count, bounds.values[bucket] < value { bucket &+= 1 }
        counts[bucket] &+= 1
    }

    /// Counts several values.
    mutating func record(_ added: UnsafeBufferPointer<Int64>) {
        let (steps, last) = (bounds.mostOfOctave, bounds.values.count)
        bounds.padded.withUnsafeBufferPointer { bounds in
            self.bounds.firstOfOctave.withUnsafeBufferPointer { firstOfOctave in
                counts.withUnsafeMutableBufferPointer { counts in
                    for value in added {
                        let first = firstOfOctave[FineScale.index(of: value) >> FineScale.subBucketBits]
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
