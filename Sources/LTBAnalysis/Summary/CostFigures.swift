// Owns what a set of requests cost: as recorded, as computed, and what became of it.

/// What a set of requests cost, in US dollars.
public struct CostFigures: Sendable, Equatable {
    /// Whether there were prices to compute costs by.
    public var isRepriced = false
    /// Requests that ended.
    public var requests: Int64 = 0
    /// The sum of recorded costs; nil when no request had one.
    public var recorded: Double?
    /// Requests that have a recorded cost.
    public var recordedRequests: Int64 = 0
    /// Requests that should have a recorded cost and have none; not told by hour and day.
    public var recordedUnpricedRequests: Int64 = 0
    /// The sum of costs by a table of prices; nil when no request could be priced, or no prices were asked for.
    public var computed: Double?
    /// Requests that have a computed cost.
    public var computedRequests: Int64 = 0
    /// Requests that should have a computed cost and have none, by reason; empty when all have one.
    public var unpriced: [UnpricedCause: Int64] = [:]
    /// Requests that were priced as standard, as there are no prices of their service tier, by the tier's name.
    public var pricedAsStandard: [String: Int64] = [:]
    /// Requests that have both costs.
    public var comparedRequests: Int64 = 0
    /// (computed - recorded) / recorded over the requests that have both; nil when there is none, or they cost nothing.
    public var drift: Double?
    /// What the cached tokens would have cost as plain input, minus what they cost.
    public var cacheSavings: Double?
    /// The cost of failed requests; computed where `total` is, nil where nothing was priced again.
    public var failed: Double?
    /// The cost of attempts that were not the first, likewise.
    public var retried: Double?
    /// The cost on the prices of a what-if; nil without one, or when no request could be priced so.
    public var whatIf: Double?
    /// Requests that have a cost on the prices of a what-if.
    public var whatIfRequests: Int64 = 0
    /// Requests that have both a computed cost and one on the prices of a what-if.
    public var whatIfComparedRequests: Int64 = 0
    /// (what-if - computed) / computed over the requests that have both; nil when there is none, or they cost nothing.
    public var whatIfChange: Double?

    /// No requests.
    public init() {}

    /// The cost that counts: the computed one, or where no prices were asked for the recorded one.
    public var total: Double? { isRepriced ? computed : recorded }
    /// Requests that have the cost that counts.
    public var pricedRequests: Int64 { isRepriced ? computedRequests : recordedRequests }
    /// Requests that should have a computed cost and have none.
    public var unpricedRequests: Int64 { unpriced.values.reduce(0, +) }
    /// Requests that used something, so that they should have a computed cost.
    public var dueRequests: Int64 { computedRequests + unpricedRequests }
    /// Failed requests of which nothing tells that they used anything: they cost nothing, and lack no price.
    public var requestsWithoutUsage: Int64 { isRepriced ? requests - dueRequests : 0 }
    /// Requests that should have a cost on the prices of a what-if and have none.
    public var whatIfUnpricedRequests: Int64 { dueRequests - whatIfRequests }
    /// The cost that counts, if no request lacks it that should have it: a part of it would make cheap what was bought.
    public var whole: Double? {
        (isRepriced ? unpricedRequests : recordedUnpricedRequests) == 0 ? total : nil
    }
    /// The cost of a request, on average over those that have one.
    public var perRequest: Double? {
        guard let total, pricedRequests > 0 else { return nil }
        return total / Double(pricedRequests)
    }
    /// The part of `total` that failed requests cost; nil when it is 0.
    public var failedShare: Double? { share(failed) }
    /// The part of `total` that attempts cost which were not the first.
    public var retriedShare: Double? { share(retried) }

    private func share(_ part: Double?) -> Double? {
        guard let part, let total, total > 0 else { return nil }
        return part / total
    }
}
