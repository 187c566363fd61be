// Owns the sums of what requests cost, recorded and computed.

/// What some requests cost, in nano-dollars.
struct CostSums: Accumulator {
    /// Of requests that have a computed cost.
    private(set) var computed: Int128 = 0
    private(set) var priced: Int64 = 0
    private(set) var savings: Int128 = 0
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
        if cost.computed >= 0 {
            priced &+= 1
            computed &+= Int128(cost.computed)
            savings &+= Int128(cost.savings)
            if measures.cost >= 0 {
                compared &+= 1
                comparedRecorded &+= Int128(measures.cost)
                comparedComputed &+= Int128(cost.computed)
            }
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

    mutating func merge(_ other: Self) {
        computed += other.computed
        priced += other.priced
        savings += other.savings
        compared += other.compared
        comparedRecorded += other.comparedRecorded
        comparedComputed += other.comparedComputed
        failedComputed += other.failedComputed
        retriedComputed += other.retriedComputed
        whatIf += other.whatIf
        whatIfPriced += other.whatIfPriced
        whatIfCompared += other.whatIfCompared
        whatIfComparedOwn += other.whatIfComparedOwn
        whatIfComparedOther += other.whatIfComparedOther
        if unpriced.isEmpty {
            unpriced = other.unpriced
        } else {
            for index in other.unpriced.indices { unpriced[index] += other.unpriced[index] }
        }
    }
}
