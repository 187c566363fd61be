// Owns the tests of the verdict of `ltb-analyze cost --budget`, and of what a cost lacks.

import LTBTestSupport
import Testing

@Suite struct BudgetTests: PricedRun {
    let logs: AnalyzedFolder

    init() throws {
        logs = try Self.pricedLogs()
    }

    @Test func aBudgetHasAVerdict() throws {
        #expect(try cost("--budget", "5USD").exitCode == 0)
        let lacking = try cost("--budget", "3.55")
        #expect(lacking.exitCode == 0)
        #expect(
            lacking.error.plain
                == "ltb-analyze: --budget: the computed cost of $3.55 is within the budget of $3.55, but it is a lower "
                + "bound: 1 request could not be priced.\n")
        let over = try cost("--budget", "$3.54")
        #expect(over.exitCode == 2)
        #expect(over.error == "ltb-analyze: --budget: the computed cost is at least $3.55, over the budget of $3.54.\n")
        let unpriced = try logs.analyze("cost", "run.jsonl.zst", "--no-builtin", "--budget", "5USD")
        #expect(unpriced.exitCode == 3)
        #expect(
            unpriced.error
                == "ltb-analyze: --budget: no request could be priced (add prices with --prices), so that nothing can be "
                + "compared with the budget.\n")
        #expect(try cost("--budget", "5EUR").exitCode == 64)
        #expect(try cost("--budget", "-5").exitCode == 64)
    }

    @Test func whatALogLostIsToldWithTheCostsAndWithTheVerdictOfTheBudget() throws {
        let lines = ["small", "large", "small"].map { Self.request("Completed", $0, 100_000, 0, "") }
        let ends = try logs.writeLog("whole.jsonl.zst", frames: lines.map { [$0] } + [["no event"]])
        try logs.copy("whole.jsonl.zst", to: "torn.jsonl.zst") { $0[ends[0] + 20] ^= 0xFF }
        func torn(_ options: String...) throws -> CommandResult {
            try logs.analyze(["cost", "torn.jsonl.zst", "--prices", "prices.yaml", "--no-builtin"] + options)
        }
        let text = try torn("--budget", "1")
        #expect(text.exitCode == 0)
        #expect(
            text.output.plain == """
                torn.jsonl.zst · 15 January 2026, 10:29:59–10:30:00 UTC

                Computed         $0.20  2 requests, $100 per 1,000
                Recorded  not recorded

                Damaged log: 165 B of 568 B (29.0 %) in 1 frame could not be read.
                Skipped lines: 1 line is not in the figures: 1 invalid_json.
                  torn.jsonl.zst, line 3 (frame 3): invalid_json

                COST BY MODEL
                model       requests  computed  drift  per 1,000  cache saved  failed  unpriced
                acme/small         2     $0.20      –       $100           $0      $0         0
                No cost was recorded.

                The cost is a lower bound: 165 B in 1 frame could not be read, 1 line was skipped; none of that
                counts as $0.
                Prices: prices.yaml of 2026-01-01.

                """)
        #expect(
            text.error.plain
                == "ltb-analyze: --budget: the computed cost of $0.2 is within the budget of $1, but it is a lower "
                + "bound: 165 B in 1 frame could not be read, 1 line was skipped.\n")
        let markdown = try torn("--format", "markdown").output.plain
        #expect(markdown.contains("> - **Damaged log:** "))
        let json = try torn("--format", "json").output
        #expect(json.contains("\"damaged_frames\": 1,"))
        let over = try torn("--budget", "0.1")
        #expect(over.exitCode == 2)
        #expect(
            over.error == "ltb-analyze: --budget: the computed cost is at least $0.2, over the budget of $0.1.\n")
        #expect(try torn("--strict", "--budget", "1").exitCode == 2)
    }

    @Test func failedRequestsWithoutUsageLackNoPrice() throws {
        let failure = Self.request("Failed", "small", 0, 0, #","error_type":"timeout""#)
        try logs.writeLog("failed.jsonl.zst", [failure, failure.replacing("small", with: "lagre")])
        func failed(_ options: String...) throws -> CommandResult {
            try logs.analyze(["cost", "failed.jsonl.zst", "--prices", "prices.yaml", "--no-builtin"] + options)
        }
        let result = try failed("--budget", "1")
        #expect(result.exitCode == 3)
        #expect(
            result.error
                == "ltb-analyze: --budget: 2 requests failed and report no usage, so that nothing can be compared with "
                + "the budget.\n")
        #expect(
            result.output.plain == """
                failed.jsonl.zst · 15 January 2026, 10:29:59–10:30:00 UTC

                Computed  no usage
                Recorded  no usage

                COST BY MODEL
                model       requests  recorded  computed  drift  per 1,000  cache saved  failed  unpriced
                acme/lagre         1  no usage  no usage      –          –            –       –         0
                acme/small         1  no usage  no usage      –          –            –       –         0
                all                2  no usage  no usage      –          –            –       –         0

                2 failed requests report no usage, so they cost nothing as far as is known, and no price is missing.
                Prices: prices.yaml of 2026-01-01.

                """)
        #expect(try failed("--format", "json").output.contains("\"requests_without_usage\": 2,\n"))
        try logs.writeLog(
            "untold.jsonl.zst",
            [Self.request("Completed", "small", 0, 0, "").replacing(#""input_tokens":0,"#, with: "")])
        #expect(
            try logs.analyze("cost", "untold.jsonl.zst", "--prices", "prices.yaml", "--budget", "1").error
                == "ltb-analyze: --budget: no request tells how many tokens it used (have their counts recorded), so that "
                + "nothing can be compared with the budget.\n")
    }

    @Test func aBudgetIsToldWithAllItsDigits() throws {
        try logs.writeLog("tiny.jsonl.zst", [Self.request("Completed", "small", 3, 0, "")])
        func tiny(_ budget: String) throws -> CommandResult {
            try logs.analyze("cost", "tiny.jsonl.zst", "--prices", "prices.yaml", "--budget", budget)
        }
        #expect(try tiny("0.000003").exitCode == 0)
        #expect(
            try tiny("$0.000002999 USD").error
                == "ltb-analyze: --budget: the computed cost is $0.000003, over the budget of $0.000002999.\n")
        for wrong in ["1e-3", "0x10", "5EUR", "1,5", ".", "", "1.2.3", "0.0000000001"] {
            let result = try tiny(wrong)
            #expect(result.exitCode == 64)
            #expect(
                result.error.contains("write US dollars in digits, with at most 9 decimals, such as 5USD or 0.50."))
        }
    }
}
