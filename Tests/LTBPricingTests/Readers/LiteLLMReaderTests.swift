// Owns the tests of reading LiteLLM's table: its keys, what stands in for what is missing, and its real file.

import FoundationEssentials
import LTBPricing
import Testing

@Suite struct LiteLLMReaderTests {
    private func cost(
        _ fields: String, provider: String = "openai", input: Int64, output: Int64 = 0, cached: Int64 = 0,
        written: Int64 = 0, hour: Int64 = 0, reasoning: Int64 = 0, at time: Int64 = 0, _ tier: ServiceTier = .standard
    ) throws -> Int64? {
        let table = try PriceTable(text: #"{"m":{"litellm_provider":"\#(provider)",\#(fields)}}"#)
        return try #require(table.price(provider: provider, model: "m")).nanoDollars(
            input: input, output: output, cachedInput: cached, cacheWrite: written, cacheWriteHour: hour,
            reasoning: reasoning, at: time, tier: tier)
    }

    private static let plain = #""input_cost_per_token":2e-06,"output_cost_per_token":1e-05"#

    @Test func sizesAndVariantsCombine() throws {
        let fields =
            Self.plain + """
                ,"input_cost_per_token_above_200k_tokens":4e-06,"input_cost_per_token_priority":3e-06,
                "cache_read_input_token_cost":1e-06,"cache_read_input_token_cost_above_200k_tokens_priority":5e-06,
                "cache_creation_input_token_cost_above_1hr":8e-06,
                "cache_creation_input_token_cost_above_1hr_above_200k_tokens":9e-06
                """
        #expect(try cost(fields, input: 200_000) == 400_000_000)
        #expect(try cost(fields, input: 200_001) == 800_004_000)
        #expect(try cost(fields, input: 200_000, .priority) == 600_000_000)
        // What the size prices in the variant, then at the size, then in the variant.
        #expect(try cost(fields, input: 300_000, cached: 300_000, .priority) == 1_500_000_000)
        #expect(try cost(fields, input: 300_000, .priority) == 1_200_000_000)
        #expect(try cost(fields, input: 300_000, cached: 300_000) == 300_000_000)
        #expect(try cost(fields, input: 1_000, written: 1_000, hour: 1_000) == 8_000_000)
        #expect(try cost(fields, input: 300_000, written: 300_000, hour: 300_000) == 2_700_000_000)
        #expect(try cost(fields, input: 200_000, .fast) == 600_000_000)
        #expect(try cost(fields, input: 200_000, .flex) == 400_000_000)
    }

    @Test func xAIBillsTheHigherPriceFromTheSizeOn() throws {
        let fields = Self.plain + #","input_cost_per_token_above_128k_tokens":4e-06"#
        #expect(try cost(fields, provider: "xai", input: 128_000) == 512_000_000)
        #expect(try cost(fields, provider: "xai", input: 127_999) == 255_998_000)
    }

    @Test func aBatchHasItsOwnPricesOrCostsHalf() throws {
        #expect(try cost(Self.plain, input: 1_000, output: 100, .batch) == 1_500_000)
        let own = Self.plain + #","input_cost_per_token_batches":5e-07"#
        #expect(try cost(own, input: 1_000, output: 100, .batch) == 1_000_000)
    }

    @Test func aTierWithoutAWholeRangeIsTold() {
        func problem(_ tier: String) -> String? {
            LTBPricingTests.problem(
                of: #"{"m":{"litellm_provider":"x","tiered_pricing":["# + "\n{\(tier)}]}}")
        }
        let price = #""input_cost_per_token":1"#
        #expect(problem(#""range":[0,256000.0],"# + price) == nil)
        #expect(problem(#""range":[0,null],"# + price) == nil)
        #expect(
            problem(#""range":[0,"x"],"# + price)
                == "prices.json:2: m: range: a whole number of tokens is due here, such as 200000.")
        #expect(
            problem(#""range":[9,9],"# + price)
                == "prices.json:2: m: range: a range ends after its start; swap the two.")
        #expect(
            problem(#""range":[],"# + price) == "prices.json:2: m: range: a range has two numbers of tokens.")
        #expect(
            problem(price)
                == "prices.json:2: m: tiered_pricing: a tier with prices of tokens has a 'range' such as [0, 128000].")
        #expect(problem(#""max_results_range":[0,25],"input_cost_per_query":0.1"#) == nil)
    }

    @Test func tieredPricingReplacesAllElse() throws {
        let fields = """
            "tiered_pricing":[
              {"range":[0,256000.0],"input_cost_per_token":1e-06,"output_cost_per_token":2e-06,
               "cache_read_input_token_cost":5e-07,"output_cost_per_reasoning_token":3e-06},
              {"range":[256000.0,1000000.0],"input_cost_per_token":3e-06,"output_cost_per_token":4e-06}]
            """
        #expect(try cost(fields, input: 256_000, cached: 56_000) == 228_000_000)
        #expect(try cost(fields, input: 300_000, cached: 100_000) == 900_000_000)
        #expect(try cost(fields, input: 2_000_000, output: 1_000_000, reasoning: 500_000) == 10_000_000_000)
        #expect(try cost(fields, input: 1, output: 2, reasoning: 1) == 6_000)
    }

    @Test func offPeakPricesApplyAtTheirHours() throws {
        let fields =
            Self.plain + """
                ,"off_peak_pricing":{"input_cost_per_token":1e-06,
                "windows":[{"hours_utc":["16:30-00:30"],"weekdays":[1,2,3,4,5]},{"hours_utc":"00:00-00:00","weekdays":[6,7]}]}
                """
        #expect(try cost(fields, input: 10, at: nanoseconds("2026-11-20T16:30:00Z")) == 10_000)
        #expect(try cost(fields, input: 10, at: nanoseconds("2026-11-20T12:00:00Z")) == 20_000)
        #expect(try cost(fields, input: 10, at: nanoseconds("2026-11-21T12:00:00Z")) == 10_000)
        #expect(try cost(fields, input: 10, output: 10, at: nanoseconds("2026-11-21T12:00:00Z")) == 110_000)
    }

    @Test func keysAreFoundAsLiteLLMFindsThem() throws {
        func entry(of provider: String) -> String { #"{"litellm_provider":"\#(provider)",\#(Self.plain)}"# }
        let table = try PriceTable(
            text: """
                {"sample_spec":\(entry(of: "x")),"gpt-4o":\(entry(of: "openai")),"azure/gpt-4o":\(entry(of: "azure")),
                 "vertex_ai/claude":\(entry(of: "vertex_ai-anthropic_models")),"gemini-pro":\(entry(of: "vertex_ai-language-models")),
                 "bedrock/us-east-1/claude":\(entry(of: "bedrock")),"anthropic.claude":\(entry(of: "bedrock_converse"))}
                """)
        func found(_ provider: String?, _ model: String) -> String? {
            table.price(provider: provider, model: model).map { "\($0.origin.model.provider)/\($0.origin.model.name)" }
        }
        #expect(found("openai", "gpt-4o") == "openai/gpt-4o")
        #expect(found("azure", "gpt-4o") == "azure/gpt-4o")
        #expect(found(nil, "azure/gpt-4o") == "azure/gpt-4o")
        #expect(found(nil, "gpt-4o") == "openai/gpt-4o")
        #expect(found("vertex_ai", "claude") == "vertex_ai/claude")
        #expect(found("gcp.vertex_ai", "gemini-pro") == "vertex_ai/gemini-pro")
        #expect(found("aws.bedrock", "us-east-1/claude") == "bedrock/us-east-1/claude")
        #expect(found("bedrock", "anthropic.claude") == "bedrock_converse/anthropic.claude")
        #expect(found(nil, "sample_spec") == nil)
    }

    @Test func aKeyStandsBeforeTheRestOfAnother() throws {
        for keys in [["p/sonar", "p/p/sonar", "sonar"], ["sonar", "p/p/sonar", "p/sonar"]] {
            let entries = keys.map { #""\#($0)":{"litellm_provider":"p",\#(Self.plain)}"# }
            let table = try PriceTable(text: "{\(entries.joined(separator: ",\n"))}")
            func line(_ model: String) -> Int? { table.price(provider: "p", model: model)?.origin.model.line }
            #expect(line("p/sonar").map { keys[$0 - 1] } == "p/sonar")
            #expect(line("sonar").map { keys[$0 - 1] } == "p/sonar")
            #expect(line("p/p/sonar").map { keys[$0 - 1] } == "p/p/sonar")
        }
    }

    @Test func anUnknownPriceKeyIsToldAndAWrongPriceNamesItsPlace() throws {
        let list = try PriceList(
            text: #"{"m":{"litellm_provider":"p","input_cost_per_dream":1,"supports_costly_things":true}}"#)
        #expect(
            list.notices == [
                "prices.json: the key 'input_cost_per_dream' of 1 model looks like a price and is unknown; it has no effect."
            ])
        #expect(
            problem(of: "{\"m\":{\"litellm_provider\":\"p\",\n\"input_cost_per_token\":\"free\"}}")
                == "prices.json:2: m: input_cost_per_token: 'free' is no price; write a decimal number of US dollars such "
                + "as 1.25, or 0 if free.")
    }

    @Test(.enabled(if: SharedPrices.liteLLM != nil, "no shared data beside the project"))
    func theRealFileIsReadAndNoneOfItsPricesIsIgnoredSilently() throws {
        let text = try #require(SharedPrices.liteLLM)
        let list = try PriceList(json: text, file: "litellm.json")
        #expect(list.models.count > 4_000)
        #expect(list.notices.isEmpty)
        let table = PriceTable([list])
        let price = try #require(table.price(provider: "openai", model: "gpt-4o"))
        #expect(price.nanoDollars(input: 1_000, output: 100, cachedInput: 400, at: 0) == 3_000_000)
    }

    @Test func modelsWithoutAProviderAreTold() throws {
        let list = try PriceList(
            text:
                #"{"a":{"litellm_provider":"p"},"b":{"input_cost_per_token":1e-6},"c":{"input_cost_per_token":1e-6},"d":{}}"#,
            file: "l.json")
        #expect(
            list.notices == ["l.json: 'b' and 1 more cannot be found, as no litellm_provider is named there."])
    }

    @Test func negativePricesByOtherUnitsAreRefused() {
        #expect(
            problem(of: #"{"m":{"litellm_provider":"p","input_cost_per_image":-0.04}}"#)?.contains(
                "input_cost_per_image: '-0.04' is no price") == true)
    }
}

/// The price tables that lie beside the project, where there are any.
enum SharedPrices {
    private static let folder = "\(#filePath.components(separatedBy: "/Tests/")[0])/../shared/data/prices"

    /// LiteLLM's table.
    static let liteLLM = FileManager.default.contents(
        atPath: "\(folder)/litellm_model_prices_and_context_window.json"
    ).map { [UInt8]($0) }
}
