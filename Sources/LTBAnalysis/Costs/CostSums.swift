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

    /// Of no requests.
    init() {}

    /// Of requests that were priced.
    init(_ run: EndRun) {
        // Sums in 64 bits are right for so few numbers that are small, as nearly all are.
        if run.rows.count <= 1 << 12, add(run, Sums<Int64>()) { return }
        self = CostSums()
        _ = add(run, Sums<Int128>())
    }

    /// Sums of some requests, in integers of any width.
    private struct Sums<Total: FixedWidthInteger> {
        var computed: Total = 0
        var savings: Total = 0
        var recorded: Total = 0
        var comparedRecorded: Total = 0
        var comparedComputed: Total = 0
        var failedComputed: Total = 0
        var retriedComputed: Total = 0
        var whatIf: Total = 0
        var whatIfComparedOwn: Total = 0
        var whatIfComparedOther: Total = 0
    }

    /// Adds requests by way of sums of their own; false if those may have been too narrow.
    @inline(__always)
    private mutating func add<Total: FixedWidthInteger>(_ run: EndRun, _ none: Sums<Total>) -> Bool {
        var sums = none
        var (priced, recordedRequests, unrecordedRequests, compared): (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
        var bits: Int64 = 0
        for (row, cost) in zip(run.rows, run.costs) {
            if cost.recorded >= 0 {
                bits |= cost.recorded
                sums.recorded &+= Total(cost.recorded)
                recordedRequests &+= 1
            } else if row.measures.mustCost {
                unrecordedRequests &+= 1
            }
            if cost.computed >= 0 {
                bits |= cost.computed | cost.savings ^ (cost.savings &>> 63)
                priced &+= 1
                sums.computed &+= Total(cost.computed)
                sums.savings &+= Total(cost.savings)
                if cost.recorded >= 0 {
                    compared &+= 1
                    sums.comparedRecorded &+= Total(cost.recorded)
                    sums.comparedComputed &+= Total(cost.computed)
                }
                if row.measures.isFailure { sums.failedComputed &+= Total(cost.computed) }
                if row.measures.isRetry { sums.retriedComputed &+= Total(cost.computed) }
                if cost.tierPricedAsStandard != 0 { countAsStandard(cost.tierPricedAsStandard) }
            } else if let cause = RequestCost.cause(cost.computed) {
                count(cause)
            }
            guard cost.whatIf >= 0 else { continue }
            bits |= cost.whatIf
            sums.whatIf &+= Total(cost.whatIf)
            whatIfPriced &+= 1
            guard cost.computed >= 0 else { continue }
            whatIfCompared &+= 1
            sums.whatIfComparedOwn &+= Total(cost.computed)
            sums.whatIfComparedOther &+= Total(cost.whatIf)
        }
        guard Total.bitWidth > 64 || bits >> 51 == 0 else { return false }
        (self.priced, self.recordedRequests) = (priced, recordedRequests)
        (self.unrecordedRequests, self.compared) = (unrecordedRequests, compared)
        take(sums)
        return true
    }

    private mutating func take<Total: FixedWidthInteger>(_ sums: Sums<Total>) {
        computed = Int128(sums.computed)
        savings = Int128(sums.savings)
        recorded = Int128(sums.recorded)
        comparedRecorded = Int128(sums.comparedRecorded)
        comparedComputed = Int128(sums.comparedComputed)
        failedComputed = Int128(sums.failedComputed)
        retriedComputed = Int128(sums.retriedComputed)
        whatIf = Int128(sums.whatIf)
        whatIfComparedOwn = Int128(sums.whatIfComparedOwn)
        whatIfComparedOther = Int128(sums.whatIfComparedOther)
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
