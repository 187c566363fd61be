// Owns the tests of histories that somebody else wrote, with figures that no run has.

import LTBTestSupport
import Testing

private let python = InstalledPrograms.python(importing: "sqlite3")

@Suite(.enabled("Python is not installed") { python != nil }) struct HostileHistoryTests {
    private let logs: AnalyzedFolder

    init() throws {
        logs = try AnalyzedFolder()
        for number in 1...5 { try logs.writeLog("run-\(number).jsonl.zst", Self.run(number)) }
        try logs.writeLog("candidate.jsonl.zst", Self.run(7))
        let files = (1...5).map { "run-\($0).jsonl.zst" }
        _ = try logs.analyze(["history", "add", "runs.db"] + files)
    }

    /// Requests to two models with all that is compared, their latencies around those of the run's number.
    private static func run(_ number: Int) -> [String] {
        let start =
            #"{"event_type":"RunStarted","timestamp":"2026-01-15T10:30:00Z","payload":{"type":"Run","data":"#
            + #"{"run_id":"run_\#(number)","started_at":"2026-01-1\#(number)T10:30:00Z"}}}"#
        return [start]
            + (0..<20).flatMap { index in
                let (kind, model) = (index % 5 == 4 ? "Failed" : "Completed", index % 2 == 0 ? "m" : "n")
                let time = #""timestamp":"2026-01-15T10:30:\#(10 + index)Z""#
                let names = #""provider":"p","model":"\#(model)""#
                let latency = 1 + Double((index * 7 + number) % 20) / 10
                return [
                    #"{"event_type":"Request\#(kind)",\#(time),"payload":{"type":"Request","data":{\#(names),"#
                        + #""latency":\#(latency),"time_to_first_token":\#(latency / 9),"cost":\#(latency / 100),"#
                        + #""tokens":{"input_tokens":9,"output_tokens":\#(40 + index)}}}}"#,
                    #"{"event_type":"EvaluationCompleted",\#(time),"payload":{"type":"Evaluation","data":{\#(names),"#
                        + #""metric":"acc","score":\#(1 / latency),"passed":\#(index % 3 == 0)}}}"#,
                ]
            }
    }

    /// Writes what the history's own tables would refuse as well.
    private func change(_ sql: String) throws {
        let script = """
            import sqlite3, sys
            database = sqlite3.connect("runs.db")
            database.execute("PRAGMA writable_schema=ON")
            database.execute("UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '') WHERE type = 'table'")
            database.commit()
            database.close()
            database = sqlite3.connect("runs.db")
            database.executescript(sys.argv[1])
            database.commit()
            """
        let result = try #require(python).run("-c", script, sql, in: logs.folder.path)
        try #require(result.exitCode == 0, "\(result.error)")
    }

    private static let past = ["candidate.jsonl.zst", "--history", "runs.db", "--baseline", "last 5"]
    private static let expectations = [
        "p95(latency) <= baseline", "error_rate <= baseline", "cost <= baseline", "count(errors) <= baseline",
        #"count(score{metric="acc"}) >= baseline"#,
    ]
    private static let commands = [
        ["compare"] + past + ["-o", "c.html", "-o", "c.md"],
        ["check"] + past + expectations.flatMap { ["--expect", $0] },
        ["history", "list", "runs.db"], ["history", "show", "runs.db", "1"], ["history", "export", "runs.db"],
        ["history", "trend", "runs.db", "p95(latency)", "-o", "t.html"],
    ]

    @Test(arguments: [
        "UPDATE figures SET total_requests=9223372036854775807, failed_requests=9223372036854775807",
        "UPDATE figures SET total_requests=-9223372036854775808, failed_requests=-1, unfinished_requests=-7",
        "UPDATE figures SET failed_requests=1000*total_requests, unfinished_requests=9223372036854775807",
        "UPDATE figures SET total_requests=1000000000000000, error_rate=0.5+rowid*1e-9",
        "UPDATE figures SET error_rate=9e999, total_cost=-9e999, requests_per_second=1e308, peak_concurrency=1<<62",
        "UPDATE figures SET error_rate=1e308*(rowid%2), total_cost=1e308*(rowid%2-0.5)",
        "UPDATE distributions SET mean=1e308*(rowid%2), p50=9e999, p95=-9e999*(rowid%2), p99=1e308, count=1<<62",
        "UPDATE distributions SET mean=rowid*5e-324, p50=rowid*5e-324, min=9e999, max=-9e999, stddev=-1",
        "UPDATE distributions SET curve='[[0.5,1e400],[-1,9e99],[1e308,1]]', buckets='[[1,1e300],[2,-5]]'",
        "UPDATE evaluations SET pass_rate=1e308*(rowid%2), pass_rate_low=9e999, pass_rate_high=-9e999, scores=-1",
        "UPDATE errors SET count=9223372036854775807; INSERT INTO errors SELECT run, provider, model, 'x', count FROM errors",
        "UPDATE runs SET window_start='2262-04-11T23:47:16Z', window_end='1677-09-21T00:12:44Z', duration_seconds=9e999",
        "UPDATE runs SET events=-1, skipped_lines=1<<62, damaged_bytes=1<<62, dropped_events=1<<62",
        "INSERT INTO figures SELECT * FROM figures; INSERT INTO evaluations SELECT * FROM evaluations",
        "DELETE FROM figures",
    ])
    func noFigureEndsACommand(sql: String) throws {
        try change(sql)
        for command in Self.commands {
            let result = try logs.analyze(command)
            #expect(result.signal == nil && (0...3).contains(result.exitCode ?? -1), "\(command): \(result)")
            #expect(result.error.split(separator: "\n").count <= 1, "\(command): \(result.error)")
        }
    }

    @Test(arguments: [
        ("UPDATE figures SET total_requests='many'", "total_requests"),
        ("UPDATE figures SET failed_requests=NULL", "failed_requests"),
        ("UPDATE figures SET peak_concurrency=9e999", "peak_concurrency"),
        ("UPDATE distributions SET p99=x'00ff'", "p99"),
        ("UPDATE runs SET torn_tail='x'", "torn_tail"),
        ("UPDATE runs SET events='1e400'", "events"),
        ("ALTER TABLE runs DROP COLUMN skipped_lines", "skipped_lines"),
    ])
    func whatIsNoFigureIsTold(sql: String, column: String) throws {
        try change(sql)
        for command in [Self.commands[0], ["history", "list", "runs.db"], ["history", "show", "runs.db", "1"]] {
            let result = try logs.analyze(command)
            #expect(result.exitCode == 1 && result.output == "", "\(command): \(result)")
            let sentence =
                "the history runs.db is damaged: its column '\(column)' has what no run can have; make it again from the logs."
            #expect(result.error == "ltb-analyze: \(sentence)\n")
        }
    }
}
