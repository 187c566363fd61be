// Owns how often an objective was reached.

/// How often an objective was reached: in all, by a provider or by a model.
public struct ObjectiveFigures: Sendable, Equatable {
    /// The objective, such as `latency<=5s` or `error_rate<=1%`.
    public var objective: String
    /// The share of requests that must reach it, 0 to 1.
    public var shareNeeded: Double
    /// The provider; nil for all.
    public var provider: String?
    /// The model; nil for all, or for all of the provider.
    public var model: String?
    /// Requests that could be judged: successful ones for which it was measured; for the error rate all that ended.
    public var judged: Int64 = 0
    /// Those of them that reached it.
    public var reached: Int64 = 0
    /// Reached over judged; nil when nothing could be judged.
    public var attainment: Double?
    /// The 95 % Wilson interval of the attainment.
    public var interval: ClosedRange<Double>?
    /// Whether the attainment is at least the share needed; nil when nothing could be judged.
    public var isMet: Bool?

    /// An objective that nothing was judged by yet.
    public init(objective: String, shareNeeded: Double, provider: String?, model: String?) {
        self.objective = objective
        self.shareNeeded = shareNeeded
        self.provider = provider
        self.model = model
    }
}
