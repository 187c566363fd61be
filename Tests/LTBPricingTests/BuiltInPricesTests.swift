// Owns the tests of the table that is there without any file.

import LTBPricing
import Testing

@Suite struct BuiltInPricesTests {
    @Test func itHasTheCommonModelsItsDateAndItsSource() throws {
        let list = PriceList.builtIn
        #expect(list.models.count > 300 && list.models.count < 1_000)
        #expect(list.attribution?.contains("MIT license") == true)
        let table = PriceTable([list])
        let names = [
            ("openai", "gpt-4o-2024-08-06"), ("azure", "gpt-4o"), ("anthropic", "claude-sonnet-4-20250514"),
            ("google", "gemini-2.5-pro"), ("gcp.gemini", "gemini-2.5-flash"), ("mistral", "mistral-large-latest"),
            ("deepseek", "deepseek-chat"), ("xai", "grok-4-0709"), ("groq", "llama-3.1-8b-instant"),
            ("bedrock", "amazon.nova-pro-v1:0"),
        ]
        for (provider, model) in names {
            let price = try #require(table.price(provider: provider, model: model), "\(provider)/\(model)")
            #expect(price.origin.description.hasPrefix("built-in of 20"))
        }
    }

    /// 300,000 tokens of which 100,000 are cached, and 1,000 of output: 0.525 + 0.015 dollars.
    @Test func geminiOverItsTierCostsWhatItsProviderBills() throws {
        let price = try #require(PriceTable([.builtIn]).price(provider: "google", model: "gemini-2.5-pro"))
        let time = nanoseconds("2026-01-15T12:00:00Z")
        #expect(price.nanoDollars(input: 300_000, output: 1_000, cachedInput: 100_000, at: time) == 540_000_000)
    }
}
