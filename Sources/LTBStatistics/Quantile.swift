// Owns the definition of a quantile: linear interpolation between closest ranks.

/// Where a quantile lies among sorted values: Hyndman and Fan's type 7, "Sample Quantiles in Statistical Packages"
/// (1996).
///
/// The quantile `q` of n values lies at rank (n - 1)·q, counted from 0, between the two ranks around it.
struct QuantilePosition {
    /// The rank at or below the quantile.
    let lowerRank: Int64
    /// The rank above it, or the same one at the end.
    let upperRank: Int64
    /// How far it is from the lower rank to the upper, from 0 up to 1.
    let fraction: Double

    /// The place of quantile `q`, brought into 0…1, among `count` values, of which there is at least one.
    init(_ q: Double, count: Int64) {
        let last = count - 1
        let position = q > 0 ? min(q, 1) * Double(last) : 0
        lowerRank = position < Double(last) ? Int64(position) : last
        upperRank = min(lowerRank + 1, last)
        fraction = max(0, position - Double(lowerRank))
    }

    /// The value between those at the two ranks; `difference` is that of the two, which the caller may know exactly.
    ///
    /// Starting from the nearer end keeps the result between the two and is what numpy does, to the last bit.
    func interpolate(_ lower: Double, _ upper: Double, difference: Double) -> Double {
        fraction < 0.5 ? lower + difference * fraction : upper - difference * (1 - fraction)
    }
}

/// Values by rank, known only by the bucket of a scale that each lies in.
struct RankedBuckets<Scale: LogLinearScale> {
    private var indices: [Int] = []
    /// For each bucket, how many values lie in it and those below.
    private var cumulativeCounts: [Int64] = []

    /// The buckets of `counters` that hold something.
    init<Counter>(_ counters: PagedCounters<Scale, Counter>) {
        var total: Int64 = 0
        counters.forEach { index, count in
            total += count
            indices.append(index)
            cumulativeCounts.append(total)
        }
    }

    /// How many values there are.
    var count: Int64 { cumulativeCounts.last ?? 0 }

    /// The middle of the bucket that holds the value of `rank`, which is below `count`.
    func midpoint(ofRank rank: Int64) -> Double {
        Scale.midpoint(at: indices[bucketIndex(of: rank + 1, in: cumulativeCounts)])
    }
}
