// Owns finding what a request costs: prices by a number for each model, and the arithmetic once a request.

import LTBPricing

/// Finds the price of a model once, and then what each of its requests costs.
struct RequestPricer: Sendable {
    /// As many models' prices are kept at a time; where there are more, all are found anew.
    private static let keyLimit = 4_096

    /// The number of the `ServiceTier` that nearly all requests have; a number is compared where they are.
    static let standardTier: UInt8 = 0

    private let pricing: RequestPricing?
    private var keys = KeyTable(limit: keyLimit)
    /// By number; the first stands for no model.
    private var prices: [ModelPrice?] = [nil]
    private var column = PriceColumn()
    /// Of what-ifs.
    private var otherColumn = PriceColumn()
    private let hasWhatIfs: Bool

    /// Whether there is anything to price by.
    let isOn: Bool

    init(_ pricing: RequestPricing?) {
        self.pricing = pricing
        isOn = pricing != nil
        hasWhatIfs = pricing?.whatIfs.isEmpty == false
        column.append(nil)
        otherColumn.append(nil)
    }

    /// The number of a model's price; nil if there is room for no more, before all are forgotten.
    mutating func number(of key: UnsafeRawBufferPointer) -> Int? {
        guard let pricing else { return 0 }
        let isFull = keys.count == Self.keyLimit
        let slot = keys.slot(for: key)
        if isFull, slot.index == 0 || slot.isNew { return nil }
        if slot.isNew { append(key, pricing) }
        return slot.index
    }

    /// Forgets all prices: the numbers that were given mean nothing any more.
    mutating func forgetAll() { self = RequestPricer(pricing) }

    private mutating func append(_ key: UnsafeRawBufferPointer, _ pricing: RequestPricing) {
        let names = KeyBuffer.parts(of: Array(key))
        let found = pricing.prices(provider: names[0] ?? "", model: names[1] ?? "")
        prices.append(found.own)
        column.append(found.own)
        if hasWhatIfs { otherColumn.append(found.other) }
    }

    // MARK: Requests

    /// Prices requests: what each costs goes to `costs`, as many, and in the place of what the log says.
    func price(
        _ rows: UnsafeMutableBufferPointer<PendingRequests.End>, into costs: UnsafeMutableBufferPointer<RequestCost>
    ) {
        var (known, plain): (Int32, PlainPrices?) = (0, nil)
        for index in costs.indices {
            if rows[index].price != known {
                known = rows[index].price
                plain = hasWhatIfs ? nil : column.plainPrices(model: Int(known))
            }
            let cost = plain.flatMap { Self.cost(of: rows[index], $0) } ?? cost(of: rows[index])
            costs[index] = cost
            rows[index].measures.take(cost)
        }
    }

    /// What a request costs by plain prices, if it is one that they are for.
    @inline(__always)
    private static func cost(of end: PendingRequests.End, _ prices: PlainPrices) -> RequestCost? {
        let measures = end.measures
        guard end.tier == standardTier, !measures.isFailure,
            let charge = prices.charge(
                input: measures.inputTokens, output: measures.outputTokens,
                cachedInput: measures.cachedInputTokens, cacheWrite: measures.cacheWriteTokens,
                reasoning: measures.reasoningTokens)
        else { return nil }
        var cost = RequestCost()
        (cost.recorded, cost.computed) = (measures.cost, charge.nanoDollars)
        cost.savings = charge.withoutCache &- charge.nanoDollars
        return cost
    }

    /// The measures of a request with what it costs in the place of what the log says, if there are prices.
    func priced(_ end: PendingRequests.End) -> RequestMeasures {
        var measures = end.measures
        if isOn { measures.take(cost(of: end)) }
        return measures
    }

    /// What a request costs.
    func cost(of end: PendingRequests.End) -> RequestCost {
        let measures = end.measures
        var cost = RequestCost()
        cost.recorded = measures.cost
        guard measures.mustCost else {
            cost.computed = RequestCost.nothingDue
            return cost
        }
        guard prices[Int(end.price)] != nil || hasWhatIfs else {
            cost.computed = RequestCost.unpriced(.unknownModel)
            return cost
        }
        // A failed request costs what it used, and of output that it did not tell it used none.
        let output = measures.isFailure ? max(0, measures.outputTokens) : measures.outputTokens
        if hasWhatIfs { cost.whatIf = charge(otherColumn, end, output)?.nanoDollars ?? -1 }
        guard let charge = charge(column, end, output) else {
            cost.computed = RequestCost.unpriced(cause(end, output))
            return cost
        }
        cost.computed = charge.nanoDollars
        cost.savings = charge.withoutCache &- charge.nanoDollars
        if charge.isAsStandard { cost.tierPricedAsStandard = end.tier }
        return cost
    }

    @inline(__always)
    private func charge(_ column: PriceColumn, _ end: PendingRequests.End, _ output: Int64) -> PriceColumn.Charge? {
        let measures = end.measures
        return column.charge(
            model: Int(end.price), input: measures.inputTokens, output: output,
            cachedInput: measures.cachedInputTokens, cacheWrite: measures.cacheWriteTokens,
            reasoning: measures.reasoningTokens, at: measures.end, tier: Self.tier(end))
    }

    @inline(never)
    private func cause(_ end: PendingRequests.End, _ output: Int64) -> UnpricedCause {
        guard let price = prices[Int(end.price)] else { return .unknownModel }
        let measures = end.measures
        let reason = price.reason(
            input: measures.inputTokens, output: output, cachedInput: measures.cachedInputTokens,
            cacheWrite: measures.cacheWriteTokens, reasoning: measures.reasoningTokens, at: measures.end,
            tier: Self.tier(end))
        return reason.map { UnpricedCause($0) } ?? .tooLarge
    }

    /// How a request was served, as the event that ends it tells; of no interest without prices.
    @inline(__always)
    func tier(of event: borrowing ScannedEvent) -> UInt8 {
        guard isOn, let text = event.request.serviceTier else { return Self.standardTier }
        // Nearly all that is recorded: `default`, `standard`, `auto`, with which no variant shares its first letter.
        switch text.first.map({ $0 | 0x20 }) {
        case UInt8(ascii: "d"), UInt8(ascii: "s"), UInt8(ascii: "a"): return Self.standardTier
        default: return ServiceTier(eventText: text).rawValue
        }
    }

    private static func tier(_ end: PendingRequests.End) -> ServiceTier { ServiceTier(rawValue: end.tier) ?? .standard }
}
