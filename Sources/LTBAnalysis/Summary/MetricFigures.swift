// Owns the figures of one series of a recorded metric.

/// One series of a recorded metric.
public struct MetricFigures: Sendable, Equatable {
    /// A quantile of a summary metric, as recorded last.
    public typealias Quantile = DistributionFigures.QuantilePoint

    /// The metric's name.
    public var name: String
    /// `counter`, `gauge`, `histogram` or `summary`.
    public var type: String
    /// Its labels.
    public var labels: [String: String]
    /// The unit, as recorded.
    public var unit: String?
    /// What it means, as recorded.
    public var help: String?
    /// A counter's sum, a gauge's last value.
    public var value: Double?
    /// A histogram's cumulative buckets.
    public var buckets: [DistributionFigures.Bucket]?
    /// A summary's last quantiles.
    public var quantiles: [Quantile]?
    /// Observations of a histogram or summary.
    public var count: Int64?
    /// Their sum.
    public var sum: Double?

    /// A series without values yet.
    public init(name: String, type: String, labels: [String: String]) {
        self.name = name
        self.type = type
        self.labels = labels
    }
}
