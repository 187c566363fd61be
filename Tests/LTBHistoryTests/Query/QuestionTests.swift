// Owns the tests of what a user's SQL may do, and of what is said of SQL that is wrong.

import LTBTestSupport
import Testing

@testable import LTBHistory

@Suite struct QuestionTests {
    private func complaint(_ sql: String) throws -> String? {
        let database = try EventDatabase()
        do {
            _ = try Question(sql, of: database)
            return nil
        } catch QueryError.sql(let message) {
            return message
        }
    }

    private static let refusal =
        "a query can only read: write a SELECT; --save keeps the tables in a file to be changed."

    @Test(arguments: [
        "DELETE FROM requests", "CREATE TABLE x (y)", "CREATE TEMP TABLE x AS SELECT 1", "ATTACH '/tmp/x.db' AS x",
        "PRAGMA query_only=OFF", "VACUUM INTO '/tmp/x.db'", "BEGIN", "INSERT INTO events (event) VALUES (1)",
        "SELECT load_extension('x')", "DROP TABLE events", "ANALYZE",
        "WITH x AS (SELECT 1) DELETE FROM events",
    ])
    func whatIsNoReadingIsRefused(sql: String) throws {
        #expect(try complaint(sql) == Self.refusal)
    }

    @Test(arguments: [
        "SELECT 1;", "SELECT 1 -- a comment", "  \n WITH x AS (SELECT 1) SELECT * FROM x", "VALUES (1)",
        "SELECT * FROM events, json_each(events.data)", "EXPLAIN QUERY PLAN SELECT * FROM spans",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3) SELECT i FROM n",
        "SELECT name FROM sqlite_schema",
    ])
    func readingOfAnyKindIsAllowed(sql: String) throws {
        #expect(try complaint(sql) == nil)
    }

    @Test(arguments: [
        ("SELECT latencyy FROM requests", "the query fails: no such column: latencyy. Did you mean latency?"),
        ("SELECT r.costs FROM requests r", "the query fails: no such column: r.costs. Did you mean cost?"),
        ("SELECT xyz FROM requests", "the query fails: no such column: xyz. --tables lists all columns."),
        ("SELECT 1 FROM request", "the query fails: no such table: request. Did you mean requests?"),
        ("SELEC 1", #"the query fails: near "SELEC": syntax error."#),
        ("", "the query is empty; write a SELECT, such as 'SELECT count(*) FROM requests'."),
        (" -- nothing", "the query is empty; write a SELECT, such as 'SELECT count(*) FROM requests'."),
        (
            "SELECT 1; DROP TABLE events",
            "only one statement can be asked at a time; leave out what follows the first ';'."
        ),
        (
            "SELECT ?",
            "the query has parameters ('?', ':name'), which have no values here; write the values instead."
        ),
    ])
    func whatIsWrongIsSaidInASentence(sql: String, message: String) throws {
        #expect(try complaint(sql) == message)
    }

    @Test func onlyWhatIsReadIsLoaded() throws {
        let database = try EventDatabase()
        let question = try Question("SELECT model FROM requests WHERE latency > 1", of: database)
        #expect(question.reads("requests"))
        #expect(!question.reads("events"))
        #expect(question.reads("model", of: "requests"))
        #expect(question.reads("latency", of: "requests"))
        #expect(!question.reads("cost", of: "requests"))
    }

    @Test func countingRowsReadsNoColumn() throws {
        let database = try EventDatabase()
        let question = try Question("SELECT count(*) FROM events", of: database)
        #expect(question.reads("events"))
        #expect(!question.reads("data", of: "events"))
    }

    @Test func dataThatSQLCannotUseEndsItWithASentence() throws {
        let database = try EventDatabase()
        let question = try Question("SELECT json_extract('{', '$')", of: database)
        try database.begin(for: question)
        try database.finish()
        #expect(throws: QueryError.sql("the query fails: malformed JSON.")) {
            try question.ask(database) { _ in
            } row: { _ in
            }
        }
    }

    @Test func aQuantileOutsideOfItsRangeIsAnError() throws {
        let database = try EventDatabase()
        let question = try Question("SELECT quantile(1, 95)", of: database)
        try database.begin(for: question)
        try database.finish()
        #expect(
            throws: QueryError.sql(
                "the query fails: quantile(x, q) takes q from 0 to 1, such as 0.95 for p95.")
        ) {
            try question.ask(database) { _ in
            } row: { _ in
            }
        }
    }
}
