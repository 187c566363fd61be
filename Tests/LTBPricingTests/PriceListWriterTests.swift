// Owns the property that prices of any format cost the same after they were written in ours.

import LTBEvents
import LTBPricing
import LTBTestSupport
import Testing

@Suite struct PriceListWriterTests {
    /// Prices every model of a list, by either table, for requests of all kinds.
    private func expectSameCosts(_ list: PriceList, _ names: [(provider: String?, model: String)]) throws {
        let written = try PriceList(json: list.json(), file: "written.json")
        let (table, again) = (PriceTable([list]), PriceTable([written]))
        var generator = SplitMix64(seed: 7)
        var priced = 0
        for name in names {
            let ours = table.price(provider: name.provider, model: name.model)
            let theirs = again.price(provider: name.provider, model: name.model)
            for tier in ServiceTier.allCases {
                let input = Int64.random(in: 0..<500_000, using: &generator)
                let cached = Int64.random(in: 0...input, using: &generator)
                let written = Int64.random(in: 0...input - cached, using: &generator)
                let hour = Int64.random(in: 0...written, using: &generator)
                let output = Int64.random(in: 0..<10_000, using: &generator)
                let time = 1_700_000_000_000_000_000 + Int64.random(in: 0..<95_000_000_000_000_000, using: &generator)
                let costs = [ours, theirs].map {
                    $0?.nanoDollars(
                        input: input, output: output, cachedInput: cached, cacheWrite: written, cacheWriteHour: hour,
                        reasoning: output / 2, at: time, tier: tier)
                }
                #expect(costs[0] == costs[1], "\(name) \(tier) \(input) \(time)")
                priced += costs[0] == nil ? 0 : 1
            }
        }
        #expect(priced > names.count)
    }

    @Test func theBuiltInPricesAreTheSameAfterwards() throws {
        let list = PriceList.builtIn
        var names: [(provider: String?, model: String)] = list.models.map { ($0.provider, $0.name) }
        names += [("azure", "gpt-4o-mini"), ("gcp.gemini", "gemini-2.5-pro"), ("openai", "gpt-4o-2024-08-06")]
        try expectSameCosts(list, names)
    }

    @Test func whatLiteLLMsTableSaysIsTheSameAfterwards() throws {
        let list = try PriceList(
            text: """
                {"m/a":{"litellm_provider":"m","input_cost_per_token":2e-06,"output_cost_per_token":1e-05,
                 "output_cost_per_reasoning_token":2e-05,"output_cost_per_token_priority":3e-05,
                 "cache_read_input_token_cost":1e-6,"input_cost_per_token_above_200k_tokens":4e-06,
                 "input_cost_per_token_above_200k_tokens_priority":6e-06,"input_cost_per_request":0.01,
                 "input_cost_per_token_batches":1e-06,"input_cost_per_image":0.04},
                 "a":{"litellm_provider":"m","input_cost_per_token":9e-06,"output_cost_per_token":9e-05},
                 "b":{"litellm_provider":"m","input_cost_per_token":2e-06,"output_cost_per_token":1e-05,
                 "off_peak_pricing":{"input_cost_per_token":1e-06,"weekday_timezone":"Asia/Shanghai",
                 "windows":[{"hours_utc":["16:30-00:30","04:00-06:00"],"weekdays":[1,2,5]}]}}}
                """)
        try expectSameCosts(list, [("m", "a"), ("m", "b"), ("m", "m/a")])
    }

    @Test(.enabled(if: SharedPrices.liteLLM != nil, "no shared data beside the project"))
    func theRealTableOfLiteLLMIsTheSameAfterwards() throws {
        let list = try PriceList(json: try #require(SharedPrices.liteLLM), file: "litellm.json")
        try expectSameCosts(list, list.models.map { ($0.provider, $0.name) })
    }

    @Test func whoseModelABareNameMeansIsTheSameAfterwards() throws {
        let list = try PriceList(
            text: """
                {"azure/m":{"litellm_provider":"azure","input_cost_per_token":2e-06,"output_cost_per_token":1e-05},
                 "m":{"litellm_provider":"openai","input_cost_per_token":1e-06,"output_cost_per_token":1e-05}}
                """)
        try expectSameCosts(list, [(nil, "m"), (nil, "azure/m"), ("azure", "m"), ("openai", "m")])
    }
}
