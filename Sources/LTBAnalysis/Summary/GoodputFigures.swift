// Owns how many requests met every objective.

/// Requests that met every objective by which they could be judged.
///
/// A failed request is not good. What was not measured is not held against a request: one with too few tokens for a time
/// per output token is judged on the rest.
public struct GoodputFigures: Sendable, Equatable {
    /// Good requests.
    public var requests: Int64 = 0
    /// Good requests per second of the window; nil over a zero duration.
    public var requestsPerSecond: Double?
    /// Good over ended requests; nil when nothing ended.
    public var fraction: Double?
    /// The 95 % Wilson interval of the fraction.
    public var interval: ClosedRange<Double>?
    /// Good requests that have a cost for each dollar of all requests that have one; nil when nothing was paid.
    public var requestsPerDollar: Double?

    /// No good request.
    public init() {}
}
