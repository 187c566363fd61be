// Owns the tests of what requests cost: subsets, tiers, times, variants, rounding, hostile counts.

import LTBPricing
import LTBTestSupport
import Testing

@Suite struct ModelPriceTests {
    private func price(_ fields: String) throws -> ModelPrice {
        let table = try PriceTable(text: #"{"format":"ltb.prices/1","prices":{"p":{"m":{\#(fields)}}}}"#)
        return try #require(table.price(provider: "p", model: "m"))
    }

    private static let full = """
        "input":2,"cached_input":0.5,"cache_write":2.5,"cache_write_1h":4,"output":10,"reasoning":12,"request":0.001
        """

    @Test func cachedWrittenAndReasoningTokensAreSubsets() throws {
        let cost = try price(Self.full).nanoDollars(
            input: 1_000_000, output: 100_000, cachedInput: 500_000, cacheWrite: 200_000, cacheWriteHour: 50_000,
            reasoning: 40_000, at: 0)
        // 0.60 + 0.25 + 0.375 + 0.20 for the input, 0.60 + 0.48 for the output, 0.001 for the request.
        #expect(cost == 2_506_000_000)
    }

    @Test func whatHasNoPriceOfItsOwnIsPricedAsWhatItIsPartOf() throws {
        let price = try price(#""input":2,"output":10"#)
        let plain = price.nanoDollars(input: 1_000, output: 500, at: 0)
        #expect(plain == 7_000_000)
        let parts = price.nanoDollars(
            input: 1_000, output: 500, cachedInput: 300, cacheWrite: 200, cacheWriteHour: 100, reasoning: 400, at: 0)
        #expect(parts == plain)
        let written = try self.price(#""input":2,"cache_write":3,"output":0"#)
        #expect(written.nanoDollars(input: 100, output: 0, cacheWrite: 100, cacheWriteHour: 100, at: 0) == 300_000)
    }

    @Test func aTierAppliesToTheWholeRequest() throws {
        let price = try price(
            #""input":1.25,"cached_input":0.125,"output":10,"tiers":[{"above":200000,"input":2.5,"output":15}]"#)
        #expect(price.nanoDollars(input: 200_000, output: 1_000, cachedInput: 100_000, at: 0) == 147_500_000)
        #expect(price.nanoDollars(input: 200_001, output: 1_000, cachedInput: 100_000, at: 0) == 277_502_500)
    }

    @Test func geminiOverItsTierCostsWhatGenAIPricesSays() throws {
        let table = try PriceTable(
            text: """
                [{"id":"google","models":[{"id":"gemini-2.5-pro","match":{"starts_with":"gemini-2.5-pro"},"prices":{
                  "input_mtok":{"base":1.25,"tiers":[{"start":200000,"price":2.5}]},
                  "cache_read_mtok":{"base":0.125,"tiers":[{"start":200000,"price":0.25}]},
                  "output_mtok":{"base":10,"tiers":[{"start":200000,"price":15}]}}}]}]
                """)
        let price = try #require(table.price(provider: "google", model: "gemini-2.5-pro"))
        let input = price.nanoDollars(input: 300_000, output: 0, cachedInput: 100_000, at: 0)
        #expect(input == 525_000_000)
        #expect(price.nanoDollars(input: 300_000, output: 1_000, cachedInput: 100_000, at: 0) == 540_000_000)
    }

    @Test func theSumIsRoundedOnceTiesToEven() throws {
        // A quarter, a half and three quarters of a nano-dollar for a token.
        let price = try price(#""input":0.00025,"output":0.0005"#)
        #expect(price.nanoDollars(input: 1, output: 0, at: 0) == 0)
        #expect(price.nanoDollars(input: 2, output: 0, at: 0) == 0)
        #expect(price.nanoDollars(input: 1, output: 1, at: 0) == 1)
        #expect(price.nanoDollars(input: 2, output: 1, at: 0) == 1)
        #expect(price.nanoDollars(input: 4, output: 1, at: 0) == 2)
        #expect(price.nanoDollars(input: 10, output: 0, at: 0) == 2)
    }

    @Test func thePriceIsThatOfTheRequestsTime() throws {
        let price = try price(
            """
            "periods":[{"until":"2026-01-01","input":3,"output":0},
              {"from":"2026-01-01","hours":"16:30-00:30","input":1,"output":0},
              {"from":"2026-01-01","until":"2027-01-01T00:00:00Z","input":2,"output":0}]
            """)
        func cost(_ time: String) -> Int64? { price.nanoDollars(input: 1_000, output: 0, at: nanoseconds(time)) }
        #expect(cost("2025-12-31T23:59:59.999999999Z") == 3_000_000)
        #expect(cost("2026-01-01T00:00:00Z") == 1_000_000)
        #expect(cost("2026-01-01T00:30:00Z") == 2_000_000)
        #expect(cost("2026-01-01T16:29:59Z") == 2_000_000)
        #expect(cost("2026-01-01T16:30:00Z") == 1_000_000)
        #expect(cost("2027-01-01T12:00:00Z") == nil)
        #expect(price.reason(input: 1, output: 0, at: nanoseconds("2027-01-01T12:00:00Z")) == .notPricedThen)
    }

    @Test func aVariantReplacesPricesAndTheRestIsStandard() throws {
        let price = try price(
            """
            "input":2,"output":10,"tiers":[{"above":1000,"input":4,"output":20}],
            "batch":{"input":1,"output":5,"tiers":[{"above":1000,"input":3}]},"flex":{"input":1.5}
            """)
        func cost(_ input: Int64, _ tier: ServiceTier) -> Int64? {
            price.nanoDollars(input: input, output: 1_000, at: 0, tier: tier)
        }
        #expect(cost(1_000, .standard) == 12_000_000)
        #expect(cost(2_000, .standard) == 28_000_000)
        #expect(cost(1_000, .batch) == 6_000_000)
        #expect(cost(2_000, .batch) == 11_000_000)
        #expect(cost(1_000, .flex) == 11_500_000)
        #expect(cost(2_000, .flex) == 23_000_000)
        #expect(cost(2_000, .priority) == 28_000_000)
    }

    @Test func aMissingPriceIsUnknownAndZeroIsFree() throws {
        #expect(try price(#""input":0,"output":0"#).nanoDollars(input: 5, output: 5, at: 0) == 0)
        let embedding = try price(#""input":2"#)
        #expect(embedding.nanoDollars(input: 1_000, output: -1, at: 0) == 2_000_000)
        #expect(embedding.nanoDollars(input: 1_000, output: 1, at: 0) == nil)
        #expect(embedding.reason(input: 1_000, output: 1, at: 0) == .noPrice(.output))
        let byImage = try price(#""other":{"image":0.04}"#)
        #expect(byImage.nanoDollars(input: 1, output: 1, at: 0) == nil)
        #expect(byImage.reason(input: 1, output: 1, at: 0) == .notPricedByToken(["image"]))
    }

    @Test func everyRequestWithoutACostHasAReason() throws {
        let price = try price(Self.full)
        #expect(price.reason(input: 1, output: 1, at: 0) == nil)
        #expect(price.reason(input: -1, output: 1, at: 0) == .inputNotMeasured)
        #expect(price.reason(input: 1, output: -1, at: 0) == .outputNotMeasured)
        #expect(price.reason(input: 10, output: 1, cachedInput: 6, cacheWrite: 5, at: 0) == .inputPartsExceedIt)
        #expect(price.reason(input: 10, output: 1, cachedInput: 11, at: 0) == .inputPartsExceedIt)
        #expect(price.reason(input: 10, output: 1, cacheWrite: 1, cacheWriteHour: 2, at: 0) == .inputPartsExceedIt)
        #expect(price.reason(input: 10, output: 1, reasoning: 2, at: 0) == .reasoningExceedsOutput)
        #expect(price.reason(input: .max, output: .max, at: 0) == .tooLarge)
        #expect(try self.price(#""output":1"#).reason(input: 1, output: 1, at: 0) == .noPrice(.input))
    }

    /// Against the same sum in another order, of any width.
    @Test func anyCountsGiveTheExactSumOrNone() throws {
        var generator = SplitMix64(seed: 2)
        let price = try price(
            #""input":9223372036,"cached_input":1,"cache_write":0.000000001,"output":123456.789,"reasoning":7"#)
        func count() -> Int64 {
            let bits = Int64.random(in: 0..<64, using: &generator)
            return Int64(truncatingIfNeeded: generator.next()) >> bits
        }
        for _ in 0..<20_000 {
            let (input, output) = (count(), count())
            let (cached, written, reasoning) = (count(), count(), count())
            let cost = price.nanoDollars(
                input: input, output: output, cachedInput: cached, cacheWrite: written, reasoning: reasoning,
                at: count())
            let (hit, wrote, thought) = (Int128(max(0, cached)), Int128(max(0, written)), Int128(max(0, reasoning)))
            let plain = Int128(input) - hit - wrote
            let answered = Int128(output) - thought
            guard input >= 0, output >= 0, plain >= 0, answered >= 0 else {
                #expect(cost == nil)
                continue
            }
            // In units of 2^-32, so that nothing overflows that is compared: only small sums are.
            let fits = plain < 1 << 32 && hit < 1 << 48 && wrote < 1 << 62 && answered < 1 << 48 && thought < 1 << 48
            if let cost, fits {
                let femto =
                    plain * 9_223_372_036_000_000_000 + hit * 1_000_000_000 + wrote + answered * 123_456_789_000_000
                    + thought * 7_000_000_000
                let error = (Int128(cost) * 1_000_000 - femto).magnitude
                #expect(error <= 500_000)
            }
        }
    }
}
