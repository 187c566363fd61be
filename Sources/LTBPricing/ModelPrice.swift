// Owns the prices of one model, found once, and asked for each of its requests.

/// The prices of one model.
///
/// - Cached and written tokens are part of the input and reasoning tokens of the output; none is counted twice.
/// - What has no price of its own is priced as what it is a part of: a cached token as input, one written for an hour as
///   one written for minutes and that as input, a reasoning token as output.
/// - A tier applies to the whole request, chosen by all of its input.
/// - Products are of 128 bits; their sum is rounded once, to the nano-dollar, ties to even.
package struct ModelPrice: Sendable {
    /// Where the prices come from.
    package let origin: PriceOrigin
    /// In the order in which they are tried.
    let rows: [PriceRow]
    /// The hours that rows are for.
    let hours: [[DailyHours]]

    /// The prices of a model in a list.
    init(_ model: PricedModel, origin: PriceOrigin) {
        self.origin = origin
        rows = model.periods.enumerated().flatMap { PriceRow.rows(of: $1, hours: $0) }
        hours = model.periods.map(\.hours)
    }

    /// What a request costs, in nano-dollars; in a loop over many requests ask `PriceColumn`.
    ///
    /// Counts are those of an event; a negative one was not measured. Where the output was not, a request is priced
    /// only if its output costs nothing, as with embeddings: pass 0 for a request that failed.
    ///
    /// - Parameters:
    ///   - cacheWrite: all written tokens, those for an hour included.
    ///   - time: when the request ended, in nanoseconds since 1970.
    /// - Returns: nil if there is no price for it; `reason` tells why.
    package func nanoDollars(
        input: Int64, output: Int64, cachedInput: Int64 = 0, cacheWrite: Int64 = 0, cacheWriteHour: Int64 = 0,
        reasoning: Int64 = 0, at time: Int64, tier: ServiceTier = .standard
    ) -> Int64? {
        let counts = PriceRow.Counts(
            input: input, output: output, cachedInput: cachedInput, cacheWrite: cacheWrite,
            cacheWriteHour: cacheWriteHour, reasoning: reasoning)
        return row(input: input, at: time, tier: tier)?.nanoDollars(counts)
    }

    private func row(input: Int64, at time: Int64, tier: ServiceTier) -> PriceRow? {
        guard input >= 0 else { return nil }
        let place = rows.withUnsafeBufferPointer {
            PriceRow.place(in: $0.indices, of: $0, hours: hours, input: input, at: time, tier: tier)
        }
        return place.map { rows[$0] }
    }

    /// Why a request has no price; nil if it has one.
    package func reason(
        input: Int64, output: Int64, cachedInput: Int64 = 0, cacheWrite: Int64 = 0, cacheWriteHour: Int64 = 0,
        reasoning: Int64 = 0, at time: Int64, tier: ServiceTier = .standard
    ) -> UnpricedReason? {
        let cost = nanoDollars(
            input: input, output: output, cachedInput: cachedInput, cacheWrite: cacheWrite,
            cacheWriteHour: cacheWriteHour, reasoning: reasoning, at: time, tier: tier)
        guard cost == nil else { return nil }
        if rows.isEmpty { return .notPricedByToken(origin.model.otherPrices.map(\.unit)) }
        guard input >= 0 else { return .inputNotMeasured }
        guard let prices = row(input: input, at: time, tier: tier)?.prices else { return .notPricedThen }
        if output < 0, prices.output > 0 { return .outputNotMeasured }
        let (cached, written) = (max(0, cachedInput), max(0, cacheWrite))
        if cached > input || written > input - cached || max(0, cacheWriteHour) > written { return .inputPartsExceedIt }
        if max(0, reasoning) > max(0, output) { return .reasoningExceedsOutput }
        if prices.input < 0, input > 0 { return .noPrice(.input) }
        return prices.output < 0 && output > 0 ? .noPrice(.output) : .tooLarge
    }
}
