// Owns the one place in which tokens are multiplied with prices.

/// Prices, and for which requests they are: plain numbers only, so that asking copies and retains nothing.
@usableFromInline
struct PriceRow: Sendable {
    /// Femto-dollars without a gap for the parts of tokens; -1 where there is no price.
    @usableFromInline
    struct Prices: Sendable {
        @usableFromInline var input: Int64
        @usableFromInline var cachedInput: Int64
        @usableFromInline var cacheWrite: Int64
        @usableFromInline var cacheWriteHour: Int64
        @usableFromInline var output: Int64
        @usableFromInline var reasoning: Int64
        /// 0 where there is none.
        @usableFromInline var request: Int64

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
            request = max(0, price(.request))
        }

        /// Whether all of them are there and below 2^40, so that products with counts below 2^20 need no check.
        var areSmall: Bool {
            [input, cachedInput, cacheWrite, cacheWriteHour, output, reasoning].allSatisfy {
                (0..<1 << 40).contains($0)
            }
                && request < 1 << 60
        }
    }

    /// What a request counts; negative where it was not measured.
    @usableFromInline
    struct Counts {
        @usableFromInline var input: Int64
        @usableFromInline var output: Int64
        @usableFromInline var cachedInput: Int64
        @usableFromInline var cacheWrite: Int64
        @usableFromInline var cacheWriteHour: Int64
        @usableFromInline var reasoning: Int64

        @inlinable
        init(
            input: Int64, output: Int64, cachedInput: Int64, cacheWrite: Int64, cacheWriteHour: Int64,
            reasoning: Int64
        ) {
            (self.input, self.output, self.cachedInput) = (input, output, cachedInput)
            (self.cacheWrite, self.cacheWriteHour, self.reasoning) = (cacheWrite, cacheWriteHour, reasoning)
        }
    }

    var from: Int64
    var until: Int64
    var above: Int64
    /// A bit for each service tier.
    var tiers: UInt8
    /// The place of the hours that count; -1 if all do.
    var hours: Int
    var prices: Prices
    var pricesAreSmall: Bool

    /// What a period has, in the order in which rows are tried.
    static func rows(of period: PricePeriod, hours: Int) -> [PriceRow] {
        let own = period.variants.keys.reduce(UInt8(0)) { $0 | 1 << $1.rawValue }
        var schedules = period.variants.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            (tiers: UInt8(1) << $0.key.rawValue, prices: $0.value)
        }
        schedules.insert((~own, period.standard), at: 0)
        return schedules.flatMap { tiers, steps in
            steps.reversed().map { step in
                let prices = Prices(step.rates)
                return PriceRow(
                    from: period.from, until: period.until, above: step.above, tiers: tiers,
                    hours: period.hours.isEmpty ? -1 : hours, prices: prices, pricesAreSmall: prices.areSmall)
            }
        }
    }

    /// The place of the first of some rows that is for a request; nil if none is.
    @inline(__always)
    static func place(
        in rows: Range<Int>, of all: UnsafeBufferPointer<PriceRow>, hours: [[DailyHours]], input: Int64,
        at time: Int64, tier: ServiceTier
    ) -> Int? {
        let bit = UInt8(1) << tier.rawValue
        for place in rows
        where all[place].tiers & bit != 0 && input > all[place].above && time >= all[place].from
            && time < all[place].until
            && (all[place].hours < 0 || hours[all[place].hours].contains { $0.contains(time) })
        {
            return place
        }
        return nil
    }

    /// What a request costs, in nano-dollars; nil if a price is missing, the counts contradict each other, or the sum is
    /// too large.
    func nanoDollars(_ counts: Counts) -> Int64? {
        // A product of small numbers is small; what a small request does not cost, no other way finds either.
        if pricesAreSmall, let femtoDollars = prices.femtoDollars(small: counts) { return Self.rounded(femtoDollars) }
        return nanoDollarsOfAny(counts)
    }

    private func nanoDollarsOfAny(_ counts: Counts) -> Int64? {
        let (cached, written) = (max(0, counts.cachedInput), max(0, counts.cacheWrite))
        let (hour, thought) = (max(0, counts.cacheWriteHour), max(0, counts.reasoning))
        let (input, output) = (counts.input, max(0, counts.output))
        guard counts.output >= 0 || prices.output <= 0, input >= cached, input - cached >= written, written >= hour,
            output >= thought
        else { return nil }
        var sum = Int128(prices.request)
        guard sum.add(input - cached - written, at: prices.input), sum.add(cached, at: prices.cachedInput),
            sum.add(written - hour, at: prices.cacheWrite), sum.add(hour, at: prices.cacheWriteHour),
            sum.add(output - thought, at: prices.output), sum.add(thought, at: prices.reasoning)
        else { return nil }
        if sum <= Int128(Int64.max) { return Self.rounded(Int64(truncatingIfNeeded: sum)) }
        let (quotient, rest) = sum.quotientAndRemainder(dividingBy: 1_000_000)
        return Int64(exactly: quotient + (rest > 500_000 || (rest == 500_000 && quotient & 1 == 1) ? 1 : 0))
    }

    /// Femto-dollars in nano-dollars, ties to even.
    @inlinable @inline(__always)
    static func rounded(_ femtoDollars: Int64) -> Int64 {
        let (quotient, rest) = femtoDollars.quotientAndRemainder(dividingBy: 1_000_000)
        return quotient + (rest > 500_000 || (rest == 500_000 && quotient & 1 == 1) ? 1 : 0)
    }
}

extension PriceRow.Prices {
    /// What a request costs by prices that are small; nil if its counts are not, or contradict each other.
    @inlinable @inline(__always)
    func femtoDollars(small counts: PriceRow.Counts) -> Int64? {
        let (cached, written) = (max(0, counts.cachedInput), max(0, counts.cacheWrite))
        let (hour, thought) = (max(0, counts.cacheWriteHour), max(0, counts.reasoning))
        let (plain, minutes, said) = (counts.input &- cached &- written, written &- hour, counts.output &- thought)
        // A negative number has its highest bit set.
        let bits = counts.input | counts.output | cached | written | hour | thought | plain | minutes | said
        guard UInt64(bitPattern: bits) < 1 << 20 else { return nil }
        // Six products below 2^60, and the request's price.
        let read = request &+ plain &* input &+ cached &* cachedInput
        return read &+ minutes &* cacheWrite &+ hour &* cacheWriteHour &+ said &* output &+ thought &* reasoning
    }
}

extension Int128 {
    /// Adds a product; false if there are tokens without a price, or the sum is too large.
    fileprivate mutating func add(_ tokens: Int64, at price: Int64) -> Bool {
        guard tokens > 0 else { return true }
        guard price >= 0 else { return false }
        // At most 2^126: the product of two such numbers always fits.
        let (high, low) = tokens.multipliedFullWidth(by: price)
        let (sum, overflows) = addingReportingOverflow(Int128(high) << 64 | Int128(low))
        self = sum
        return !overflows
    }
}
