// Owns the tests of `ltb-analyze cat` as its users run it.

import LTBTestSupport
import Testing

@Suite struct CatCommandTests {
    private let logs: AnalyzedFolder
    private let lines = AnalyzedFolder.requests(20)

    init() throws {
        logs = try AnalyzedFolder()
        try logs.writeLog("run.jsonl.zst", frames: [Array(lines[..<10]), Array(lines[10...])])
    }

    private func cat(_ options: String..., input: String = "") throws -> CommandResult {
        try logs.analyze(["cat", "run.jsonl.zst"] + options, input: input)
    }

    @Test func everyLineIsPrintedAsItWasRecorded() throws {
        let result = try cat()
        #expect(result == CommandResult(exitCode: 0, output: lines.text, error: ""))
        let odd = #"  {"timestamp" : "2026-01-15T10:30:00.5+02:00","event_type":"Own","x":1.500}"# + "\n"
        #expect(try logs.analyze("cat", "-", "--type", "Own", input: odd).output == odd)
    }

    @Test func filtersOfOneKindAreAnyAndOfSeveralKindsAll() throws {
        #expect(try cat("--provider", "google", "--provider", "openai").output == lines.text)
        #expect(try cat("--type", "RequestFailed").output == [lines[4], lines[9], lines[14], lines[19]].text)
        #expect(
            try cat("--type", "RequestFailed", "--where", "provider=google").output == [lines[9], lines[19]].text)
        #expect(try cat("--where", "request_id=3", "--where", "request_id=4").output == lines[3...4].map { $0 }.text)
        #expect(try cat("--model", "m", "--benchmark", "b").output == "")
    }

    @Test func fromIsInclusiveAndToExclusiveInAnyOffset() throws {
        let result = try cat("--from", "2026-01-15T10:30:05Z", "--to", "2026-01-15T11:30:08+01:00")
        #expect(result.output == Array(lines[5..<8]).text)
        #expect(result.exitCode == 0)
    }

    @Test func nothingThatMatchesIsFine() throws {
        #expect(try cat("--provider", "none") == CommandResult(exitCode: 0, output: "", error: ""))
    }

    @Test func linesThatAreNoEventsAreCountedWhateverTheFilter() throws {
        let input = lines[0] + "\n\u{1}\n[]\n" + lines[4] + "\n"
        let result = try logs.analyze("cat", "-", "--type", "RequestFailed", input: input)
        #expect(result.output == lines[4] + "\n")
        #expect(
            result.error
                == "ltb-analyze: 1 line is no event and was left out: invalid_json.\n"
                + "ltb-analyze: 1 line is no event and was left out: not_an_object.\n")
    }

    @Test func aTornLogIsPrintedUpToTheTear() throws {
        try logs.copy("run.jsonl.zst", to: "torn.jsonl.zst") { $0.removeLast(60) }
        let result = try logs.analyze("cat", "torn.jsonl.zst")
        #expect(lines.text.hasPrefix(result.output))
        #expect(result.output.hasPrefix(Array(lines[..<10]).text))
        #expect(result.error.contains("torn.jsonl.zst ends in the middle of a frame: what was flushed is printed."))
        #expect(result.exitCode == 0)
    }

    @Test(arguments: [
        (["--from", "yesterday"], "write a time as 2026-01-15T10:30:00Z"),
        (
            ["--from", "1600-01-01T00:00:00Z"],
            "times reach from 1677-09-21T00:12:43.145225Z to 2262-04-11T23:47:16.854775807Z."
        ),
        (["--to", "2300-01-01T00:00:00+01:00"], "times reach from 1677-09-21T00:12:43.145225Z to 2262-"),
        (["--from", "1900-02-29T00:00:00Z"], "write a time as 2026-01-15T10:30:00Z"),
        (["--from", "2026-01-15T10:30:00Z", "--to", "2026-01-15T10:30:00Z"], "--from must be before --to"),
        (["--where", "provider"], "write KEY=VALUE"), (["--where", "=x"], "write KEY=VALUE"),
        (["--type", "requestfailed"], "Did you mean RequestFailed?"), (["--provider"], "Missing value"),
    ])
    func wrongFiltersAreWrongUsage(_ options: [String], _ reason: String) throws {
        let result = try logs.analyze(["cat", "run.jsonl.zst"] + options)
        #expect(result.exitCode == 64)
        #expect(result.error.contains(reason), "\(result.error)")
        #expect(result.output == "")
    }

    @Test(arguments: ["cat", "tail", "info", "verify", "repair", "merge", "query"])
    func helpTeachesWithExamples(_ name: String) throws {
        let result = try logs.analyze(name, "--help")
        #expect(result.exitCode == 0)
        #expect(result.output.contains("EXAMPLES\n  "))
    }
}
