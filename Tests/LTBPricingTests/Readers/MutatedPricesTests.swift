// Owns the property that no file, however damaged, stops the reading of prices or the pricing by what was read.

import LTBPricing
import LTBTestSupport
import Testing

@Suite struct MutatedPricesTests {
    private static let files = [
        """
        {"format":"ltb.prices/1","date":"2026-11-21","attribution":"x","prices":{"openai":{"gpt-4o":{"aliases":["a","b"],
        "match":{"or":["gpt-4o-2*",{"and":[{"starts_with":"g"},{"ends_with":"4"},{"contains":"p"},{"regex":"^g.t-\\\\d+$"}]}]},
        "periods":[{"from":"2025-01-01","until":"2026-01-01T00:00:00Z","hours":["16:30-00:30"],"input":2.5,
        "cached_input":1.25,"cache_write":3,"cache_write_1h":4,"output":10,"reasoning":11,"request":0.01,
        "tiers":[{"above":1000,"input":5}],"batch":{"input":1,"tiers":[{"above":5,"output":3}]}}],"other":{"image":0.1}}}}}
        """,
        """
        {"sample_spec":{},"openai/gpt-4o":{"litellm_provider":"openai","input_cost_per_token":2.5e-06,
        "input_cost_per_token_above_200k_tokens":5e-06,"output_cost_per_token":1e-05,"output_cost_per_token_flex":5e-06,
        "cache_read_input_token_cost_above_200k_tokens_priority":1e-7,"input_cost_per_image":0.1,"input_cost_per_token_batches":1e-6,
        "off_peak_pricing":{"input_cost_per_token":1e-6,"weekday_timezone":"Asia/Shanghai","windows":[{"hours_utc":["00:00-01:00"],"weekdays":[1,7]}]}},
        "d/q":{"litellm_provider":"d","tiered_pricing":[{"range":[0,1000.0],"input_cost_per_token":1e-6,"output_cost_per_token":2e-6}]}}
        """,
        """
        [{"id":"openai","provider_match":{"contains":"openai"},"model_match":{"starts_with":"gpt"},"fallback_model_providers":["x"],
        "models":[{"id":"gpt-4o","match":{"or":[{"equals":"gpt-4o"},{"regex":"^o[134]"}]},"prices":[{"prices":{"input_mtok":
        {"base":1,"tiers":[{"start":1000,"price":2}]},"output_mtok":3}},{"constraint":{"start_date":"2025-01-01"},"prices":
        {"input_mtok":4,"requests_kcount":5}},{"constraint":{"start_time":"00:30:00Z","end_time":"16:30:00Z"},"prices":{}}],
        "price_variants":[{"when":{"processing":"batch"},"prices":{"input_mtok":0.5},"constraint":{"start_date":"2025-06-01"}}]}]}]
        """,
    ]

    private static let pieces = [
        "null", "{}", "[]", "\"\"", "-1", "1e999", "1e-999", "99999999999999999999", "\"x\"", ":", ",", "\n", "true",
        "\\u0000",
        "\"*\"", "\"2026-02-30\"", "0.5",
    ].map { Array($0.utf8) }

    private func mutated(_ text: [UInt8], _ generator: inout SplitMix64) -> [UInt8] {
        var text = text
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let place = Int.random(in: 0..<text.count, using: &generator)
            let end = min(text.count, place + Int.random(in: 0..<12, using: &generator))
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: text[place] = UInt8.random(in: .min ... .max, using: &generator)
            case 1: text.removeSubrange(place..<end)
            case 2: text.insert(contentsOf: Self.pieces.randomElement(using: &generator) ?? [], at: place)
            default: text.replaceSubrange(place..<end, with: Self.pieces.randomElement(using: &generator) ?? [])
            }
            if text.isEmpty { return text }
        }
        return text
    }

    @Test(arguments: files) func theFileItselfIsRead(_ text: String) throws {
        let table = try PriceTable(text: text)
        let price = try #require(table.price(provider: "openai", model: "gpt-4o"))
        #expect(
            price.nanoDollars(input: 10, output: 1, at: nanoseconds("2025-03-01T12:00:00Z")) != nil
                || price.origin.model.name == "gpt-4o")
    }

    @Test(arguments: files) func anyDamageIsToldOrReadAndNeverACrash(_ text: String) {
        var generator = SplitMix64(seed: 4)
        var refused = 0
        for _ in 0..<3_000 {
            let bytes = mutated(Array(text.utf8), &generator)
            do throws(PriceFileError) {
                use(PriceTable([try PriceList(json: bytes, file: "p.json")]), &generator)
            } catch {
                refused += 1
                let message = error.description
                #expect(message.hasPrefix("p.json:") && message.hasSuffix(".") && message.utf8.count < 1_500)
            }
        }
        #expect((1..<3_000).contains(refused))
    }

    private func use(_ table: PriceTable, _ generator: inout SplitMix64) {
        for provider in [nil, "openai", "d"] {
            _ = table.suggestions(provider: provider, model: "gpt-40")
            guard let price = table.price(provider: provider, model: "gpt-4o") else { continue }
            for tier in ServiceTier.allCases {
                _ = price.nanoDollars(
                    input: Int64.random(in: .min ... .max, using: &generator),
                    output: Int64.random(in: .min ... .max, using: &generator),
                    at: Int64.random(in: .min ... .max, using: &generator), tier: tier)
                _ = price.reason(input: 2_000, output: 1, at: nanoseconds("2025-07-01T01:00:00Z"), tier: tier)
            }
        }
    }
}
