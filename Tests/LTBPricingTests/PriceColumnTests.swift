// Owns the property that prices by number are those of the models.

import LTBPricing
import LTBTestSupport
import Testing

@Suite struct PriceColumnTests {
    @Test func aColumnSaysWhatItsModelsSay() throws {
        let table = PriceTable([.builtIn])
        let names = [
            ("openai", "gpt-4o"), ("deepseek", "deepseek-chat"), ("none", "none"), ("google", "gemini-2.5-pro"),
            ("anthropic", "claude-sonnet-4"), ("deepseek", "deepseek-v4-pro"),
        ]
        let prices = names.map { table.price(provider: $0, model: $1) }
        var column = PriceColumn()
        for price in prices { column.append(price) }
        #expect(column.count == names.count)
        var generator = SplitMix64(seed: 6)
        var priced = 0
        var plainlyPriced = 0
        for _ in 0..<20_000 {
            let model = Int.random(in: names.indices, using: &generator)
            let scale: Int64 = generator.oneIn(4) ? 1 << 62 : 1 << 20
            let input = Int64.random(in: -1...scale, using: &generator)
            let output = Int64.random(in: -1...scale, using: &generator)
            let cached = Int64.random(in: -1...max(0, input), using: &generator)
            let written = Int64.random(in: -1...max(0, input), using: &generator)
            let time = 1_750_000_000_000_000_000 + Int64.random(in: 0..<50_000_000_000_000_000, using: &generator)
            let tier = ServiceTier.allCases.randomElement(using: &generator) ?? .standard
            let charge = column.charge(
                model: model, input: input, output: output, cachedInput: cached, cacheWrite: written, at: time,
                tier: tier)
            func cost(cached: Int64, _ tier: ServiceTier) -> Int64? {
                prices[model]?.nanoDollars(
                    input: input, output: output, cachedInput: cached, cacheWrite: written, at: time, tier: tier)
            }
            #expect(charge?.nanoDollars == cost(cached: cached, tier))
            guard let charge else { continue }
            priced += 1
            #expect(charge.withoutCache == cost(cached: min(0, cached), tier) ?? charge.nanoDollars)
            if tier == .standard, let prices = column.plainPrices(model: model) {
                let plain = prices.charge(
                    input: input, output: output, cachedInput: cached, cacheWrite: written, reasoning: 0)
                #expect(plain == nil || plain == charge)
                plainlyPriced += plain == nil ? 0 : 1
            }
            if charge.isAsStandard {
                #expect(tier != .standard && charge.nanoDollars == cost(cached: cached, .standard))
            }
        }
        #expect(priced > 2_000 && plainlyPriced > 50)
    }
}
