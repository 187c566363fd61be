// Owns the small, coarse distribution of the values in one cell of a timeline.

/// Counts of `Int64` values on a log-linear scale of 64 buckets an octave: small, and good for quantiles within 1 %.
///
/// A few values are kept as a list of their buckets, many as counters; which of the two it is cannot be told from the
/// figures. Octaves are cut at their quarters too (see `QuarterOctaveScale`), so that rows of that height add whole
/// buckets up.
package struct CoarseHistogram: Sendable {
    /// The buckets of the values, one each, while these are fewer than a page of counters would pay for.
    @usableFromInline var bucketList: [UInt16] = []
    @usableFromInline var counters = PagedCounters<CoarseScale, UInt32>()

    /// As many buckets as take the room of one page of counters.
    @inlinable static var listLimit: Int { 128 }

    /// An empty histogram, which owns no memory.
    @inlinable package init() {}

    /// Adds one value.
    @inlinable
    package mutating func record(_ value: Int64) {
        let index = CoarseScale.index(of: value)
        if counters.isEmpty {
            if bucketList.count < Self.listLimit {
                bucketList.append(UInt16(truncatingIfNeeded: index))
                return
            }
            moveIntoCounters()
        }
        counters.increment(index)
    }

    /// Adds several values.
    package mutating func record(_ values: UnsafeBufferPointer<Int64>) {
        if counters.isEmpty {
            guard bucketList.count + values.count > Self.listLimit else {
                for value in values { bucketList.append(UInt16(truncatingIfNeeded: CoarseScale.index(of: value))) }
                return
            }
            moveIntoCounters()
        }
        counters.increment(forEach: values)
    }

    /// Adds all values of `other`.
    package mutating func merge(_ other: Self) {
        if counters.isEmpty, other.counters.isEmpty, bucketList.count + other.bucketList.count <= Self.listLimit {
            bucketList.append(contentsOf: other.bucketList)
            return
        }
        if counters.isEmpty { moveIntoCounters() }
        counters.merge(other.counters)
        for index in other.bucketList { counters.increment(Int(index)) }
    }

    @usableFromInline
    mutating func moveIntoCounters() {
        for index in bucketList { counters.increment(Int(index)) }
        bucketList = []
    }

    /// The values as counters, whatever they are kept as.
    private var allCounters: PagedCounters<CoarseScale, UInt32> {
        var copy = self
        if copy.counters.isEmpty { copy.moveIntoCounters() }
        return copy.counters
    }
}

extension CoarseHistogram {
    /// How many values were recorded.
    package var count: Int64 {
        guard counters.isEmpty else { return RankedBuckets(counters).count }
        return Int64(bucketList.count)
    }

    /// The quantile `q` (brought into 0…1) within 1 %, in the unit of the values; nil without values.
    package func quantile(_ q: Double) -> Double? { quantiles([q]).first }

    /// The quantiles `qs` (each brought into 0…1) within 1 %, in the order asked for; none without values.
    package func quantiles(_ qs: [Double]) -> [Double] {
        let ranked = RankedBuckets(allCounters)
        guard ranked.count > 0 else { return [] }
        return qs.map { q in
            let position = QuantilePosition(q, count: ranked.count)
            let lower = ranked.midpoint(ofRank: position.lowerRank)
            let upper = ranked.midpoint(ofRank: position.upperRank)
            return position.interpolate(lower, upper, difference: upper - lower)
        }
    }

    /// Visits the buckets that hold something, in ascending order; both bounds belong to the bucket.
    package func forEachBucket(_ body: (_ lowerBound: Int64, _ upperBound: Int64, _ count: Int64) -> Void) {
        allCounters.forEach { index, count in
            let values = CoarseScale.values(at: index)
            body(values.lowerBound, values.upperBound, count)
        }
    }
}
