// Owns a span of time in which a provider failed.

public import LTBEvents

/// A longest span of timeline buckets in which at least a fifth, and at least 5, of a provider's requests failed.
public struct Incident: Sendable, Equatable {
    /// The provider.
    public var provider: String
    /// The start of the first bucket.
    public var start: Timestamp
    /// The end of the last bucket.
    public var end: Timestamp
    /// The provider's ended requests in the span.
    public var requests: Int64
    /// Those of them that failed.
    public var failed: Int64
    /// The most frequent error type among them; of equals the first by name.
    public var errorType: String
    /// Those of the failed requests that are of this type.
    public var failedWithErrorType: Int64
    /// The whole log's share of successful requests without the provider's requests in the span; nil if none are left.
    public var successRateWithout: Double?

    /// A span of failures.
    public init(
        provider: String, start: Timestamp, end: Timestamp, requests: Int64, failed: Int64, errorType: String,
        failedWithErrorType: Int64, successRateWithout: Double?
    ) {
        self.provider = provider
        self.start = start
        self.end = end
        self.requests = requests
        self.failed = failed
        self.errorType = errorType
        self.failedWithErrorType = failedWithErrorType
        self.successRateWithout = successRateWithout
    }
}
