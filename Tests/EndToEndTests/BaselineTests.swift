// Owns the tests of `ltb-analyze check` and `compare` against other runs.

import FoundationEssentials
import LTBTestSupport
import Testing

@Suite struct BaselineTests {
    private let logs: AnalyzedFolder

    init() throws {
        logs = try AnalyzedFolder()
        for number in 1...5 { try writeRun(number, latency: 1 + Double(number) / 100) }
        _ = try logs.analyze("history", "add", "runs.db", ".")
    }

    private func writeRun(_ number: Int, latency: Double, branch: String = "main") throws {
        let start =
            #"{"event_type":"RunStarted","timestamp":"2026-01-15T10:30:00Z","payload":{"type":"Run","data":"#
            + #"{"run_id":"run_\#(number)","started_at":"2026-01-1\#(number)T10:30:00Z","labels":{"branch":"\#(branch)"}}}}"#
        let requests = (0..<4).map { index in
            #"{"event_type":"RequestCompleted","timestamp":"2026-01-15T10:30:0\#(index)Z","payload":{"type":"Request","#
                + #""data":{"provider":"openai","model":"m","latency":\#(latency)}}}"#
        }
        try logs.writeLog("run-\(number).jsonl.zst", [start] + requests)
    }

    private func check(
        _ log: String, baseline: String = "last 4 on main", expect: String = "p95(latency) <= 1.1 * baseline"
    ) throws -> CommandResult {
        try logs.analyze("check", log, "--history", "runs.db", "--baseline", baseline, "--expect", expect)
    }

    @Test func aRunLikeThoseBeforeItPasses() throws {
        try writeRun(6, latency: 1.05)
        let result = try check("run-6.jsonl.zst")
        #expect(result.exitCode == 0, "\(result.error)")
        #expect(result.output.contains("\n1 check passed.\n"), "\(result.output)")
    }

    @Test func aSlowRunFails() throws {
        try writeRun(6, latency: 2)
        #expect(try check("run-6.jsonl.zst").exitCode == 2)
        _ = try logs.analyze("history", "add", "runs.db", "run-6.jsonl.zst")
        // Now it is there, and still no baseline of itself.
        #expect(try check("run-6.jsonl.zst", baseline: "last 3").exitCode == 2)
    }

    @Test func withoutRunsNothingIsJudged() throws {
        try writeRun(6, latency: 1)
        let result = try check("run-6.jsonl.zst", baseline: "last 10 on none")
        #expect(result.exitCode == 3)
        #expect(
            (result.output + result.error).contains("the median of 0 runs, last 10 on none, the history has no such"),
            "\(result.output)")
    }

    private func expected(_ run: Int, _ expectations: String...) throws -> CommandResult {
        let options = expectations.flatMap { ["--expect", $0] }
        return try logs.analyze(["check", "run-\(run).jsonl.zst", "--baseline", "base.jsonl.zst"] + options)
    }

    /// Forty requests that take their time, and others that take a hundredth longer, or half as long again.
    @Test func aRunIsCheckedAgainstAnotherLog() throws {
        func requests(_ factor: Double) -> [String] {
            (0..<40).map { index in
                #"{"event_type":"RequestCompleted","timestamp":"2026-01-15T10:30:\#(10 + index)Z","payload":{"type":"Request","#
                    + #""data":{"provider":"openai","model":"m","latency":\#(factor * (1 + Double(index * 7 % 40) / 40))}}}"#
            }
        }
        try logs.writeLog("base.jsonl.zst", requests(1))
        try logs.writeLog("run-7.jsonl.zst", requests(1.01))
        try logs.writeLog("run-8.jsonl.zst", requests(1.5))
        let limits = ["p50(latency) <= baseline", "p50(latency) <= 1.1 * baseline"]
        let like = try expected(7, limits[0], limits[1])
        #expect(like.exitCode == 0, "\(like.error)")
        let words = like.output.plain.replacing("\n  ", with: " ")
        #expect(words.contains(", but by no more than chance makes (baseline: 1.49 s, p = 1.0)."), "\(words)")
        let slow = try expected(8, limits[0], limits[1])
        #expect(slow.exitCode == 2)
        #expect(slow.error.plain == "ltb-analyze: Of 2 checks, 2 failed.\n")
        #expect(try expected(8, "max(latency) <= baseline").exitCode == 3)
    }

    /// In CI the history is all that is left of runs before, each of which was recorded to the same file.
    @Test func aComparisonNeedsNoLogsOfAHistory() throws {
        try FileManager.default.removeItem(atPath: logs.folder["run-3.jsonl.zst"])
        try writeRun(6, latency: 2)
        let slow = try logs.analyze(
            "compare", "run-6.jsonl.zst", "--history", "runs.db", "--baseline", "last 3 on main", "--format", "json")
        #expect(slow.exitCode == 2, "\(slow.error)")
        #expect(slow.output.contains(#""history": {"#) && slow.output.contains(#""baseline": "last 3 on main""#))
        #expect(slow.output.contains(#""test": "prediction""#))
        try writeRun(7, latency: 1.03)
        let like = try logs.analyze(
            "compare", "run-7.jsonl.zst", "--history", "runs.db", "--baseline", "last 5 on main")
        #expect(like.exitCode == 0, "\(like.error)")
        #expect(
            like.output.plain.contains("Base: the mean of 5 runs, last 5 on main · 15 January 2026"), "\(like.output)")
        let filtered = try logs.analyze(
            "compare", "run-7.jsonl.zst", "--history", "runs.db", "--baseline", "last 5", "--model", "m")
        #expect(filtered.exitCode == 64)
        #expect(filtered.error.contains("A history has the figures of whole runs, with costs as recorded: leave out"))
    }

    /// Fewer than three runs say nothing of how runs differ, and their logs do.
    @Test func aComparisonReadsTheLogsOfFewRuns() throws {
        try writeRun(6, latency: 2)
        func compare(_ baseline: String) throws -> CommandResult {
            try logs.analyze(
                "compare", "run-6.jsonl.zst", "--history", "runs.db", "--baseline", baseline, "--format", "json")
        }
        #expect(try compare("run 3").output.contains(#""name": "run-3.jsonl.zst""#))
        try FileManager.default.removeItem(atPath: logs.folder["run-3.jsonl.zst"])
        let gone = try compare("run 3")
        #expect(gone.exitCode == 3)
        #expect(
            gone.error
                == "ltb-analyze: --baseline: it takes at least 3 runs of a history to compare with by their figures, and of fewer the logs, of which 1 of 1 is gone or was overwritten.\n"
        )
        let none = try compare("last 3 on x")
        #expect(none.exitCode == 3 && none.error == "ltb-analyze: --baseline: the history has no such run.\n")
    }

    /// Its size tells nothing: the log of another run may have been written in its place.
    @Test func aLogThatWasOverwrittenIsNoLogOfItsRun() throws {
        try logs.folder.write("same.jsonl", Array(Self.plainRun(7, latency: "1.5").utf8))
        _ = try logs.analyze("history", "add", "same.db", "same.jsonl")
        try logs.folder.write("same.jsonl", Array(Self.plainRun(8, latency: "9.5").utf8))
        let result = try logs.analyze("compare", "same.jsonl", "--history", "same.db", "--baseline", "last 1")
        #expect(result.exitCode == 3 && result.output == "", "\(result.output)")
        #expect(result.error.contains("of which 1 of 1 is gone or was overwritten."), "\(result.error)")
    }

    private static func plainRun(_ number: Int, latency: String) -> String {
        let start =
            #"{"event_type":"RunStarted","timestamp":"2026-01-15T10:30:00Z","payload":{"type":"Run","data":{"run_id":"run_\#(number)"}}}"#
        let requests = (0..<40).map { index in
            #"{"event_type":"RequestCompleted","timestamp":"2026-01-15T10:30:\#(10 + index)Z","payload":{"type":"Request","#
                + #""data":{"provider":"openai","model":"m","latency":\#(latency)}}}"#
        }
        return ([start] + requests).text
    }

    @Test(arguments: ["compare", "check"]) func aRunIsNoBaseOfItself(command: String) throws {
        let expectation = command == "check" ? ["--expect", "p95(latency) <= baseline"] : []
        let result = try logs.analyze(
            [command, "run-3.jsonl.zst", "--history", "runs.db", "--baseline", "run run_3"] + expectation)
        #expect(result.exitCode == 64)
        #expect(
            result.error
                == "ltb-analyze: --baseline: 'run run_3' is the run itself, which differs from itself in nothing; name another.\n"
        )
    }

    /// A run is not shorter than another for there being two of them.
    @Test func twoRunsAreNotTwiceAsLongAsOne() throws {
        for number in 7...9 {
            try logs.folder.write("plain-\(number).jsonl", Array(Self.plainRun(number, latency: "1.5").utf8))
        }
        _ = try logs.analyze("history", "add", "two.db", "plain-7.jsonl", "plain-8.jsonl")
        let result = try logs.analyze("compare", "plain-9.jsonl", "--history", "two.db", "--baseline", "last 2")
        #expect(result.exitCode == 0, "\(result.error)")
        #expect(!result.output.contains("of the requests of the base"), "\(result.output)")
        try logs.folder.write(
            "plain-9.jsonl",
            Array(Self.plainRun(9, latency: "0.5").split(separator: "\n").prefix(20).map(String.init).text.utf8))
        let less = try logs.analyze("compare", "plain-9.jsonl", "--history", "two.db", "--baseline", "last 2")
        #expect(less.output.plain.contains("The candidate has only 48 % of the requests of the base"), "\(less.output)")
        #expect(less.output.plain.contains("(19 against 40 a run)"), "\(less.output)")
    }

    @Test(arguments: [
        (
            ["--history", "runs.db"],
            "--history and --baseline belong together: --history runs.db --baseline 'last 10 on main'."
        ),
        (["--history", "runs.db", "--baseline", "ten"], "--baseline: 'ten' is no baseline; write 'last 10 on main',"),
    ])
    func whatIsWrongIsSaid(options: [String], message: String) throws {
        let result = try logs.analyze(["check", "run-1.jsonl.zst", "--expect", "cost < 1USD"] + options)
        #expect(result.exitCode == 64)
        #expect(result.error.contains(message), "\(result.error)")
    }
}
