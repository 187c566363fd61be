// Owns the tests of `ltb-analyze check --history`.

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
