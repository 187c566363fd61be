// Owns what a distribution keeps of its values when they are too many to keep.

/// Values counted on the fine scale, with their exact moments and their exact counts between given bounds.
@usableFromInline
struct FineHistogram: Sendable {
    @usableFromInline var counters = PagedCounters<FineScale, UInt64>()
    @usableFromInline var moments = Moments()
    @usableFromInline var buckets: BucketCounts

    /// An empty histogram.
    init(bounds: [Int64]) {
        buckets = BucketCounts(bounds: bounds)
    }

    /// Adds one value.
    @inlinable
    mutating func record(_ value: Int64) {
        let index = FineScale.index(of: value)
        counters.increment(index)
        moments.record(value)
        buckets.record(value, fineIndex: index)
    }

    /// Adds several values.
    mutating func record(_ values: UnsafeBufferPointer<Int64>) {
        counters.increment(forEach: values)
        moments.record(values)
        buckets.record(values)
    }

    /// Adds all values of `other`, which has the same bounds.
    mutating func merge(_ other: Self) {
        counters.merge(other.counters)
        moments.merge(other.moments)
        buckets.merge(other.buckets)
    }

    /// The quantiles `qs`: within 0.1 %, never outside the extremes.
    func quantiles(_ qs: [Double]) -> [Double] {
        let ranked = RankedBuckets(counters)
        return qs.map { q in
            let position = QuantilePosition(q, count: moments.count)
            let lower = value(ofRank: position.lowerRank, in: ranked)
            let upper = value(ofRank: position.upperRank, in: ranked)
            return position.interpolate(lower, upper, difference: upper - lower)
        }
    }

    /// The value of `rank` as well as it is known: the extremes exactly, the others by the middle of their bucket.
    private func value(ofRank rank: Int64, in ranked: RankedBuckets<FineScale>) -> Double {
        let minimum = Double(moments.minimum)
        let maximum = Double(moments.maximum)
        if rank == 0 { return minimum }
        if rank == moments.count - 1 { return maximum }
        return min(max(ranked.midpoint(ofRank: rank), minimum), maximum)
    }
}
