// Owns the tests of `ltb-analyze tail` as its users run it.

import LTBTestSupport
import Testing

@Suite struct TailCommandTests {
    private let logs: AnalyzedFolder
    private let lines = AnalyzedFolder.requests(30)

    init() throws {
        logs = try AnalyzedFolder()
        try logs.writeLog("run.jsonl.zst", frames: [Array(lines[..<25]), Array(lines[25...])])
    }

    private func tail(_ options: String...) throws -> CommandResult {
        try logs.analyze(["tail", "run.jsonl.zst"] + options)
    }

    @Test func theLastTenEventsArePrinted() throws {
        let result = try tail()
        #expect(result == CommandResult(exitCode: 0, output: Array(lines[20...]).text, error: ""))
    }

    @Test(arguments: [0, 1, 7, 29, 30, 31, 1_000_000])
    func asManyAsAreAskedForArePrinted(_ count: Int) throws {
        #expect(try tail("-n", "\(count)").output == Array(lines.suffix(count)).text)
    }

    @Test func withFiltersTheyAreTheLastThatMatch() throws {
        #expect(try tail("-n", "2", "--type", "RequestFailed").output == [lines[24], lines[29]].text)
        #expect(try tail("--to", "2026-01-15T10:30:03Z").output == Array(lines[..<3]).text)
    }

    @Test func standardInputAndSeveralLogsAreReadToTheirEnds() throws {
        #expect(try logs.analyze("tail", "-n", "1", "-", input: lines.text).output == lines[29] + "\n")
        try logs.writeLog("second.jsonl.zst", [lines[3], lines[4]])
        let result = try logs.analyze("tail", "-n", "3", "run.jsonl.zst", "second.jsonl.zst")
        #expect(result.output == [lines[29], lines[3], lines[4]].text)
    }

    @Test func aTornTailIsPrintedAsFarAsItCanBeRead() throws {
        let ends = try logs.writeLog("run.jsonl.zst", frames: [Array(lines[..<25]), Array(lines[25...])])
        try logs.copy("run.jsonl.zst", to: "torn.jsonl.zst") { $0.removeLast($0.count - ends[0] - 9) }
        let result = try logs.analyze("tail", "torn.jsonl.zst")
        #expect(result.output == Array(lines[15..<25]).text)
        #expect(result.error.contains("ends in the middle of a frame"))
    }

    @Test(arguments: [["-n", "-1"], ["-n", "x"], ["-n", "1000001"], ["--where", "x"]])
    func wrongUsageExitsWith64(_ options: [String]) throws {
        let result = try logs.analyze(["tail", "run.jsonl.zst"] + options)
        #expect(result.exitCode == 64)
        #expect(result.output == "")
    }
}
