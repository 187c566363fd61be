// Owns the sums of what requests cost, recorded and computed.

import LTBPricing

/// What some requests cost, in nano-dollars.
struct CostSums: Accumulator {
    /// Of requests that have a computed cost.
    private(set) var computed: Int128 = 0
    private(set) var priced: Int64 = 0
    private(set) var savings: Int128 = 0
    /// Of requests that have a recorded cost, and how many should have one and have none.
    private(set) var recorded: Int128 = 0
    private(set) var recordedRequests: Int64 = 0
    private(set) var unrecordedRequests: Int64 = 0
    /// Of requests that have both costs.
    private(set) var compared: Int64 = 0
    private(set) var comparedRecorded: Int128 = 0
    private(set) var comparedComputed: Int128 = 0
    /// The computed cost of failed requests, and of attempts that were not the first.
    private(set) var failedComputed: Int128 = 0
    private(set) var retriedComputed: Int128 = 0
    private(set) var whatIf: Int128 = 0
    private(set) var whatIfPriced: Int64 = 0
    /// Of requests that have a cost on either prices.
    private(set) var whatIfCompared: Int64 = 0
    private(set) var whatIfComparedOwn: Int128 = 0
    private(set) var whatIfComparedOther: Int128 = 0
    /// Requests without a computed cost, by `UnpricedCause`; empty while there are none.
    private(set) var unpriced: [Int64] = []

    /// Requests that were priced as standard for want of prices of their `ServiceTier`, by its number; empty while there
    /// are none.
    private(set) var pricedAsStandard: [Int64] = []

    /// How many requests should have a computed cost and have none.
    var unpricedCount: Int64 { unpriced.reduce(0, +) }

    /// Adds requests that were priced.
    mutating func record(_ rows: EndRows) {
        guard rows.arePriced else { return }
        // A copy stays in registers.
        var sums = self
        self = CostSums()
        rows.forEachCost { measures, cost in sums.add(measures, cost) }
        self = sums
    }

    @inline(__always)
    private mutating func add(_ measures: RequestMeasures, _ cost: RequestCost) {
        recorded &+= Int128(max(0, cost.recorded))
        recordedRequests &+= cost.recorded >= 0 ? 1 : 0
        unrecordedRequests &+= cost.recorded < 0 && measures.mustCost ? 1 : 0
        if cost.computed >= 0 {
            priced &+= 1
            computed &+= Int128(cost.computed)
            savings &+= Int128(cost.savings)
            if cost.recorded >= 0 {
                compared &+= 1
                comparedRecorded &+= Int128(cost.recorded)
                comparedComputed &+= Int128(cost.computed)
            }
            if cost.tierPricedAsStandard != 0 { countAsStandard(cost.tierPricedAsStandard) }
        } else if let cause = RequestCost.cause(cost.computed) {
            count(cause)
        }
        if measures.isFailure { failedComputed += Int128(max(0, cost.computed)) }
        if measures.isRetry { retriedComputed += Int128(max(0, cost.computed)) }
        if cost.whatIf >= 0 {
            whatIf &+= Int128(cost.whatIf)
            whatIfPriced &+= 1
            if cost.computed >= 0 {
                whatIfCompared &+= 1
                whatIfComparedOwn &+= Int128(cost.computed)
                whatIfComparedOther &+= Int128(cost.whatIf)
            }
        }
    }

    @inline(never)
    private mutating func count(_ cause: UnpricedCause) {
        if unpriced.isEmpty { unpriced = Array(repeating: 0, count: UnpricedCause.allCases.count) }
        unpriced[Int(cause.rawValue)] += 1
    }

    @inline(never)
    private mutating func countAsStandard(_ tier: UInt8) {
        if pricedAsStandard.isEmpty { pricedAsStandard = Array(repeating: 0, count: ServiceTier.allCases.count) }
        pricedAsStandard[Int(tier)] += 1
    }

    mutating func merge(_ other: Self) { add(other, times: 1) }

    /// Takes away what is a part of these sums.
    mutating func subtract(_ part: Self) { add(part, times: -1) }

    private mutating func add(_ other: Self, times factor: Int64) {
        let wide = Int128(factor)
        computed += wide * other.computed
        priced += factor * other.priced
        savings += wide * other.savings
        recorded += wide * other.recorded
        recordedRequests += factor * other.recordedRequests
        unrecordedRequests += factor * other.unrecordedRequests
        compared += factor * other.compared
        comparedRecorded += wide * other.comparedRecorded
        comparedComputed += wide * other.comparedComputed
        failedComputed += wide * other.failedComputed
        retriedComputed += wide * other.retriedComputed
        whatIf += wide * other.whatIf
        whatIfPriced += factor * other.whatIfPriced
        whatIfCompared += factor * other.whatIfCompared
        whatIfComparedOwn += wide * other.whatIfComparedOwn
        whatIfComparedOther += wide * other.whatIfComparedOther
        unpriced.add(other.unpriced, times: factor)
        pricedAsStandard.add(other.pricedAsStandard, times: factor)
    }
}

extension [Int64] {
    /// Adds counts one by one; a shorter list is as one with zeros at its end.
    fileprivate mutating func add(_ other: Self, times factor: Int64) {
        if count < other.count { self += Array(repeating: 0, count: other.count - count) }
        for index in other.indices { self[index] += factor * other[index] }
    }
}
