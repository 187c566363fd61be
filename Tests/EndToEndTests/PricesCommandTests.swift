// Owns the tests of `ltb-analyze prices` as its users run it.

import LTBTestSupport
import Testing

@Suite struct PricesCommandTests {
    private let logs: AnalyzedFolder

    private static let prices = """
        format: ltb.prices/1
        date: 2026-01-01
        prices:
          acme:
            small:
              aliases: [tiny]
              input: 1
              cached_input: 0.1
              output: 2
              batch: {output: 1}
              tiers:
                - above: 200000
                  input: 1.5
            large:
              periods:
                - {until: 2026-01-01, hours: "16:30-00:30", input: 1}
                - {from: 2026-01-01, input: 2, request: 0.01}
              other: {image: 0.04}
        """

    init() throws {
        logs = try AnalyzedFolder()
        try logs.folder.write("prices.yaml", Array(Self.prices.utf8))
    }

    private func prices(_ arguments: String..., input: String = "") throws -> CommandResult {
        try logs.analyze(["prices"] + arguments, input: input)
    }

    @Test func aListHasALineAModel() throws {
        let result = try prices("list", "--prices", "prices.yaml", "--no-builtin")
        #expect(result.exitCode == 0)
        #expect(
            result.output == """
                MODEL       INPUT  CACHED  OUTPUT  SOURCE
                acme/large      2       -       -  prices.yaml
                acme/small      1     0.1       2  prices.yaml

                """)
        #expect(
            try prices("list", "SMALL", "--prices", "prices.yaml", "--no-builtin").output.split(separator: "\n").count
                == 2)
        #expect(try prices("list", "gpt-4o").output.contains("openai/gpt-4o "))
        #expect(
            try prices("list", "--no-builtin").error
                == "ltb-analyze: there are no prices to list: --no-builtin leaves out the built-in ones; add --prices and "
                + "a file that has models.\n")
        let nothing = try prices("list", "no such model")
        #expect(nothing.exitCode == 1)
        #expect(
            nothing.error
                == "ltb-analyze: no model has 'no such model' in its name. ltb-analyze prices list shows the names.\n")
    }

    @Test func aModelIsShownWithAllItsPrices() throws {
        let small = try prices("show", "acme/tiny", "--prices", "prices.yaml")
        #expect(small.exitCode == 0)
        #expect(
            small.output == """
                acme/small
                source: prices.yaml:5 (found by name)
                also: tiny

                always:
                  standard: input 1, cached_input 0.1, output 2
                  standard above 200,000 input tokens: input 1.5, cached_input 0.1, output 2
                  batch: input 1, cached_input 0.1, output 1
                  batch above 200,000 input tokens: input 1.5, cached_input 0.1, output 1

                """)
        let large = try prices("show", "large", "--prices", "prices.yaml")
        #expect(
            large.output == """
                acme/large
                source: prices.yaml:14 (found by name)

                until 2026-01-01 16:30-00:30 UTC:
                  standard: input 1

                from 2026-01-01:
                  standard: input 2, request 0.01

                known and not applied, in dollars for one: image 0.04

                """)
    }

    @Test func anUnknownModelIsToldWithSimilarNames() throws {
        let result = try prices("show", "openai/gtp-4o-mini")
        #expect(result.exitCode == 1)
        #expect(
            result.error == "ltb-analyze: no price table has 'openai/gtp-4o-mini'. Did you mean openai/gpt-4o-mini?\n")
    }

    @Test func checkSaysWhatAFileHasOrWhereItIsWrong() throws {
        let fine = try prices("check", "prices.yaml")
        #expect(fine.exitCode == 0)
        #expect(fine.output == "prices.yaml: 2 models of 1 provider, of 2026-01-01.\n")
        let marked = try prices("check", "-", input: "\u{FEFF}" + Self.prices)
        #expect(marked.output == "standard input: 2 models of 1 provider, of 2026-01-01.\n")
        let other = #"{"m":{"litellm_provider":"p","input_cost_per_token":1e-6,"input_cost_per_moon":1}}"#
        #expect(
            try prices("check", "-", input: other).output == """
                standard input: 1 model of 1 provider.
                standard input: the key 'input_cost_per_moon' of 1 model looks like a price and is unknown; it has no effect.

                """)
        try logs.folder.write(
            "wrong.yaml", Array(Self.prices.replacing("cached_input: 0.1", with: "cahced_input: 0.1").utf8))
        let wrong = try prices("check", "wrong.yaml", "prices.yaml")
        #expect(wrong.exitCode == 2)
        #expect(wrong.output == fine.output)
        #expect(
            wrong.error
                == "ltb-analyze: wrong.yaml:8: acme/small: cahced_input: this key is unknown; did you mean 'cached_input'.\n"
        )
        let twice = Self.prices.replacing("output: 2\n", with: "output: 2\n      input: 3\n")
        #expect(
            try prices("check", "-", input: twice).error
                == "ltb-analyze: standard input:10: acme/small: input: this name is there twice, first in line 7; leave "
                + "one of them out.\n")
        #expect(try prices("check", "none.yaml").exitCode == 1)
        #expect(try prices("check", "wrong.yaml", "none.yaml").exitCode == 1)
    }

    @Test func aConvertedFileHasTheSamePrices() throws {
        let converted = try prices("convert", "prices.yaml")
        #expect(converted.exitCode == 0)
        try logs.folder.write("prices.json", converted.outputBytes)
        for model in ["acme/tiny", "large"] {
            let old = try prices("show", model, "--prices", "prices.yaml").output.split(separator: "\n")
            let new = try prices("show", model, "--prices", "prices.json").output.split(separator: "\n")
            // A variant is written in full, which costs the same; the line of the source differs, too.
            let isSame = { (line: Substring) in !line.hasPrefix("source") && !line.hasPrefix("  batch") }
            #expect(old.filter(isSame) == new.filter(isSame))
            #expect(old.count == new.count)
        }
        #expect(try prices("convert", "prices.json").output == converted.output)
    }

    @Test func aListHasThePricesOfNowAndNoOthers() throws {
        try logs.folder.write(
            "times.yaml",
            Array(
                """
                format: ltb.prices/1
                prices:
                  acme:
                    future: {from: 2200-01-01, input: 5}
                    hours:
                      periods:
                        - {hours: "00:00-12:00", input: 1}
                        - {hours: "12:00-00:00", input: 1}
                        - {input: 3}
                    past: {until: 2026-01-01, input: 4}
                """.utf8))
        #expect(
            try prices("list", "--prices", "times.yaml", "--no-builtin").output == """
                MODEL        INPUT  CACHED  OUTPUT  SOURCE
                acme/future      -       -       -  times.yaml
                acme/hours       1       -       -  times.yaml
                acme/past        -       -       -  times.yaml

                """)
    }

    @Test func daysOfTheWeekAreShown() throws {
        try logs.folder.write(
            "days.yaml",
            Array(
                """
                format: ltb.prices/1
                prices:
                  acme:
                    b:
                      periods:
                        - {hours: {at: "01:00-02:00", days: [1, 7], utc_offset_hours: 8}, input: 1}
                        - {input: 3}
                """.utf8))
        #expect(
            try prices("show", "acme/b", "--prices", "days.yaml").output.contains(
                "\n01:00-02:00 UTC on Mon, Sun of UTC+8:\n"))
    }
}
