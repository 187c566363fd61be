// Owns one of the slowest requests.

public import LTBEvents

/// One of the slowest successful requests.
public struct SlowRequest: Sendable, Equatable {
    /// The request's id; nil when not recorded.
    public var requestID: String?
    /// The provider.
    public var provider: String
    /// The model.
    public var model: String
    /// Seconds from request to last byte.
    public var latency: Double
    /// Seconds to the first content chunk.
    public var timeToFirstToken: Double?
    /// Seconds per output token after the first.
    public var timePerOutputToken: Double?
    /// Input tokens.
    public var inputTokens: Int64?
    /// Output tokens.
    public var outputTokens: Int64?
    /// US dollars that count, as in the totals.
    public var cost: Double?
    /// When it ended.
    public var at: Timestamp

    /// A request by provider, model, latency in seconds and end.
    public init(provider: String, model: String, latency: Double, at: Timestamp) {
        self.provider = provider
        self.model = model
        self.latency = latency
        self.at = at
    }
}
