// Owns the step from gathered integers to the figures that are shown.

import LTBStatistics

extension DistributionFigures {
    /// The figures of a distribution whose values are in `unit`s (1e-9 for nanoseconds shown as seconds); nil if empty.
    init?(_ distribution: Distribution, unit: Double) {
        guard distribution.count > 0, let mean = distribution.mean, let deviation = distribution.standardDeviation,
            let minimum = distribution.minimum, let maximum = distribution.maximum
        else { return nil }
        // Dividing by the inverse rounds once where multiplying by 1e-9, itself rounded, would round twice.
        let scale = (1 / unit).rounded()
        count = distribution.count
        self.mean = mean / scale
        standardDeviation = deviation / scale
        self.minimum = Double(minimum) / scale
        self.maximum = Double(maximum) / scale
        isExact = distribution.isExact
        fillPercentiles(distribution.quantiles(Self.shownQuantiles + Self.curveQuantiles).map { $0 / scale })
        buckets = zip(distribution.bounds, distribution.cumulativeBucketCounts).map {
            Bucket(upperBound: Double($0) / scale, count: $1)
        }
    }

    private static let shownQuantiles = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999]

    /// From 0.25 to 0.999, with 1 - q falling geometrically: as dense in the tail as a logarithmic chart needs.
    static let curveQuantiles: [Double] = {
        let ratio = 0.895534481030927
        var remainder = 0.75
        return (0...60).map { _ in
            defer { remainder *= ratio }
            return ((1 - remainder) * 1e6).rounded() / 1e6
        }
    }()

    /// What of a curve of so many values is measured: of n the largest is at 1 - 1/n, and what is beyond is no more than
    /// the same. The median is always known.
    package static func measured(_ curve: [QuantilePoint], count: Int64) -> [QuantilePoint] {
        let end = 1 - 1 / Double(max(count, 1))
        guard end <= 0.5, let next = curve.firstIndex(where: { $0.quantile > 0.5 }), next > 0 else {
            return curve.filter { $0.quantile <= max(end, 0.5) }
        }
        // Between two values or fewer, quantiles lie on a line.
        let (before, after) = (curve[next - 1], curve[next])
        let share = (0.5 - before.quantile) / (after.quantile - before.quantile)
        let median = QuantilePoint(quantile: 0.5, value: before.value + (after.value - before.value) * share)
        return curve[..<next].filter { $0.quantile < 0.5 } + [median]
    }

    private mutating func fillPercentiles(_ values: [Double]) {
        p1 = values[0]
        p5 = values[1]
        p10 = values[2]
        p25 = values[3]
        p50 = values[4]
        p75 = values[5]
        p90 = values[6]
        p95 = values[7]
        p99 = values[8]
        p999 = values[9]
        let shown = Self.shownQuantiles.count
        curve = Self.curveQuantiles.enumerated().map { QuantilePoint(quantile: $1, value: values[shown + $0]) }
    }
}
