// Owns prices that need no look at a request but at what it counts.

/// Prices of all standard requests of a model, whatever their size and time, which a loop over requests can have inlined.
package struct PlainPrices: Sendable {
    @usableFromInline let prices: PriceRow.Prices

    /// Of the prices of a model, in the order in which they are tried; nil if they are not so simple.
    init?(_ rows: ArraySlice<PriceRow>) {
        let standard = rows.first { $0.tiers & 1 << ServiceTier.standard.rawValue != 0 }
        guard let standard, standard.above < 0, standard.hours < 0, standard.from == .min, standard.until == .max,
            standard.pricesAreSmall
        else { return nil }
        prices = standard.prices
    }

    /// What a standard request costs, as `PriceColumn.charge` has it; nil if that must be asked.
    @inlinable @inline(__always)
    package func charge(
        input: Int64, output: Int64, cachedInput: Int64, cacheWrite: Int64, reasoning: Int64
    ) -> PriceColumn.Charge? {
        let counts = PriceRow.Counts(
            input: input, output: output, cachedInput: cachedInput, cacheWrite: cacheWrite, cacheWriteHour: 0,
            reasoning: reasoning)
        guard let femtoDollars = prices.femtoDollars(small: counts) else { return nil }
        let cost = PriceRow.rounded(femtoDollars)
        guard cachedInput > 0 else { return .init(nanoDollars: cost, withoutCache: cost, isAsStandard: false) }
        let withoutCache = femtoDollars &+ cachedInput &* (prices.input &- prices.cachedInput)
        return .init(nanoDollars: cost, withoutCache: PriceRow.rounded(withoutCache), isAsStandard: false)
    }
}
