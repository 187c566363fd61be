// Owns the test that the example in the documentation is true.

import FoundationEssentials
import LTBEvents
import LTBPricing
import LTBYAML
import Testing

@Suite struct PricesArticleTests {
    private func example() throws -> PriceTable {
        let root = #filePath.components(separatedBy: "/Tests/")[0]
        let article = try String(
            contentsOfFile: "\(root)/Sources/LTBAnalysis/LTBAnalysis.docc/PricesAndCost.md", encoding: .utf8)
        let yaml = try #require(article.components(separatedBy: "```yaml\n").last?.components(separatedBy: "```").first)
        let document = try DocumentNode(document: Array(yaml.utf8))
        return PriceTable([try PriceList(document, file: "prices.yaml")])
    }

    @Test func theExampleOfTheArticleCostsWhatItSays() throws {
        let table = try example()
        let gemini = try #require(table.price(provider: "gemini", model: "gemini-2.5-pro"))
        #expect(gemini.nanoDollars(input: 300_000, output: 1_000, cachedInput: 100_000, at: 0) == 540_000_000)
        let openAI = try #require(table.price(provider: "openai", model: "gpt-4o-2024-08-06"))
        #expect(openAI.nanoDollars(input: 1_000, output: 0, cachedInput: 400, at: 0) == 2_000_000)
        #expect(openAI.nanoDollars(input: 1_000, output: 100, at: 0, tier: .batch) == 1_750_000)
        #expect(table.price(provider: "openai", model: "chatgpt-4o") != nil)
        let deepSeek = try #require(table.price(provider: "deepseek", model: "deepseek-chat"))
        func cost(_ time: String) -> Int64? {
            let instant = Array(time.utf8).withUnsafeBytes { Timestamp(rfc3339: $0)?.nanosecondsSince1970 }
            return deepSeek.nanoDollars(input: 1_000_000, output: 0, at: instant ?? 0)
        }
        #expect(cost("2025-09-04T17:00:00Z") == 135_000_000)
        #expect(cost("2025-09-04T12:00:00Z") == 270_000_000)
        #expect(cost("2025-09-05T17:00:00Z") == 560_000_000)
    }
}
