// Owns the tests of finding a model's prices: names, aliases, rules, dates, providers, several sources.

import LTBPricing
import Testing

@Suite struct PriceTableTests {
    private static let own = """
        {"format":"ltb.prices/1","date":"2026-11-21","prices":{
          "openai":{
            "gpt-4o":{"aliases":["chatgpt-4o"],"match":"gpt-4o-2*","input":2.5,"output":10},
            "gpt-4o-mini":{"input":0.15,"output":0.6}},
          "google":{"gemini-2.5-pro":{"input":1.25,"output":10}},
          "openrouter":{"openai/gpt-4o":{"input":9,"output":9}}}}
        """

    private func found(_ provider: String?, _ model: String, _ table: PriceTable? = nil) throws -> String? {
        let table = try table ?? PriceTable(text: Self.own)
        return table.price(provider: provider, model: model).map {
            "\($0.origin.model.provider)/\($0.origin.model.name) by \($0.origin.found.rawValue)"
        }
    }

    @Test func namesAliasesRulesAndDatesFindAModel() throws {
        #expect(try found("openai", "gpt-4o") == "openai/gpt-4o by name")
        #expect(try found("OpenAI", "GPT-4o") == "openai/gpt-4o by name")
        #expect(try found("openai", "chatgpt-4o") == "openai/gpt-4o by name")
        #expect(try found("openai", "openai/gpt-4o") == "openai/gpt-4o by name")
        #expect(try found("openai", "gpt-4o-2024-08-06") == "openai/gpt-4o by rule")
        #expect(try found("openai", "gpt-4o-mini-2024-07-18") == "openai/gpt-4o-mini by withoutDate")
        #expect(try found("openai", "gpt-4o-mini-20240718") == "openai/gpt-4o-mini by withoutDate")
        #expect(try found("openai", "gpt-4o-mini@20240718") == "openai/gpt-4o-mini by withoutDate")
        #expect(try found("openai", "gpt-4o-mini-latest") == "openai/gpt-4o-mini by withoutDate")
    }

    @Test func otherModelsAreNotFound() throws {
        #expect(try found("openai", "gpt-4") == nil)
        #expect(try found("openai", "gpt-4o-mini-2024") == nil)
        #expect(try found("openai", "") == nil)
        #expect(try found("my-gateway", "gpt-4o") == nil)
        #expect(try found("openai", String(repeating: "gpt-4o-2", count: 100)) == nil)
    }

    @Test func aProviderGoesByAnyOfItsNames() throws {
        #expect(try found("gcp.gemini", "gemini-2.5-pro") == "google/gemini-2.5-pro by name")
        #expect(try found("openrouter", "openai/gpt-4o") == "openrouter/openai/gpt-4o by name")
        #expect(try found("litellm", "openai/gpt-4o") == "openai/gpt-4o by name")
        #expect(try found(nil, "gemini-2.5-pro") == "google/gemini-2.5-pro by name")
        #expect(try found("unknown", "gemini/gemini-2.5-pro") == "google/gemini-2.5-pro by name")
    }

    @Test func aLaterSourceWinsModelByModel() throws {
        var table = try PriceTable(text: Self.own)
        table.append(
            try PriceList(
                text: #"{"format":"ltb.prices/1","prices":{"openai":{"gpt-4o":{"input":1,"output":1}}}}"#,
                file: "mine.json"))
        #expect(table.price(provider: "openai", model: "gpt-4o")?.origin.description == "mine.json:1")
        #expect(table.price(provider: "openai", model: "gpt-4o-mini")?.origin.description == "prices.json:4")
        #expect(table.price(provider: "openai", model: "gpt-4o")?.nanoDollars(input: 1, output: 0, at: 0) == 1_000)
    }

    @Test func namesThatAreMeantAreSuggested() throws {
        let table = try PriceTable(text: Self.own)
        #expect(
            table.suggestions(provider: "openai", model: "gtp-4o-mini") == ["openai/gpt-4o-mini"])
        #expect(
            table.suggestions(provider: "openai", model: "gpt4o") == ["openai/gpt-4o", "openrouter/openai/gpt-4o"])
        #expect(table.suggestions(provider: "gemini", model: "gemini-2.5-por") == ["google/gemini-2.5-pro"])
        #expect(table.suggestions(provider: nil, model: "claude-opus").isEmpty)
        #expect(table.suggestions(provider: nil, model: String(repeating: "x", count: 10_000)).isEmpty)
    }

    private static let dated = """
        {"format":"ltb.prices/1","prices":{"openai":{
          "gpt-4o":{"match":"gpt-4o-2024-1*","input":2.5,"output":10},"gpt-4o-2024-05-13":{"input":5,"output":15}}}}
        """

    @Test func aDateIsDroppedOnlyWhereNoSourceHasTheDatedNameApart() throws {
        var table = try PriceTable(text: Self.dated)
        table.append(
            try PriceList(
                text: #"{"format":"ltb.prices/1","prices":{"openai":{"gpt-4o":{"input":1,"output":1}}}}"#,
                file: "mine.json"))
        #expect(try found("openai", "gpt-4o-2024-05-13", table) == "openai/gpt-4o-2024-05-13 by name")
        #expect(try found("openai", "gpt-4o-20240513", table) == "openai/gpt-4o-2024-05-13 by withoutDate")
        // To the first source this date is no model of its own, so that the later one wins.
        let same = try #require(table.price(provider: "openai", model: "gpt-4o-2024-11-20"))
        #expect(same.origin.description == "mine.json:1")
        #expect(table.price(provider: "openai", model: "gpt-4o-2025-01-01")?.origin.description == "mine.json:1")
    }

    @Test func googlesOwnNamesAreFound() throws {
        #expect(try found("gcp.gemini", "models/gemini-2.5-pro") == "google/gemini-2.5-pro by name")
        #expect(try found("openai", "models/gpt-4o") == nil)
    }

    @Test func namesWithSlashesAreSuggestedHoweverTheyAreDivided() throws {
        let table = try PriceTable(
            text: #"{"format":"ltb.prices/1","prices":{"together":{"meta-llama/Llama-3":{"input":1}}}}"#)
        #expect(table.suggestions(provider: "meta-llama", model: "Llama-3") == ["together/meta-llama/Llama-3"])
        #expect(table.suggestions(provider: nil, model: "x/meta-llama/Llama-3") == ["together/meta-llama/Llama-3"])
    }
}
