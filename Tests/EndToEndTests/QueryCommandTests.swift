// Owns the tests of `ltb-analyze query` as its users run it.

import LTBTestSupport
import Testing

private let duckDB = InstalledPrograms.python(importing: "duckdb")
private let sqlite = InstalledPrograms.python(importing: "sqlite3")

@Suite struct QueryCommandTests {
    private let logs: AnalyzedFolder
    private static let demo = AnalyzedFolder.fixture("demo.jsonl.zst")

    init() throws {
        logs = try AnalyzedFolder()
    }

    @Test func rowsArePrintedAsATable() throws {
        try logs.writeLog("run.jsonl.zst", AnalyzedFolder.requests(10))
        let result = try logs.analyze(
            "query", "run.jsonl.zst",
            "SELECT provider, count(*) AS n, sum(status = 'error') AS failed FROM requests GROUP BY 1")
        #expect(
            result.output == """
                provider  n  failed
                ────────  ─  ──────
                google    5       1
                openai    5       1

                """)
        #expect(result.error == "")
        #expect(result.exitCode == 0)
    }

    @Test func filtersChooseTheEvents() throws {
        try logs.writeLog("run.jsonl.zst", AnalyzedFolder.requests(10))
        let result = try logs.analyze(
            "query", "run.jsonl.zst", "--provider", "openai", "--type", "RequestFailed", "--output", "csv",
            "SELECT request_id, (SELECT count(*) FROM events) AS events FROM requests")
        #expect(result.output == "request_id,events\r\n4,1\r\n")
    }

    /// SQLite does not tell of the columns by which it joins so, and tells names of tables as they are written.
    @Test(arguments: [
        ("FROM requests JOIN events USING (event)", "FROM requests JOIN events ON requests.event = events.event"),
        (
            "FROM requests r JOIN requests s USING (REQUEST_ID) JOIN events USING (\"event\")",
            "FROM requests r JOIN requests s ON r.request_id = s.request_id JOIN events e ON e.event = r.event"
        ),
        (
            "FROM requests NATURAL JOIN (SELECT event FROM events)",
            "FROM requests, (SELECT event AS id FROM events) ON event = id"
        ),
        ("FROM events NATURAL JOIN events", "FROM events"),
        ("FROM Requests", "FROM requests"),
        ("FROM requests CROSS JOIN (SELECT 1 FROM \"EVENTS\" LIMIT 1)", "FROM requests"),
    ])
    func whatSQLiteDoesNotTellIsReadAsWell(named: String, spelled: String) throws {
        try logs.writeLog("run.jsonl.zst", AnalyzedFolder.requests(10))
        func count(_ sql: String) throws -> String {
            try logs.analyze("query", "run.jsonl.zst", "--output", "csv", "SELECT count(*) AS n \(sql)").output
        }
        #expect(try count(spelled) == "n\r\n10\r\n")
        #expect(try count(named) == "n\r\n10\r\n")
    }

    @Test func wrongSQLIsToldBeforeAnythingIsRead() throws {
        let result = try logs.analyze("query", "-", "SELECT model, latencyy FROM requests")
        #expect(result.error == "ltb-analyze: the query fails: no such column: latencyy. Did you mean latency?\n")
        #expect(result.exitCode == 64)
    }

    @Test func standardInputIsALog() throws {
        let lines = AnalyzedFolder.requests(3).text
        let result = try logs.analyze(
            "query", "-", "--output", "json", "SELECT file, line FROM events ORDER BY event DESC LIMIT 1", input: lines)
        #expect(result.output == "[\n{\"file\":\"-\",\"line\":3}\n]\n")
    }

    @Test func damageAndLinesThatAreNoEventsAreTold() throws {
        try logs.writeLog("run.jsonl.zst", frames: [AnalyzedFolder.requests(3), ["{}"], AnalyzedFolder.requests(2)])
        let result = try logs.analyze("query", "run.jsonl.zst", "SELECT count(*) AS n FROM events")
        #expect(result.output == "n\n─\n5\n")
        #expect(result.error == "ltb-analyze: 1 line is no event and was left out: missing_event_type.\n")
    }

    @Test func tablesAreListedWithTheirColumns() throws {
        let result = try logs.analyze("query", "--tables")
        #expect(result.output.hasPrefix("events: every event of the logs\n  event         INTEGER  the number"))
        #expect(try logs.analyze("query", "run.jsonl.zst", ".tables").output == result.output)
    }

    @Test(arguments: [
        ([], "Name a log, then the SQL: ltb-analyze query run.jsonl.zst 'SELECT …'."),
        (["SELECT 1"], "Name a log, then the SQL: ltb-analyze query run.jsonl.zst 'SELECT …'."),
        (["."], "Add the SQL as the last argument, in quotes, such as 'SELECT count(*) FROM requests'."),
        ([".", "--save", "-"], "--save takes the name of a file, such as run.db."),
    ])
    func whatIsMissingIsSaid(arguments: [String], message: String) throws {
        let result = try logs.analyze(["query"] + arguments)
        #expect(result.error.hasPrefix("Error: \(message)\n"))
        #expect(result.exitCode == 64)
    }

    @Test func onlyADatabaseIsReplaced() throws {
        try logs.writeLog("run.jsonl.zst", AnalyzedFolder.requests(3))
        try logs.folder.write("notes.txt", Array("keep me".utf8))
        let refused = try logs.analyze("query", "run.jsonl.zst", "--save", "notes.txt")
        #expect(
            refused.error
                == "ltb-analyze: cannot write notes.txt: it is there and no SQLite database; name another file.\n")
        #expect(refused.exitCode == 1)
        for _ in 0..<2 { #expect(try logs.analyze("query", "run.jsonl.zst", "--save", "run.db").exitCode == 0) }
        #expect(try logs.folder.names() == ["notes.txt", "run.db", "run.jsonl.zst"])
    }

    @Test func aQueryThatFailsLeavesNoFile() throws {
        try logs.writeLog("run.jsonl.zst", AnalyzedFolder.requests(3))
        #expect(try logs.analyze("query", "run.jsonl.zst", "--save", "run.db", "SELECT x").exitCode == 64)
        #expect(try logs.folder.names() == ["run.jsonl.zst"])
    }

    @Test(.enabled("Python is not installed") { sqlite != nil }) func aSavedDatabaseIsWhatPythonReads() throws {
        #expect(try logs.analyze("query", Self.demo, "--save", "run.db").exitCode == 0)
        let script = """
            import sqlite3
            database = sqlite3.connect("run.db")
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            for table in ["events", "requests", "evaluations", "metrics", "spans"]:
                print(table, database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            """
        let python = try sqlite?.run("-c", script, in: logs.folder.path)
        let ours = try ["events", "requests", "evaluations", "metrics", "spans"].map { table in
            try logs.analyze("query", Self.demo, "--output", "csv", "SELECT '\(table) ' || count(*) AS x FROM \(table)")
                .output.split(separator: "\r\n")[1] + "\n"
        }
        #expect(python?.output == ours.joined())
        #expect(python?.error == "")
    }

    /// DuckDB reads the same lines with its own JSON reader, and counts and sums the same.
    @Test(.enabled("DuckDB is not installed") { duckDB != nil }) func duckDBFindsTheSame() throws {
        let lines = try logs.analyze("cat", Self.demo).output
        try logs.folder.write("run.jsonl", Array(lines.utf8))
        let script = """
            import duckdb
            rows = duckdb.sql('''
                SELECT coalesce(json ->> '$.payload.data.model', 'unknown') AS model, count(*),
                    sum((json ->> '$.payload.data.tokens.output_tokens')::BIGINT),
                    round(sum((json ->> '$.payload.data.latency')::DOUBLE), 6),
                    round(sum((json ->> '$.payload.data.cost')::DOUBLE), 9),
                    round(quantile_cont((json ->> '$.payload.data.latency')::DOUBLE, 0.95), 9)
                FROM read_json_objects('run.jsonl', format='newline_delimited')
                WHERE json ->> '$.event_type' IN ('RequestCompleted', 'RequestFailed') GROUP BY 1 ORDER BY 1''')
            for row in rows.fetchall():
                print(",".join("" if value is None else str(value) for value in row))
            """
        let result = try logs.analyze(
            "query", Self.demo, "--output", "csv",
            """
            SELECT model, count(*), sum(output_tokens), round(sum(latency), 6), round(sum(cost), 9), \
            round(quantile(latency, 0.95), 9) FROM requests GROUP BY 1 ORDER BY 1
            """)
        let ours = result.output.split(separator: "\r\n").dropFirst().map { $0 + "\n" }.joined()
        #expect(try duckDB?.run("-c", script, in: logs.folder.path).output == ours)
        #expect(ours.split(separator: "\n").count == 6)
    }
}
