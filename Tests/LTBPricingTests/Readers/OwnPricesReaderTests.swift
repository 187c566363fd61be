// Owns the tests of our own price files: that what is wrong with one is told with model, key and line.

import LTBPricing
import Testing

@Suite struct OwnPricesReaderTests {
    private func problem(ofModel fields: String) -> String? {
        LTBPricingTests.problem(of: "{\"format\":\"ltb.prices/1\",\n\"prices\":{\"p\":{\"m\":{\n\(fields)}}}}")
    }

    @Test func aWrongPriceNamesModelKeyAndLine() {
        #expect(
            problem(ofModel: #""input":"1,25""#)
                == "prices.json:3: p/m: input: '1,25' is no price; write a decimal number of US dollars such as 1.25, or 0 if free."
        )
        #expect(problem(ofModel: #""output":-1"#)?.hasPrefix("prices.json:3: p/m: output: '-1' is no price") == true)
        #expect(
            problem(ofModel: #""batch":{"input":1e-20}"#)
                == "prices.json:3: p/m: input: 1e-20 is finer than a billionth of a US dollar for a million tokens; round it."
        )
        #expect(
            problem(ofModel: "\"output\":1,\n\"input\":1e30")
                == "prices.json:4: p/m: input: 1e30 is over the largest price, 9,223 US dollars a token; check the unit."
        )
        #expect(problem(ofModel: #""input":[1]"#) == "prices.json:3: p/m: input: a price is a number of US dollars.")
    }

    @Test func anUnknownKeyIsToldWithWhatIsMeant() {
        #expect(
            problem(ofModel: #""inptu":1"#) == "prices.json:3: p/m: inptu: this key is unknown; did you mean 'input'.")
        #expect(
            problem(ofModel: #""flex":{"cashed_input":1}"#)
                == "prices.json:3: p/m: cashed_input: this key is unknown; did you mean 'cached_input'.")
        #expect(
            problem(ofModel: #""tiers":[{"above":1,"x":1}]"#)?
                .hasPrefix("prices.json:3: p/m: x: this key is unknown; use input, cached_input") == true)
    }

    @Test func wrongTimesSizesAndRulesAreTold() {
        #expect(
            problem(ofModel: #""periods":[{"from":"2026-13-01","input":1}]"#)
                == "prices.json:3: p/m: from: '2026-13-01' is no date; write one such as 2026-01-31 or 2026-01-31T12:00:00Z."
        )
        #expect(
            problem(ofModel: #""periods":[{"from":"2026-02-01","until":"2026-01-01","input":1}]"#)
                == "prices.json:3: p/m: from: 'from' is not before 'until'; swap them.")
        #expect(
            problem(ofModel: #""hours":"9-17""#)
                == "prices.json:3: p/m: hours: '9' is no time of day in UTC; write one such as 16:30.")
        #expect(
            problem(ofModel: #""hours":"whenever""#)
                == "prices.json:3: p/m: hours: 'whenever' are no hours in UTC; write them such as 16:30-00:30.")
        #expect(
            problem(ofModel: #""tiers":[{"above":2,"input":1},{"above":1,"input":1}]"#)
                == "prices.json:3: p/m: above: each tier has 'above', larger than that of the one before it.")
        #expect(
            problem(ofModel: #""match":{"regex":"("}"#)
                == "prices.json:3: p/m: match: '(' is no regular expression that can be used here; use equals, "
                + "starts_with, ends_with or contains.")
        #expect(
            problem(ofModel: #""periods":[{"input":1}],"input":1"#)
                == "prices.json:3: p/m: periods: a model has either periods or prices, not both; move 'input' into a period."
        )
    }

    @Test func whatIsNoPriceFileIsTold() {
        let none =
            "prices.json: this is no price file; begin it with 'format: ltb.prices/1', or give LiteLLM's "
            + "model_prices_and_context_window.json or the data of genai-prices as JSON."
        #expect(LTBPricingTests.problem(of: "[]") == none)
        #expect(LTBPricingTests.problem(of: "3") == none)
        #expect(LTBPricingTests.problem(of: "{}") == none)
        #expect(
            LTBPricingTests.problem(of: "{\n\"a\":}") == "prices.json:2: this is no JSON value; correct the JSON text.")
        #expect(
            LTBPricingTests.problem(of: "{\"a\":1,\n\"a\":2}")
                == "prices.json:2: 'a' is there twice; correct the JSON text.")
        #expect(
            LTBPricingTests.problem(of: #"{"format":"ltb.prices/2"}"#)
                == "prices.json:1: format: this version reads only ltb.prices/1.")
    }
}
