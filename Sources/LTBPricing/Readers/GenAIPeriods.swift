// Owns what genai-prices makes of conditions, variants and sizes: periods with all of their prices.

/// Periods of genai-prices.
enum GenAIPeriods {
    /// A price that may change with the size of the input.
    struct Stepped {
        var base: Price?
        /// By the tokens above which it applies.
        var steps: [Int64: Price] = [:]

        func price(above size: Int64) -> Price? {
            steps.filter { $0.key <= size }.max { $0.key < $1.key }?.value ?? base
        }
    }

    /// Prices on a condition.
    struct Conditional {
        var prices: [RateKind: Stepped]
        var from = Int64.min
        var hours: [DailyHours] = []
    }

    /// Prices that a variant replaces, from a time on.
    struct Variant {
        var tier: ServiceTier
        var from: Int64
        var prices: [RateKind: Stepped]
    }

    /// The periods in which prices on a condition apply: since variants begin at times of their own, one for each.
    static func periods(_ conditional: Conditional, _ variants: [Variant]) -> [PricePeriod] {
        let starts = Set(variants.map(\.from) + [conditional.from]).filter { $0 >= conditional.from }
        return starts.sorted(by: >).map { start in
            period(conditional, variants.filter { $0.from <= start }, from: start)
        }
    }

    private static func period(_ conditional: Conditional, _ variants: [Variant], from: Int64) -> PricePeriod {
        var prices: [ServiceTier: [RateKind: Stepped]] = [:]
        for variant in variants {
            // Of several that price the same, the first counts.
            prices[variant.tier, default: [:]].merge(variant.prices) { first, _ in first }
        }
        let standard = conditional.prices.merging(prices.removeValue(forKey: .standard) ?? [:]) { $1 }
        var period = PricePeriod(standard: schedule(standard))
        for (tier, own) in prices where !own.isEmpty {
            period.variants[tier] = schedule(conditional.prices.merging(own) { $1 })
        }
        (period.from, period.hours) = (from, conditional.hours)
        return period
    }

    private static func schedule(_ prices: [RateKind: Stepped]) -> [PriceTier] {
        let sizes = [-1] + Set(prices.values.flatMap(\.steps.keys)).sorted()
        return sizes.map { size in
            PriceTier(above: size, Rates(prices.compactMapValues { $0.price(above: size) }))
        }
    }
}
