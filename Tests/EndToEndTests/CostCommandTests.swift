// Owns the tests of `ltb-analyze cost` and of `report --prices` as their users run them.

import LTBTestSupport
import Testing

private let python = InstalledPrograms.python(importing: "json")

@Suite struct CostCommandTests: PricedRun {
    let logs: AnalyzedFolder

    init() throws {
        logs = try Self.pricedLogs()
    }

    @Test func costsAreToldWithWhatCouldNotBePriced() throws {
        let result = try cost()
        #expect(result.exitCode == 0)
        #expect(result.error == "")
        #expect(
            result.output.plain == """
                run.jsonl.zst · 15 January 2026, 10:29:59–10:30:00 UTC

                Computed                $3.55  3 of 4 requests, $1,183 per 1,000 priced ones
                Recorded                $1.60  1 of 4 requests
                Drift                 +25.0 %  computed against recorded, 1 request with both
                Saved by cache reads    $0.45  11.3 % of $4.00 without them
                Failed requests         $1.00  28.2 % of the cost
                Retried attempts        $1.00  28.2 % of the cost

                COST BY MODEL
                model       requests      recorded  computed    drift  per 1,000  cache saved  failed  unpriced
                acme/lagre         1  not recorded  unpriced        –          –            –       –         1
                acme/large         1  not recorded     $1.00        –     $1,000           $0   $1.00         0
                acme/small         2         $1.60     $2.55  +25.0 %     $1,275        $0.45      $0         0
                all                4         $1.60     $3.55  +25.0 %     $1,183        $0.45   $1.00         1

                UNPRICED MODELS
                model       unpriced  because                       did you mean
                acme/lagre         1  no price table has the model  acme/large

                The cost is a lower bound: 1 request could not be priced; none of that counts as $0.
                Prices: prices.yaml of 2026-01-01.

                """)
    }

    @Test func csvHasARowForEachNameBehindTheTotal() throws {
        let result = try cost("--format", "csv", "--by", "model")
        let rows = result.output.split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(
            rows.map { $0.prefix(3).joined(separator: "/") } == [
                "dimension/provider/model", "_total_//", "model/acme/lagre", "model/acme/large", "model/acme/small",
            ])
        let column = try #require(rows.first?.firstIndex(of: "computed"))
        #expect(rows.dropFirst().map { $0[column] } == ["3.55", "", "1.0", "2.55"])
    }

    @Test func reportTellsComputedCostsOnlyWithPrices() throws {
        let plain = try logs.analyze("report", "run.jsonl.zst", "--format", "json")
        #expect(plain.output.contains("\"recorded\": 1.6,\n    \"computed\": null,"))
        let priced = try logs.analyze(
            "report", "run.jsonl.zst", "--prices", "prices.yaml", "-o", "run.json", "-o", "run.html", "-o", "run.md")
        #expect(priced.exitCode == 0)
        func text(_ name: String) throws -> String { try String(decoding: logs.folder.bytes(name), as: UTF8.self) }
        #expect(try text("run.json").contains("\"recorded\": 1.6,\n    \"computed\": 3.55,"))
        #expect(try text("run.html").contains("Unpriced models, table"))
        #expect(try text("run.md").contains("#### Cost by model"))
    }

    /// One page tells one cost: where prices are given, the computed one in every place.
    @Test func aPageOfRequestsWithoutRecordedCostsTellsThoseOfThePrices() throws {
        try logs.writeLog(
            "norec.jsonl.zst",
            [
                Self.request("Completed", "small", 1_000_000, 0, ""),
                Self.request("Completed", "large", 100_000, 0, "").replacing("10:30:00Z", with: "10:30:50Z"),
            ])
        let report = try logs.analyze(
            "report", "norec.jsonl.zst", "--prices", "prices.yaml", "-o", "norec.html", "-o", "norec.json")
        #expect(report.exitCode == 0)
        let page = try String(decoding: logs.folder.bytes("norec.html"), as: UTF8.self).plain
        #expect(page.contains("the run cost $2.00 by the given prices"))
        #expect(page.contains("<h3>Cost so far</h3>"))
        #expect(page.contains(#"<th scope="col">Cost</th>"#))
        let missing = page.firstRange(of: "Not in this log: ").map { page[$0.upperBound...].prefix { $0 != "<" } }
        #expect(missing?.contains("costs") == false)
        #expect(try String(decoding: logs.folder.bytes("norec.json"), as: UTF8.self).contains(#""total_cost": 2.0,"#))
    }

    @Test func aPageWithPricesShowsNoRecordedCostButWhereItSaysSo() throws {
        let report = try logs.analyze("report", "run.jsonl.zst", "--prices", "prices.yaml", "-o", "run.html")
        #expect(report.exitCode == 0)
        let page = try String(decoding: logs.folder.bytes("run.html"), as: UTF8.self).plain
        let start = try #require(page.firstRange(of: #"<section id="models""#))
        let tables = page[start.lowerBound...].split(separator: "Cost by model, table")
        #expect(tables[0].contains("$2.55") && !tables[0].contains("$1.60"))
    }

    @Test func aLogWithoutBenchmarksSaysWhyItHasNoTableOfThem() throws {
        try logs.writeLog("none.jsonl.zst", [Self.request("Completed", "small", 1_000, 0, "")])
        func none(_ options: String...) throws -> CommandResult {
            try logs.analyze(["cost", "none.jsonl.zst", "--prices", "prices.yaml", "--by", "benchmark"] + options)
        }
        let sentence = "No event names a benchmark, so costs are not told by benchmark."
        #expect(try none().output.contains("\n\(sentence)\n"))
        #expect(try none("--format", "csv").error == "ltb-analyze: --by benchmark: \(sentence)\n")
        #expect(try !cost("--by", "benchmark").output.contains(sentence))
    }

    @Test func manyHoursAreToldByDaysWithASentence() throws {
        try logs.writeLog(
            "long.jsonl.zst",
            (0..<2_049).map { hour in
                let (day, rest) = (1 + hour / 24, hour % 24)
                let (month, dayOfMonth) = (1 + (day - 1) / 28, 1 + (day - 1) % 28)
                let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
                let time = "2026-\(two(month))-\(two(dayOfMonth))T\(two(rest)):30:00Z"
                return Self.request("Completed", "small", 1_000, 0, "").replacing("2026-01-15T10:30:00Z", with: time)
            })
        func long(_ options: String...) throws -> CommandResult {
            try logs.analyze(["cost", "long.jsonl.zst", "--prices", "prices.yaml", "--by", "hour"] + options)
        }
        let sentence =
            "Requests ended in more than 2,048 hours, so costs are told by days; --from and --to choose fewer."
        let text = try long().output.plain
        #expect(text.contains("\nCOST BY DAY\nday, UTC    requests  computed"))
        #expect(text.contains("\n\(sentence)\n"))
        let csv = try long("--format", "csv")
        #expect(csv.error.plain == "ltb-analyze: --by hour: \(sentence)\n")
        #expect(csv.output.split(separator: "\r\n").count == 2 + 86)
        let both = try long("--by", "day", "--by", "day").output
        #expect(both.ranges(of: "COST BY").count == 1)
        #expect(try long("--to", "2026-01-02T00:00:00Z").output.contains("COST BY HOUR"))
    }

    @Test func outputsAreInTheFormatsOfTheirEndings() throws {
        let formats = ["txt": "text", "md": "markdown", "csv": "csv", "json": "json"]
        let written = try cost(
            "-o", "cost.txt", "-o", "cost.md", "-o", "cost.csv", "--output", "cost.json", "--budget", "1")
        #expect(written.exitCode == 2)
        #expect(written.output == "")
        for (ending, format) in formats {
            #expect(try logs.folder.bytes("cost.\(ending)") == cost("--format", format).outputBytes)
        }
        #expect(try cost("-o", "-").output == cost().output)
        #expect(try cost("-o", "costs", "--format", "json").output == "")
        #expect(try logs.folder.bytes("costs") == cost("--format", "json").outputBytes)
        let page = try cost("-o", "cost.html")
        #expect(page.exitCode == 64)
        #expect(page.error.contains("cost makes no page: 'ltb-analyze report' with --prices has the costs in its page"))
        #expect(try cost("-o", "cost.xyz").error.contains("The ending of 'cost.xyz' names no format."))
        #expect(
            try cost("-o", "prices.yaml", "--format", "json").error
                == "ltb-analyze: cannot write prices.yaml: it is the price file itself; name another file.\n")
        #expect(try cost("-o", "run.jsonl.zst", "--format", "json").exitCode == 1)
    }

    @Test func whatWasTypedDoesNotActOnATerminal() throws {
        for what in ["acme/small=\u{1B}[31mx", "\u{1B}[31mx=acme/small", "\u{1B}[31m"] {
            let result = try cost("--what-if", what)
            #expect(result.exitCode == 64)
            #expect(result.error.contains("\u{FFFD}[31m") && !result.error.contains("\u{1B}"))
        }
    }

    @Test func onlyPricesThatThereAreCanBeAllThereAre() throws {
        let report = try logs.analyze("report", "run.jsonl.zst", "--no-builtin", "-o", "x.json")
        #expect(report.exitCode == 64)
        #expect(
            report.error
                == "ltb-analyze: --no-builtin says which prices count beside those of --prices, and there are none; add "
                + "--prices and a file, or leave it out: without --prices this command computes no costs.\n")
    }

    @Test func anEmptyTextIsNoMissingOneInCSV() throws {
        let lines = [#","labels":{"team":""}"#, ""].map { Self.request("Completed", "small", 1_000, 0, $0) }
        try logs.writeLog("labels.jsonl.zst", lines)
        let result = try logs.analyze(
            "cost", "labels.jsonl.zst", "--prices", "prices.yaml", "--group-by", "team", "--format", "csv")
        let rows = result.output.split(separator: "\r\n").dropFirst(2).map {
            $0.split(separator: ",", omittingEmptySubsequences: false)[4...5].joined(separator: ",")
        }
        #expect(rows.sorted() == ["team,", "team,\"\""])
    }

    @Test func ofVeryManyUnpricedModelsTheFirstAreShownAndTheRestCounted() throws {
        try logs.writeLog("many.jsonl.zst", (0..<1_000).map { Self.request("Completed", "none\($0)", 1, 1, "") })
        func many(_ options: String...) throws -> String {
            try logs.analyze(["cost", "many.jsonl.zst", "--prices", "prices.yaml"] + options).output.plain
        }
        #expect(try many().contains("\nand 980 more\n"))
        #expect(try many("--format", "markdown").contains("Unpriced models (1,000)</summary>"))
        #expect(try many("--format", "json").contains("\"unpriced_model_count\": 1000,"))
    }

    @Test func anEmptyLogCostsNothing() throws {
        try logs.writeLog("empty.jsonl.zst", [])
        let result = try logs.analyze("cost", "empty.jsonl.zst")
        #expect(result.exitCode == 0)
        #expect(result.output == "No request ended, so nothing was paid.\n")
        #expect(try logs.analyze("cost", "empty.jsonl.zst", "--budget", "1").exitCode == 3)
    }

    @Test func aLabelMustBeNamed() throws {
        let result = try cost("--by", "label")
        #expect(result.exitCode == 64)
        #expect(result.error.contains("--by label needs to know which: add --group-by"))
        #expect(try cost("--group-by", "team").output.plain.contains("COST BY LABEL\nlabel "))
    }

    @Test func aPriceFileThatIsWrongNamesLineModelAndKey() throws {
        try logs.folder.write("wrong.yaml", Array(Self.prices.replacing("input: 10", with: "input: -10").utf8))
        let result = try logs.analyze("cost", "run.jsonl.zst", "--prices", "wrong.yaml")
        #expect(result.exitCode == 1)
        #expect(result.error.hasPrefix("ltb-analyze: wrong.yaml:6: acme/large: input: '-10' is no price; "))
        let missing = try logs.analyze("cost", "run.jsonl.zst", "--prices", "none.yaml")
        #expect(missing.exitCode == 1)
        #expect(missing.error.hasPrefix("ltb-analyze: cannot read the price file none.yaml: "))
    }

    @Test func theDemosCostsAreThoseInTheRepository() throws {
        let result = try logs.analyze(
            "cost", AnalyzedFolder.fixture("demo.jsonl.zst"), "--by", "model", "--by", "benchmark")
        #expect(result.exitCode == 0)
        expectSnapshot(result.outputBytes, at: "reports/demo-cost.txt")
    }

    /// The same costs, computed by Python's decimals over the events of a simulated run.
    @Test(.enabled("Python is not installed") { python != nil })
    func pythonFindsTheCostsOfASimulatedRun() throws {
        let record = try CommandRunner("ltb-record")
        let simulated = try record.run(
            ["simulate", "-o", "simulated.jsonl.zst", "--requests", "3000", "--seed", "11"], in: logs.folder.path)
        #expect(simulated.exitCode == 0)
        let lines = try logs.analyze("cat", "simulated.jsonl.zst")
        try logs.folder.write("simulated.jsonl", lines.outputBytes)
        try logs.folder.write("fleet.json", Array(OracleScripts.fleetPrices.utf8))
        let result = try logs.analyze(
            "cost", "simulated.jsonl.zst", "--prices", "fleet.json", "--no-builtin", "--format", "json")
        try logs.folder.write("cost.json", result.outputBytes)
        let verdict = try #require(python).run("-c", OracleScripts.costComparison, in: logs.folder.path)
        #expect(verdict.exitCode == 0, "\(verdict.error)")
        #expect(
            verdict.output.contains(#/^[1-9]\d* requests priced, [1-9]\d* figures compared, 0 differ\n$/#),
            "\(verdict.output)")
    }

    @Test func whatOfAPriceFileHasNoEffectIsTold() throws {
        try logs.folder.write(
            "moon.json",
            Array(#"{"m":{"litellm_provider":"p","input_cost_per_token":1e-6,"input_cost_per_moon":1}}"#.utf8))
        let result = try cost("--prices", "moon.json")
        #expect(result.exitCode == 0)
        #expect(
            result.error
                == "ltb-analyze: moon.json: the key 'input_cost_per_moon' of 1 model looks like a price and is unknown; it "
                + "has no effect.\n")
    }

    @Test func standardInputIsReadOnce() throws {
        let both = try logs.analyze(["cost", "-", "--prices", "-"])
        #expect(both.exitCode == 64)
        #expect(
            both.error.hasPrefix(
                "Error: standard input cannot be both the log and the prices; name a file for one of them.\n"))
        let twice = try cost("--prices", "-", "--prices", "-")
        #expect(twice.exitCode == 64)
        #expect(
            twice.error.hasPrefix(
                "Error: --prices - reads standard input, which can be read only once; name a file.\n"))
    }
}
