// Owns the tests of `ltb-analyze history` as its users run it.

import Glibc
import LTBTestSupport
import Testing

private let sqlite = InstalledPrograms.python(importing: "sqlite3")
private let needsSQLite = ConditionTrait.enabled("Python is not installed") { sqlite != nil }

@Suite struct HistoryCommandTests {
    private let logs: AnalyzedFolder

    init() throws {
        logs = try AnalyzedFolder()
    }

    private func writeRun(_ number: Int, requests: Int = 10, name: String? = nil, branch: String = "main") throws {
        let start =
            #"{"event_type":"RunStarted","timestamp":"2026-01-15T10:30:00Z","payload":{"type":"Run","data":"#
            + #"{"run_id":"run_\#(number)","started_at":"2026-01-\#(11 + (number - 1) % 20)T10:30:00Z","#
            + #""labels":{"branch":"\#(branch)","git_sha":"c0ffee\#(number)"}}}}"#
        try logs.writeLog(name ?? "run-\(number).jsonl.zst", [start] + AnalyzedFolder.requests(requests))
    }

    private func history(_ arguments: String...) throws -> CommandResult {
        try logs.analyze(["history"] + arguments)
    }

    /// Asks the history with a SQLite that is not ours.
    private func sql(_ sql: String) throws -> String? {
        let script = """
            import sqlite3
            database = sqlite3.connect("runs.db")
            print(database.execute('''\(sql)''').fetchall())
            """
        return try sqlite?.run("-c", script, in: logs.folder.path).output
    }

    @Test func runsAreAddedOnceAndListed() throws {
        for number in 1...2 { try writeRun(number) }
        let added = try history("add", "runs.db", ".")
        #expect(
            added.output == "run 1 (run_1) added: run-1.jsonl.zst\nrun 2 (run_2) added: run-2.jsonl.zst\n")
        #expect(added.error == "")
        #expect(try history("add", "runs.db", "run-2.jsonl.zst").output == "run 2 (run_2) is there: run-2.jsonl.zst\n")
        try writeRun(2, requests: 15)
        #expect(try history("add", "runs.db", "run-2.jsonl.zst").output == "run 3 (run_2) has grown: run-2.jsonl.zst\n")
        #expect(
            try history("list", "runs.db").output == """
                run  time              branch  commit   status  requests  error_rate  p50  p95  cost
                ───  ────────────────  ──────  ───────  ──────  ────────  ──────────  ───  ───  ────
                  1  2026-01-11 10:30  main    c0ffee1  –             10  20.0 %      –    –    –
                  3  2026-01-12 10:30  main    c0ffee2  –             15  20.0 %      –    –    –

                """)
        #expect(
            try history("list", "runs.db", "--output", "csv", "--last", "1").output
                == "run,time,branch,commit,status,requests,error_rate,p50,p95,cost,run_id\r\n"
                + "3,2026-01-12T10:30:00.000000Z,main,c0ffee2,,15,0.2,,,,run_2\r\n")
    }

    @Test func aBadLogKeepsNoOtherOut() throws {
        for number in 1...2 { try writeRun(number) }
        try logs.folder.write("bad.jsonl", Array("no log".utf8))
        let result = try history("add", "runs.db", "run-1.jsonl.zst", "bad.jsonl", "run-2.jsonl.zst")
        #expect(result.output == "run 1 (run_1) added: run-1.jsonl.zst\nrun 2 (run_2) added: run-2.jsonl.zst\n")
        #expect(result.error.hasPrefix("ltb-analyze: bad.jsonl is not a log: "))
        #expect(result.exitCode == 1)
    }

    @Test func logsOfOneRunAreOneRun() throws {
        try writeRun(1, name: "worker-1.jsonl.zst")
        try writeRun(1, requests: 20, name: "worker-2.jsonl.zst")
        #expect(
            try history("add", "runs.db", ".").output == "run 1 (run_1) added: worker-1.jsonl.zst, worker-2.jsonl.zst\n"
        )
        let list = try history("list", "runs.db", "--output", "json").output
        #expect(list.contains(#""requests":30,"#))
    }

    @Test func aCopyOfALogIsCountedOnce() throws {
        try writeRun(1)
        try logs.copy("run-1.jsonl.zst", to: "copy.jsonl.zst") { _ in }
        let result = try history("add", "runs.db", "run-1.jsonl.zst", "copy.jsonl.zst")
        #expect(result.output == "run 1 (run_1) added: run-1.jsonl.zst\n")
        #expect(result.error == "ltb-analyze: copy.jsonl.zst is a copy of run-1.jsonl.zst and was read once.\n")
        let again = try history("add", "runs.db", "copy.jsonl.zst", "run-1.jsonl.zst")
        #expect(again.output == "run 1 (run_1) is there: copy.jsonl.zst\n")
        #expect(try history("list", "runs.db").output.contains(" 10 "))
    }

    @Test func aRunIsShownWithItsLogs() throws {
        try writeRun(1)
        _ = try history("add", "runs.db", ".")
        let shown = try history("show", "runs.db", "run_1").output
        #expect(shown.hasPrefix("Run 1 (run_1), added "))
        #expect(shown.contains("\nlog \(logs.folder.path)/run-1.jsonl.zst\n"))
        #expect(shown.contains("MODELS\n"))
        #expect(try history("show", "runs.db", "1", "--json").output.contains(#""run_id":"run_1""#))
        #expect(
            try history("show", "runs.db", "x").error
                == "ltb-analyze: the history has no run 'x'; ltb-analyze history list shows what it has.\n")
    }

    @Test func oldRunsAreTakenAway() throws {
        try writeRun(1)
        _ = try history("add", "runs.db", ".")
        #expect(try history("prune", "runs.db", "--keep", "5000w").output.hasPrefix("0 runs from before "))
        #expect(try history("prune", "runs.db", "--keep", "1h", "--dry-run").output.hasSuffix("would be taken away.\n"))
        #expect(try history("prune", "runs.db", "--keep", "1h").output.hasSuffix("was taken away.\n"))
        #expect(try history("list", "runs.db", "--output", "json").output == "[]\n")
    }

    @Test func everythingIsExported() throws {
        for number in 1...3 { try writeRun(number) }
        _ = try history("add", "runs.db", ".")
        let lines = try history("export", "runs.db", "--last", "2").output.split(separator: "\n")
        #expect(lines.map { $0.prefix(12) } == [#"{"number":2,"#, #"{"number":3,"#])
        let rows = try history("export", "runs.db", "--to", "csv").output.split(separator: "\r\n")
        // In all, two providers, two models.
        #expect(rows.count == 1 + 3 * 5)
        #expect(
            rows.dropFirst().first?.hasPrefix("1,run_1,,2026-01-11T10:30:00.000000Z,main,c0ffee1,,,,10,8,2,") == true)
    }

    @Test(arguments: [
        (["list", "none.db"], 1, "there is no history none.db; ltb-analyze history add none.db FILE… makes it."),
        (
            ["add", "run.txt", "run-1.jsonl.zst"], 1,
            "run.txt is there and no history of ltb-analyze; name another file."
        ),
        (["prune", "runs.db", "--keep", "soon"], 64, "write a time as 90d, 12w or 36h."),
        (["add", "runs.db", "-"], 64, "history add knows a log by its file; write standard input to one first."),
        (["add", "runs.db", "/dev/null"], 64, "write '/dev/null', which is no regular file, to one first."),
        (["list", "runs.db", "--last", "0"], 64, "--last takes a number of runs, from 1."),
    ])
    func whatIsWrongIsSaid(arguments: [String], exitCode: Int, message: String) throws {
        try writeRun(1)
        try logs.folder.write("run.txt", Array("not a database, and long enough to be none".utf8))
        let result = try logs.analyze(["history"] + arguments)
        #expect(result.error.contains(message), "\(result.error)")
        #expect(result.exitCode == Int32(exitCode))
    }

    @Test func aTrendIsWrittenInTheFormatOfItsEnding() throws {
        for number in 1...8 { try writeRun(number, requests: number < 5 ? 10 : 20) }
        _ = try history("add", "runs.db", ".")
        let result = try history("trend", "runs.db", "count(requests)", "-o", "t.html", "-o", "t.csv", "-o", "t.md")
        #expect(result == CommandResult(exitCode: 0, signal: nil, output: "", error: ""))
        let page = String(decoding: try logs.folder.bytes("t.html"), as: UTF8.self)
        #expect(page.hasPrefix("<!DOCTYPE html>"))
        let rows = String(decoding: try logs.folder.bytes("t.csv"), as: UTF8.self)
        #expect(rows.contains("8,run_8,2026-01-18T10:30:00.000000Z,main,c0ffee8,20.0,0\r\n"))
        let provider = try history("trend", "runs.db", "count(requests)", "--provider", "google", "--format", "csv")
        #expect(provider.output.contains("c0ffee8,10.0,0\r\n"))
    }

    @Test(arguments: [
        (["p95(latencyy)"], 64, "There is no figure 'latencyy' in 'p95(latencyy)'; did you mean 'latency'?"),
        (
            ["count(alerts)"], 1,
            "a history does not keep 'count(alerts)'; it has the figures of requests and scores only."
        ),
        (["p95(latency)"], 3, "none of 1 run has p95(latency); ltb-analyze history show tells what a run has."),
        (["cost", "--branch", "x"], 3, "no run of runs.db is meant; ltb-analyze history list shows what it has."),
        (
            [#"error_rate{model="*"}"#], 1,
            "is 2 figures of run 1, not one; add --provider or --model, or write provider/model."
        ),
        (["cost", "-o", "x.pdf"], 64, "The ending of 'x.pdf' names no format."),
    ])
    func aTrendOfNothingIsNone(arguments: [String], exitCode: Int, message: String) throws {
        try writeRun(1)
        _ = try history("add", "runs.db", ".")
        let result = try logs.analyze(["history", "trend", "runs.db"] + arguments)
        #expect(result.error.contains(message), "\(result.error)")
        #expect(result.exitCode == Int32(exitCode))
    }

    @Test(needsSQLite) func eightJobsAtOnceLoseNothing() throws {
        let jobs = 8
        for number in 1...jobs * 2 { try writeRun(number % 80, name: "job\(number % jobs)-\(number).jsonl.zst") }
        let running = try (0..<jobs).map { job in
            let mine = [job, job + jobs].map { "job\(job)-\($0 == 0 ? 2 * jobs : $0).jsonl.zst" }
            return try logs.command.start(["history", "add", "runs.db"] + mine, in: logs.folder.path)
        }
        for command in running {
            let result = try command.waitForEnd(timeout: .seconds(60))
            #expect(result.error == "")
            #expect(result.exitCode == 0)
        }
        #expect(try sql("SELECT count(*), count(DISTINCT run_id) FROM runs") == "[(16, 16)]\n")
        #expect(try sql("SELECT count(*), sum(total_requests) FROM totals") == "[(16, 160)]\n")
        #expect(try sql("PRAGMA integrity_check") == "[('ok',)]\n")
    }

    @Test(needsSQLite) func aJobThatIsKilledLeavesWholeRuns() throws {
        let runs = 30
        for number in 1...runs { try writeRun(number) }
        for delay in [5_000, 20_000, 40_000, 80_000, 120_000] {
            let command = try logs.command.start(["history", "add", "runs.db", "."], in: logs.folder.path)
            usleep(useconds_t(delay))
            command.send(signal: SIGKILL)
            _ = try command.waitForEnd()
            guard try logs.folder.names().contains("runs.db") else { continue }
            _ = try history("add", "runs.db", "run-1.jsonl.zst")
            #expect(try sql("PRAGMA integrity_check") == "[('ok',)]\n")
            #expect(try sql("SELECT count(*) FROM runs WHERE id NOT IN (SELECT run FROM totals)") == "[(0,)]\n")
            #expect(
                try sql("SELECT count(DISTINCT n) FROM (SELECT count(*) AS n FROM figures GROUP BY run)") == "[(1,)]\n")
        }
        #expect(try history("add", "runs.db", ".").exitCode == 0)
        #expect(try sql("SELECT count(*), count(DISTINCT run_id) FROM runs") == "[(\(runs), \(runs))]\n")
    }
}
