// Owns finding what a request costs: prices by a number for each model, and the arithmetic once a request.

import LTBPricing

/// Finds the price of a model once, and then what each of its requests costs.
struct RequestPricer: Sendable {
    /// As many models' prices are kept at a time; where there are more, all are found anew.
    private static let keyLimit = 4_096

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

    /// The number of a model's price, and whether those given before mean nothing any more.
    mutating func number(of key: UnsafeRawBufferPointer) -> (number: Int, forgets: Bool) {
        guard let pricing else { return (0, false) }
        let isFull = keys.count == Self.keyLimit
        var slot = keys.slot(for: key)
        if isFull, slot.index == 0 || slot.isNew {
            self = RequestPricer(pricing)
            slot = keys.slot(for: key)
            append(key, pricing)
            return (slot.index, true)
        }
        if slot.isNew { append(key, pricing) }
        return (slot.index, false)
    }

    private mutating func append(_ key: UnsafeRawBufferPointer, _ pricing: RequestPricing) {
        let names = KeyBuffer.parts(of: Array(key))
        let found = pricing.prices(provider: names[0] ?? "", model: names[1] ?? "")
        prices.append(found.own)
        column.append(found.own)
        if hasWhatIfs { otherColumn.append(found.other) }
    }

    /// What the request that an event ends costs; `price` is the number of its model's price.
    @inline(never)
    func cost(of event: borrowing ScannedEvent, price: Int) -> RequestCost {
        let measures = event.measures
        var cost = RequestCost()
        cost.recorded = measures.cost
        guard measures.mustCost else {
            cost.computed = RequestCost.nothingDue
            return cost
        }
        // A failed request costs what it used, and of output that it did not tell it used none.
        let output = measures.isFailure ? max(0, measures.outputTokens) : measures.outputTokens
        let tier = event.request.serviceTier.map { Self.tier($0) } ?? .standard
        if hasWhatIfs {
            cost.whatIf = nanoDollars(otherColumn, price, measures, output, measures.cachedInputTokens, tier) ?? -1
        }
        guard let computed = nanoDollars(column, price, measures, output, measures.cachedInputTokens, tier) else {
            cost.computed = RequestCost.unpriced(cause(price, measures, output, tier))
            return cost
        }
        cost.computed = computed
        if tier != .standard,
            column.isPricedAsStandard(model: price, input: measures.inputTokens, at: measures.end, tier: tier)
        {
            cost.tierPricedAsStandard = tier.rawValue
        }
        if measures.cachedInputTokens > 0, let plain = nanoDollars(column, price, measures, output, 0, tier) {
            cost.savings = plain &- computed
        }
        return cost
    }

    @inline(__always)
    private func nanoDollars(
        _ column: PriceColumn, _ price: Int, _ measures: RequestMeasures, _ output: Int64, _ cached: Int64,
        _ tier: ServiceTier
    ) -> Int64? {
        column.nanoDollars(
            model: price, input: measures.inputTokens, output: output, cachedInput: cached,
            cacheWrite: measures.cacheWriteTokens, reasoning: measures.reasoningTokens, at: measures.end, tier: tier)
    }

    @inline(never)
    private func cause(_ price: Int, _ measures: RequestMeasures, _ output: Int64, _ tier: ServiceTier) -> UnpricedCause
    {
        guard let price = prices[price] else { return .unknownModel }
        let reason = price.reason(
            input: measures.inputTokens, output: output, cachedInput: measures.cachedInputTokens,
            cacheWrite: measures.cacheWriteTokens, reasoning: measures.reasoningTokens, at: measures.end, tier: tier)
        return reason.map { UnpricedCause($0) } ?? .tooLarge
    }

    @inline(__always)
    private static func tier(_ text: UnsafeRawBufferPointer) -> ServiceTier {
        // Nearly all that is recorded: `default`, `standard`, `auto`, with which no variant shares its first letter.
        switch text.first.map({ $0 | 0x20 }) {
        case UInt8(ascii: "d"), UInt8(ascii: "s"), UInt8(ascii: "a"): .standard
        default: ServiceTier(eventText: text)
        }
    }
}
