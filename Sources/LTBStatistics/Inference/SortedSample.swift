// Owns a sample in order: its quantiles, and the intervals that order statistics give them.

/// The values of a sample, ascending.
package struct SortedSample: Sendable, Equatable {
    /// Ascending.
    package let values: [Double]

    /// The values, in any order.
    package init(_ values: [Double]) { self.values = values.sorted() }

    /// The quantile by linear interpolation between closest ranks, as everywhere in the program; nil without values.
    package func quantile(_ q: Double) -> Double? {
        guard !values.isEmpty else { return nil }
        let position = QuantilePosition(q, count: Int64(values.count))
        let (lower, upper) = (values[Int(position.lowerRank)], values[Int(position.upperRank)])
        return position.interpolate(lower, upper, difference: upper - lower)
    }

    /// How many values are above one.
    package func count(above limit: Double) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] <= limit { low = middle + 1 } else { high = middle }
        }
        return values.count - low
    }

    /// The interval of a quantile whose ends are values of the sample; an end is nil where even the outermost value does
    /// not reach so far.
    ///
    /// How many values lie below a quantile is binomial, whatever the distribution; as the confidence interval of
    /// `scipy.stats.quantile_test`.
    package func quantileInterval(_ q: Double, confidence: Double = 0.95) -> (lower: Double?, upper: Double?) {
        guard !values.isEmpty else { return (nil, nil) }
        let tail = (1 - confidence) / 2
        let lower = BinomialDistribution.quantile(tail, trials: values.count, successChance: q) - 1
        // The count that is exceeded with at most the chance of the tail: from above it is that of the failures.
        let upper = BinomialDistribution.quantile(1 - tail, trials: values.count, successChance: q)
        return (lower >= 0 ? values[lower] : nil, upper < values.count ? values[upper] : nil)
    }
}
