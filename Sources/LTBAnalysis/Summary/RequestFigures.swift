// Owns the figures of a set of requests.

/// The figures of a set of requests: of a model, a provider, a benchmark, or all.
public struct RequestFigures: Sendable, Equatable {
    /// Requests that ended: successful and failed, each attempt counted.
    public var totalRequests: Int64 = 0
    /// Requests that completed.
    public var successfulRequests: Int64 = 0
    /// Requests that failed.
    public var failedRequests: Int64 = 0
    /// Requests started and not ended; nil where the log has no start events, in groups, or under a filter
    /// by time or of some of the three types of request events.
    public var unfinishedRequests: Int64?
    /// Attempts that were not the first of their request.
    public var retriedRequests: Int64 = 0
    /// Failed over ended, 0 to 1; nil when nothing ended.
    public var errorRate: Double?
    /// Input tokens, cached ones included.
    public var totalInputTokens: Int64 = 0
    /// Output tokens, reasoning ones included.
    public var totalOutputTokens: Int64 = 0
    /// The input tokens that were read from a cache.
    public var totalCachedInputTokens: Int64 = 0
    /// The input tokens that were written to a cache.
    public var totalCacheWriteTokens: Int64 = 0
    /// The output tokens that were reasoning.
    public var totalReasoningTokens: Int64 = 0
    /// US dollars: computed where there are prices to compute by, else as recorded; nil when no request has a cost.
    public var totalCost: Double?
    /// Requests that have a cost, failed ones included.
    public var pricedRequests: Int64 = 0
    /// Requests without a cost that succeeded, or failed after using tokens.
    public var unpricedRequests: Int64 = 0
    /// Ended requests per second of the window; nil over a zero duration.
    public var requestsPerSecond: Double?
    /// Output tokens per second of the window; nil over a zero duration.
    public var outputTokensPerSecond: Double?
    /// The most requests in flight at once; nil when neither starts nor latencies are known.
    public var peakConcurrency: Int64?
    /// Whether `peakConcurrency` is exact, rather than an upper bound.
    public var peakConcurrencyExact: Bool = true
    /// Seconds from request to last byte, of successful requests.
    public var latency: DistributionFigures?
    /// The same of failed requests.
    public var failedLatency: DistributionFigures?
    /// Seconds from request to first content chunk; streaming requests only.
    public var timeToFirstToken: DistributionFigures?
    /// Seconds per output token after the first.
    public var timePerOutputToken: DistributionFigures?
    /// Seconds between consecutive content chunks, pooled over requests.
    public var chunkGap: DistributionFigures?
    /// Seconds from the scheduled start to the end, of successful requests with a schedule (open-loop load).
    public var scheduledLatency: DistributionFigures?
    /// Output tokens a successful request.
    public var outputTokens: DistributionFigures?
    /// Input tokens a successful request.
    public var inputTokens: DistributionFigures?
    /// Failed requests by error type.
    public var errors: [String: Int64] = [:]
    /// For each error type the message of its first failure that has one, at most 512 bytes.
    public var errorExamples: [String: String] = [:]
    /// Requests that met every objective; nil without objectives, or when no request could be judged by one of them.
    public var goodput: GoodputFigures?

    /// Nothing measured.
    public init() {}

    /// Mean latency in seconds of successful requests.
    public var averageLatency: Double? { latency?.mean }
}
