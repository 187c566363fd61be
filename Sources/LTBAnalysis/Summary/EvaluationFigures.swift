// Owns the scores of an evaluation metric.

/// The scores of one evaluation metric for one model, and one benchmark where scores name one.
public struct EvaluationFigures: Sendable, Equatable {
    /// The metric, such as `faithfulness`.
    public var metric: String
    /// The provider; nil when not recorded.
    public var provider: String?
    /// The model; nil when not recorded.
    public var model: String?
    /// The benchmark; nil when not recorded.
    public var benchmarkID: String?
    /// How the scores are distributed; nil when no evaluation had one.
    public var score: DistributionFigures?
    /// The score of the latest evaluation.
    public var lastScore: Double?
    /// Passed over those that said passed or not.
    public var passRate: Double?
    /// The 95 % Wilson interval of the pass rate.
    public var passRateInterval: ClosedRange<Double>?

    /// An evaluation metric without scores yet.
    public init(metric: String, provider: String?, model: String?, benchmarkID: String?) {
        self.metric = metric
        self.provider = provider
        self.model = model
        self.benchmarkID = benchmarkID
    }
}
