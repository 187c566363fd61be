// Owns what LiteLLM makes of the prices of an entry: which one stands in for one that is missing.

/// The prices of a LiteLLM entry, gathered key by key.
struct LiteLLMPrices {
    /// The tiers of `tiered_pricing`, which replace all else.
    var tiers: [PriceTier] = []
    private let provider: String
    private var base: [ServiceTier: Rates] = [:]
    private var steps: [ServiceTier: [Int64: Rates]] = [:]

    init(provider: String) { self.provider = provider }

    mutating func add(_ price: Price, _ kind: RateKind, above: Int64?, tier: ServiceTier) {
        guard let above else { return base[tier, default: Rates()][kind] = price }
        // xAI bills the higher price once the input reaches the size, the others once it exceeds it.
        steps[tier, default: [:]][provider == "xai" ? above - 1 : above, default: Rates()][kind] = price
    }

    /// The prices as LiteLLM applies them; nil if there is none for tokens or requests.
    func period() -> PricePeriod? {
        let standard = standardRates
        if !tiers.isEmpty { return PricePeriod(standard: tiers.map { Self.completed($0, by: standard) }) }
        guard !base.isEmpty || !steps.isEmpty else { return nil }
        var period = PricePeriod(standard: schedule(.standard, standard))
        guard !period.isEmpty else { return nil }
        for tier in [ServiceTier.flex, .priority, .balanced, .ultrafast] where base[tier] != nil || steps[tier] != nil {
            period.variants[tier] = schedule(tier, variantRates(tier, standard))
        }
        // LiteLLM's `fast` is another name of priority.
        period.variants[.fast] = period.variants[.priority]
        period.variants[.batch] = batchSchedule(standard)
        return period
    }

    private var standardRates: Rates {
        var rates = base[.standard] ?? Rates()
        // Models that answer with images have no price of a text token.
        if rates[.output] ?? .free == .free, let image = rates[.imageOutput] { rates[.output] = image }
        // Fireworks publishes no prices of cached tokens: LiteLLM knows that they are half of the input's.
        if provider == "fireworks_ai", rates[.cachedInput] == nil { rates[.cachedInput] = rates[.input]?.halved }
        return rates
    }

    private func variantRates(_ tier: ServiceTier, _ standard: Rates) -> Rates {
        let own = base[tier] ?? Rates()
        var rates = own.overlaid(on: standard)
        // Reasoning goes with the output of its variant.
        if own[.output] != nil, own[.reasoning] == nil { rates[.reasoning] = nil }
        return rates
    }

    /// From size to size: what a size does not price stays as it was.
    private func schedule(_ tier: ServiceTier, _ first: Rates) -> [PriceTier] {
        let standard = steps[.standard] ?? [:]
        let own = tier == .standard ? [:] : steps[tier] ?? [:]
        var schedule = [PriceTier(above: -1, first)]
        for size in Set(standard.keys).union(own.keys).sorted() {
            let last = schedule[schedule.count - 1].rates
            let step = (own[size] ?? Rates()).overlaid(on: standard[size] ?? Rates())
            schedule.append(PriceTier(above: size, step.overlaid(on: last)))
        }
        return schedule
    }

    /// Batches have prices of their own, or cost half.
    private func batchSchedule(_ standard: Rates) -> [PriceTier]? {
        var own = base[.batch] ?? Rates()
        if own[.output] == nil { own[.output] = standard[.output]?.halved }
        guard own[.input] != nil else {
            return schedule(.standard, standard).map { step in
                var half = Rates()
                for kind in RateKind.allCases where kind != .reasoning { half[kind] = step.rates[kind]?.halved }
                if let output = base[.batch]?[.output] { half[.output] = output }
                return PriceTier(above: step.above, half)
            }
        }
        var schedule = [PriceTier(above: -1, own)]
        for (size, step) in (steps[.batch] ?? [:]).sorted(by: { $0.key < $1.key }) {
            schedule.append(PriceTier(above: size, step.overlaid(on: schedule[schedule.count - 1].rates)))
        }
        return schedule
    }

    /// A tier prices the whole request; only for output that it has no price for the model's own stands in.
    private static func completed(_ tier: PriceTier, by standard: Rates) -> PriceTier {
        var tier = tier
        if tier.rates[.output] == nil {
            tier.rates[.output] = standard[.output]
            if tier.rates[.reasoning] == nil { tier.rates[.reasoning] = standard[.reasoning] }
        }
        return tier
    }
}
