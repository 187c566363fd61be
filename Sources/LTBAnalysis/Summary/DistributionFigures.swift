// Owns the figures of a distribution: moments, quantiles, buckets and curve.

/// What is known of how a quantity is distributed. Seconds, tokens or scores, as the field that holds it says.
public struct DistributionFigures: Sendable, Equatable {
    /// A bucket of a cumulative histogram.
    public struct Bucket: Sendable, Equatable {
        /// The inclusive upper bound, `le` on the wire.
        public var upperBound: Double
        /// Values at or below the bound.
        public var count: Int64

        /// The count of values at or below a bound.
        public init(upperBound: Double, count: Int64) {
            self.upperBound = upperBound
            self.count = count
        }
    }

    /// A point of the percentile curve.
    public struct QuantilePoint: Sendable, Equatable {
        /// The quantile, 0 to 1.
        public var quantile: Double
        /// The value at that quantile.
        public var value: Double

        /// The value at a quantile.
        public init(quantile: Double, value: Double) {
            self.quantile = quantile
            self.value = value
        }
    }

    /// How many values; at least 1.
    public var count: Int64 = 0
    /// Their arithmetic mean.
    public var mean: Double = 0
    /// Their population standard deviation.
    public var standardDeviation: Double = 0
    /// The smallest.
    public var minimum: Double = 0
    /// The largest.
    public var maximum: Double = 0
    /// Percentiles by linear interpolation between closest ranks (Hyndman-Fan type 7).
    public var p1: Double = 0
    /// The 5th percentile.
    public var p5: Double = 0
    /// The 10th percentile.
    public var p10: Double = 0
    /// The 25th percentile.
    public var p25: Double = 0
    /// The median.
    public var p50: Double = 0
    /// The 75th percentile.
    public var p75: Double = 0
    /// The 90th percentile.
    public var p90: Double = 0
    /// The 95th percentile.
    public var p95: Double = 0
    /// The 99th percentile.
    public var p99: Double = 0
    /// The 99.9th percentile.
    public var p999: Double = 0
    /// Whether the percentiles are exact; otherwise they are within 0.1 %.
    ///
    /// Of one of more than 32 models, benchmarks or values of a label, they are within 0.8 % where the values spread too
    /// far for the room that it has, and within 6 % where they spread over more than any latencies do.
    public var isExact: Bool = true
    /// Cumulative counts over the metric catalogue's bounds, exact; the last, unbounded bucket is `count`.
    public var buckets: [Bucket] = []
    /// At most 64 quantiles from 0.25 to 0.999, denser towards the tail.
    public var curve: [QuantilePoint] = []

    /// Nothing measured.
    public init() {}
}
