// Owns the tests of our own price files: that what is wrong with one is told with model, key and line.

import LTBPricing
import Testing

@Suite struct OwnPricesReaderTests {
    private func problem(ofModel fields: String) -> String? {
        LTBPricingTests.problem(of: "{\"format\":\"ltb.prices/1\",\n\"prices\":{\"p\":{\"m\":{\n\(fields)}}}}")
    }

    private func problem(ofFile fields: String) -> String? {
        LTBPricingTests.problem(of: "{\"format\":\"ltb.prices/1\",\n\(fields)}")
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

    @Test func aPeriodThatNeverAppliesIsTold() {
        func problem(_ periods: String...) -> String? {
            self.problem(ofModel: "\"periods\":[\n\(periods.map { "{\($0),\"input\":1}" }.joined(separator: ",\n"))]")
        }
        let never =
            "p/m: periods: this period never applies, as the first that is valid counts and those before it take all "
            + "of its time; put it before them."
        #expect(problem(#""hours":"00:00-00:00""#, #""from":"2026-01-01""#) == "prices.json:5: " + never)
        #expect(
            problem(#""until":"2026-02-01""#, #""from":"2026-01-01""#, #""hours":"09:00-10:00""#)
                == "prices.json:6: " + never)
        #expect(
            problem(
                #""until":"2026-02-01","hours":"09:00-10:00""#, #""until":"2026-01-01","hours":"09:00-10:00""#)
                == "prices.json:5: " + never)
        #expect(problem(#""hours":"09:00-10:00""#, #""hours":"09:00-11:00""#, #""from":"2026-01-01""#) == nil)
        #expect(problem(#""until":"2026-01-01""#, #""from":"2026-02-01""#, #""hours":"09:00-10:00""#) == nil)
    }

    @Test func kindsDatesAndNamesThatDifferOnlyInCaseAreTold() {
        func problem(_ text: String) -> String? {
            LTBPricingTests.problem(of: "{\"format\":\"ltb.prices/1\",\n\(text)}")
        }
        #expect(
            problem(#""rules_only":"yes""#)
                == "prices.json:2: rules_only: true or false is due here, without quotes.")
        #expect(
            problem(#""date":"2026-02-30""#)
                == "prices.json:2: date: '2026-02-30' is no date; write one such as 2026-01-31 or 2026-01-31T12:00:00Z."
        )
        #expect(
            problem("\"prices\":{\"p\":{\"m\":{}},\n\"P\":{\"M\":{}}}")
                == "prices.json:3: P/M: this model is there twice, first in line 2, as case does not matter; leave one "
                + "of them out.")
        #expect(problem(#""rules_only":true,"prices":{"p":{"m":{},"M":{}}}"#) == nil)
    }

    @Test func aNameThatIsThereTwiceIsToldWithItsModelAndBothLines() {
        #expect(
            problem(ofModel: "\"input\":1,\n\"output\":1,\n\"input\":2")
                == "prices.json:5: p/m: input: this name is there twice, first in line 3; leave one of them out.")
        #expect(
            problem(ofModel: "\"input\":1},\n\"m\":{\"input\":2")
                == "prices.json:4: p/m: this name is there twice, first in line 2; leave one of them out.")
        #expect(
            problem(ofModel: "\"batch\":{\"input\":1,\n\"input\":2}")
                == "prices.json:4: p/m: input: this name is there twice, first in line 3; leave one of them out.")
        #expect(
            LTBPricingTests.problem(of: "{\"gpt-4o\":{\"mode\":1,\n\"mode\":2}}")
                == "prices.json:2: gpt-4o: mode: this name is there twice, first in line 1; leave one of them out.")
        #expect(
            LTBPricingTests.problem(of: "{\"format\":1,\n\"format\":2}")
                == "prices.json:2: format: this name is there twice, first in line 1; leave one of them out.")
    }

    @Test func whatIsNoPriceFileIsTold() {
        let none =
            "prices.json: this is no price file; begin it with 'format: ltb.prices/1', or give LiteLLM's "
            + "model_prices_and_context_window.json or the data of genai-prices as JSON."
        #expect(LTBPricingTests.problem(of: "[]") == none)
        #expect(LTBPricingTests.problem(of: "3") == none)
        #expect(LTBPricingTests.problem(of: "{}") == none)
        #expect(
            LTBPricingTests.problem(of: "{\n\"a\":}") == "prices.json:2: this is no JSON value; correct the file.")
        #expect(
            LTBPricingTests.problem(of: #"{"format":"ltb.prices/2"}"#)
                == "prices.json:1: format: this version reads only ltb.prices/1.")
    }

    @Test func aPriceThatIsForgottenIsTold() {
        let advice = "a price is missing here; write 0 if free, or leave the key out if it is unknown."
        #expect(problem(ofModel: #""output":1,"input":null"#) == "prices.json:3: p/m: input: \(advice)")
        #expect(
            problem(ofModel: "\"input\":1,\"tiers\":[{\"above\":5,\n\"input\":null}]")
                == "prices.json:4: p/m: input: \(advice)")
    }

    @Test func aFileWithoutModelsIsTold() {
        let none = "prices.json: there is no model in this price file; add one with its prices."
        #expect(LTBPricingTests.problem(of: #"{"format":"ltb.prices/1","prices":{}}"#) == none)
        #expect(LTBPricingTests.problem(of: #"{"format":"ltb.prices/1","prices":{"p":{}}}"#) == none)
        #expect(LTBPricingTests.problem(of: #"{"a":{"litellm_provider":"x"}}"#) == nil)
        #expect(LTBPricingTests.problem(of: #"{"format":"ltb.prices/1","providers":{"p":{"match":"p*"}}}"#) == nil)
    }

    @Test func aFileThatDoesNotSayItsFormatIsReadAndTold() throws {
        let notices = { (text: String) in try PriceList(json: Array(text.utf8), file: "prices.json").notices }
        #expect(
            try notices(#"{"prices":{"p":{"m":{"input":1}}}}"#)
                == ["prices.json: the format is missing; write 'format: ltb.prices/1' as the first line."])
        #expect(try notices(#"{"format":"ltb.prices/1","prices":{"p":{"m":{"input":1}}}}"#) == [])
    }

    @Test func aNameOfTwoModelsIsRefusedBeItAnAlias() {
        #expect(
            problem(ofFile: "\"prices\":{\"p\":{\"a\":{\"aliases\":[\"B\"]},\n\"b\":{}}}")
                == "prices.json:2: p/a: aliases: the name 'B' is there twice, as it is one of 'b' in line 3, too; leave one "
                + "of them out.")
        #expect(
            problem(ofFile: "\"prices\":{\"p\":{\"a\":{\"aliases\":[\"c\"]},\n\"d\":{\"aliases\":\"c\"}}}")
                == "prices.json:3: p/d: aliases: the name 'c' is there twice, as it is one of 'a' in line 2, too; leave one "
                + "of them out.")
        #expect(problem(ofFile: #""prices":{"p":{"a":{"aliases":["a","c","c"]}},"q":{"d":{"aliases":"c"}}}"#) == nil)
    }

    @Test func whoseModelABareNameMeansCanBeSaid() throws {
        let prices = #""prices":{"p":{"m":{"input":1}},"q":{"m":{"input":2}}}"#
        let list = try PriceList(text: #"{"format":"ltb.prices/1","without_provider":{"M":"Q"},\#(prices)}"#)
        #expect(PriceTable([list]).price(provider: nil, model: "m")?.origin.model.provider == "q")
        #expect(
            problem(ofFile: "\"without_provider\":{\"m\":\"r\"},\n\(prices)")
                == "prices.json:2: m: 'r' has no model of this name in the file; name a provider that has it.")
    }

    @Test func pricesByOtherUnitsAreChecked() {
        #expect(
            problem(ofModel: #""other":{"image":-0.04}"#)
                == "prices.json:3: p/m: image: '-0.04' is no price; write a decimal number of US dollars such as 1.25, or 0 "
                + "if free.")
        #expect(
            problem(ofModel: #""other":{"page":1e999}"#)
                == "prices.json:3: p/m: page: 1e999 is over the largest price, 9,223 US dollars a token; check the unit."
        )
    }

    @Test func aStarInANameIsToldToBeNoRule() throws {
        let list = try PriceList(
            text: #"{"format":"ltb.prices/1","prices":{"p":{"m-*":{"input":1},"n-*":{"match":"n-*","input":1}}}}"#)
        #expect(
            list.notices == [
                "prices.json:1: p/m-*: '*' stands for itself in the name of a model; write a rule as its 'match' if any "
                    + "text is meant."
            ])
    }
}
