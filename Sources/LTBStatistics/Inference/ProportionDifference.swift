// Owns intervals for the difference of two shares.

/// Newcombe's intervals, which stay within -1…1 and make sense for few observations and for shares of 0 and 1.
package enum ProportionDifference {
    /// The interval of a share minus another, of independent requests.
    ///
    /// R. G. Newcombe, "Interval Estimation for the Difference Between Independent Proportions" (1998), method 10, as
    /// `statsmodels`' `confint_proportions_2indep(method="newcomb")`.
    /// - Returns: nil where nothing was observed on one of the sides.
    package static func interval(
        _ count: Int64, of total: Int64, minus otherCount: Int64, of otherTotal: Int64, z: Double = 1.959963984540054
    ) -> ClosedRange<Double>? {
        guard let one = wilsonInterval(successes: count, total: total, z: z),
            let two = wilsonInterval(successes: otherCount, total: otherTotal, z: z)
        else { return nil }
        let p1 = Double(count) / Double(total)
        let p2 = Double(otherCount) / Double(otherTotal)
        return combined(p1, one, p2, two, correlation: 0)
    }

    /// The interval of the first share minus the second, of pairs: of both, of the first only, of the second only, of
    /// neither.
    ///
    /// R. G. Newcombe, "Improved Confidence Intervals for the Difference Between Binomial Proportions Based on Paired
    /// Data" (1998), method 10.
    package static func pairedInterval(
        both: Int64, first: Int64, second: Int64, neither: Int64, z: Double = 1.959963984540054
    ) -> ClosedRange<Double>? {
        let total = both + first + second + neither
        guard let one = wilsonInterval(successes: both + first, total: total, z: z),
            let two = wilsonInterval(successes: both + second, total: total, z: z)
        else { return nil }
        let n = Double(total)
        let (a, b, c, d) = (Double(both), Double(first), Double(second), Double(neither))
        let sums = (a + b) * (c + d) * (a + c) * (b + d)
        var product = a * d - b * c
        // The correction for continuity: only a clear correlation narrows the interval.
        if product > 0 { product = max(0, product - n / 2) }
        let correlation = sums > 0 ? product / sums.squareRoot() : 0
        return combined((a + b) / n, one, (a + c) / n, two, correlation: correlation)
    }

    private static func combined(
        _ p1: Double, _ one: ClosedRange<Double>, _ p2: Double, _ two: ClosedRange<Double>, correlation: Double
    ) -> ClosedRange<Double> {
        func reach(_ a: Double, _ b: Double) -> Double { max(0, a * a - 2 * correlation * a * b + b * b).squareRoot() }
        let difference = p1 - p2
        let lower = difference - reach(p1 - one.lowerBound, two.upperBound - p2)
        let upper = difference + reach(one.upperBound - p1, p2 - two.lowerBound)
        return max(-1, lower)...min(1, max(upper, lower))
    }
}
