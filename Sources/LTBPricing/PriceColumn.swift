// Owns the prices of many models, by number, for a loop over requests.

/// The prices of models by the numbers under which a program keeps them: asking is an array look-up, allocates nothing
/// and retains nothing.
package struct PriceColumn: Sendable {
    private var rows: [PriceRow] = []
    private var hours: [[DailyHours]] = []
    /// The first row of each model, and behind them all their end.
    private var starts = [0]
    /// By model.
    private var plain: [PlainPrices?] = []

    /// No models.
    package init() {}

    /// How many models there are.
    package var count: Int { starts.count - 1 }

    /// Adds the next model; one without prices is nil.
    package mutating func append(_ price: ModelPrice?) {
        let firstHours = hours.count
        for var row in price?.rows ?? [] {
            if row.hours >= 0 { row.hours += firstHours }
            rows.append(row)
        }
        hours += price?.hours ?? []
        plain.append(PlainPrices(rows[starts[count]...]))
        starts.append(rows.count)
    }

    /// The prices of a model's standard requests, if they are the same at any time and for any size.
    package func plainPrices(model: Int) -> PlainPrices? { plain[model] }

    /// What a request of a model costs, in nano-dollars as `ModelPrice.nanoDollars` has them; nil if it has no cost.
    package func charge(
        model: Int, input: Int64, output: Int64, cachedInput: Int64 = 0, cacheWrite: Int64 = 0,
        cacheWriteHour: Int64 = 0, reasoning: Int64 = 0, at time: Int64, tier: ServiceTier = .standard
    ) -> Charge? {
        guard input >= 0 else { return nil }
        let range = Range(uncheckedBounds: (starts[model], starts[model + 1]))
        return rows.withUnsafeBufferPointer { rows -> Charge? in
            guard let place = PriceRow.place(in: range, of: rows, hours: hours, input: input, at: time, tier: tier)
            else { return nil }
            var counts = PriceRow.Counts(
                input: input, output: output, cachedInput: cachedInput, cacheWrite: cacheWrite,
                cacheWriteHour: cacheWriteHour, reasoning: reasoning)
            guard let cost = rows[place].nanoDollars(counts) else { return nil }
            var charge = Charge(nanoDollars: cost, withoutCache: cost, isAsStandard: false)
            if cachedInput > 0 {
                counts.cachedInput = 0
                charge.withoutCache = rows[place].nanoDollars(counts) ?? cost
            }
            charge.isAsStandard = tier != .standard && rows[place].tiers & 1 << ServiceTier.standard.rawValue != 0
            return charge
        }
    }

    /// What a request costs.
    package struct Charge: Sendable, Equatable {
        package var nanoDollars: Int64
        /// What it would cost if none of its input were cached.
        package var withoutCache: Int64
        /// Whether it costs what it would in the standard tier, since its own has no prices.
        package var isAsStandard: Bool

        @inlinable
        init(nanoDollars: Int64, withoutCache: Int64, isAsStandard: Bool) {
            (self.nanoDollars, self.withoutCache, self.isAsStandard) = (nanoDollars, withoutCache, isAsStandard)
        }
    }
}
