// Owns what a request costs by the prices of its model: the one place in which tokens are multiplied with prices.

/// The prices of one model, found once, and asked for every request.
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
    private let rows: [Row]

    /// Prices without a gap for the parts of tokens; -1 where there is none.
    private struct FilledRates {
        var input: Int64
        var cachedInput: Int64
        var cacheWrite: Int64
        var cacheWriteHour: Int64
        var output: Int64
        var reasoning: Int64
        var request: Int64

        init(_ rates: Rates) {
            func price(_ kinds: RateKind...) -> Int64 {
                kinds.lazy.compactMap { rates[$0]?.femtoDollars }.first ?? -1
            }
            input = price(.input)
            cachedInput = price(.cachedInput, .input)
            cacheWrite = price(.cacheWrite, .input)
            cacheWriteHour = price(.cacheWriteHour, .cacheWrite, .input)
            output = price(.output)
            reasoning = price(.reasoning, .output)
            request = price(.request)
        }
    }

    /// Prices, and for which requests they are.
    private struct Row {
        var from: Int64
        var until: Int64
        var above: Int64
        /// A bit for each service tier.
        var tiers: UInt8
        /// The number of the period whose hours count; -1 if all do.
        var period: Int
        var rates: FilledRates
    }

    /// The prices of a model in a list.
    init(_ model: PricedModel, origin: PriceOrigin) {
        self.origin = origin
        rows = model.periods.enumerated().flatMap { Self.rows(of: $1, number: $0) }
    }

    private static func rows(of period: PricePeriod, number: Int) -> [Row] {
        let own = period.variants.keys.reduce(UInt8(0)) { $0 | 1 << $1.rawValue }
        var schedules = period.variants.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            (tiers: UInt8(1) << $0.key.rawValue, prices: $0.value)
        }
        schedules.insert((~own, period.standard), at: 0)
        return schedules.flatMap { tiers, prices in
            prices.reversed().map { price in
                Row(
                    from: period.from, until: period.until, above: price.above, tiers: tiers,
                    period: period.hours.isEmpty ? -1 : number, rates: FilledRates(price.rates))
            }
        }
    }

    /// What a request costs, in nano-dollars.
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
        guard let row = row(input: input, at: time, tier: tier) else { return nil }
        let (cached, written) = (max(0, cachedInput), max(0, cacheWrite))
        let (hour, thought) = (max(0, cacheWriteHour), max(0, reasoning))
        let answered = max(0, output)
        guard output >= 0 || row.rates.output <= 0, input >= cached, input - cached >= written, written >= hour,
            answered >= thought
        else { return nil }
        var sum = max(0, row.rates.request).wide
        guard sum.add(input - cached - written, at: row.rates.input), sum.add(cached, at: row.rates.cachedInput),
            sum.add(written - hour, at: row.rates.cacheWrite), sum.add(hour, at: row.rates.cacheWriteHour),
            sum.add(answered - thought, at: row.rates.output), sum.add(thought, at: row.rates.reasoning)
        else { return nil }
        return sum.nanoDollars
    }

    private func row(input: Int64, at time: Int64, tier: ServiceTier) -> Row? {
        guard input >= 0 else { return nil }
        let bit = UInt8(1) << tier.rawValue
        for row in rows
        where row.tiers & bit != 0 && input > row.above && time >= row.from && time < row.until
            && (row.period < 0 || origin.model.periods[row.period].hours.contains { $0.contains(time) })
        {
            return row
        }
        return nil
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
        guard let row = row(input: input, at: time, tier: tier) else { return .notPricedThen }
        if output < 0, row.rates.output > 0 { return .outputNotMeasured }
        let (cached, written) = (max(0, cachedInput), max(0, cacheWrite))
        if cached > input || written > input - cached || max(0, cacheWriteHour) > written { return .inputPartsExceedIt }
        if max(0, reasoning) > max(0, output) { return .reasoningExceedsOutput }
        if row.rates.input < 0, input > 0 { return .noPrice(.input) }
        return row.rates.output < 0 && output > 0 ? .noPrice(.output) : .tooLarge
    }
}

/// Why a request has no price.
package enum UnpricedReason: Sendable, Hashable {
    /// No table has the model.
    case unknownModel
    /// The model is known, and priced by other units only: `image`, `second`, …; empty if by none.
    case notPricedByToken([String])
    /// It has prices, but not at that time.
    case notPricedThen
    /// It has no price for this kind of tokens.
    case noPrice(RateKind)
    /// The event does not tell how many input tokens there were.
    case inputNotMeasured
    /// The event does not tell how many output tokens there were.
    case outputNotMeasured
    /// More tokens were cached or written than the input had: `input_tokens` must include them.
    case inputPartsExceedIt
    /// More tokens were reasoning than the output had: `output_tokens` must include them.
    case reasoningExceedsOutput
    /// The cost is over what nano-dollars can say.
    case tooLarge
}

extension Int64 {
    fileprivate var wide: Int128 { Int128(self) }
}

extension Int128 {
    /// Adds a product; false if there are tokens without a price, or the sum is too large.
    @inline(__always)
    fileprivate mutating func add(_ tokens: Int64, at price: Int64) -> Bool {
        guard tokens > 0 else { return true }
        guard price >= 0 else { return false }
        // At most 2^126: the product of two such numbers always fits.
        let (high, low) = tokens.multipliedFullWidth(by: price)
        let (sum, overflows) = addingReportingOverflow(Int128(high) << 64 | Int128(low))
        self = sum
        return !overflows
    }

    /// Femto-dollars in nano-dollars, ties to even; nil if out of range.
    @inline(__always)
    fileprivate var nanoDollars: Int64? {
        // Mostly there is no need to divide 128 bits.
        if self <= Int128(Int64.max) {
            let (quotient, rest) = Int64(truncatingIfNeeded: self).quotientAndRemainder(dividingBy: 1_000_000)
            return quotient + (rest > 500_000 || (rest == 500_000 && quotient & 1 == 1) ? 1 : 0)
        }
        let (quotient, rest) = quotientAndRemainder(dividingBy: 1_000_000)
        return Int64(exactly: quotient + (rest > 500_000 || (rest == 500_000 && quotient & 1 == 1) ? 1 : 0))
    }
}
