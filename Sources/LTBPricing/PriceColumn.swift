// Owns the prices of many models, by number, for a loop over requests.

/// The prices of models by the numbers under which a program keeps them: asking is an array look-up, allocates nothing
/// and retains nothing.
package struct PriceColumn: Sendable {
    private var rows: [PriceRow] = []
    private var hours: [[DailyHours]] = []
    /// The first row of each model, and behind them all their end.
    private var starts = [0]

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
        starts.append(rows.count)
    }

    /// Whether a request costs what it would in the standard tier, since its own has no prices.
    package func isPricedAsStandard(model: Int, input: Int64, at time: Int64, tier: ServiceTier) -> Bool {
        let range = starts[model]..<starts[model + 1]
        let place = PriceRow.place(in: range, of: rows, hours: hours, input: input, at: time, tier: tier)
        return place.map { rows[$0].tiers & 1 << ServiceTier.standard.rawValue != 0 } ?? false
    }

    /// What a request of a model costs, as `ModelPrice.nanoDollars`.
    package func nanoDollars(
        model: Int, input: Int64, output: Int64, cachedInput: Int64 = 0, cacheWrite: Int64 = 0,
        cacheWriteHour: Int64 = 0, reasoning: Int64 = 0, at time: Int64, tier: ServiceTier = .standard
    ) -> Int64? {
        guard input >= 0 else { return nil }
        let range = Range(uncheckedBounds: (starts[model], starts[model + 1]))
        guard let place = PriceRow.place(in: range, of: rows, hours: hours, input: input, at: time, tier: tier) else {
            return nil
        }
        let counts = PriceRow.Counts(
            input: input, output: output, cachedInput: cachedInput, cacheWrite: cacheWrite,
            cacheWriteHour: cacheWriteHour, reasoning: reasoning)
        return rows[place].nanoDollars(counts)
    }
}
