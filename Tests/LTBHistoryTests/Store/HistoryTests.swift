// Owns the tests of opening histories, adding runs, and getting them back.

import GRDB
import LTBAnalysis
import LTBEvents
import LTBTestSupport
import Testing

@testable import LTBHistory

@Suite struct HistoryTests {
    private let sample: SampleHistory

    init() throws {
        sample = try SampleHistory()
    }

    @discardableResult
    private func add(
        _ summary: RunSummary, _ log: StoredLog, to history: History
    ) throws -> History.Added {
        try history.add(summary, logs: [log], at: SampleHistory.day(20))
    }

    @Test func aRunComesBackWithAllThatIsKept() throws {
        let summary = SampleHistory.summary("run_1")
        let log = SampleHistory.log("abc")
        try add(summary, log, to: try sample.open())
        var kept = summary
        kept.cost = StoredCost(summary).summary
        for index in kept.providers.indices {
            // Of these the curves and buckets are not kept.
            kept.providers[index].requests.latency?.curve = []
            kept.providers[index].requests.latency?.buckets = []
            kept.providers[index].requests.outputTokens?.curve = []
            kept.providers[index].requests.outputTokens?.buckets = []
        }
        let run = try #require(try sample.open().runs().first)
        #expect(
            run
                == StoredRun(
                    number: 1, time: SampleHistory.day(15), addedAt: SampleHistory.day(20), digest: "abc", logs: [log],
                    summary: kept))
        #expect(run.branch == "main")
        #expect(run.commit == "c0ffee15")
    }

    /// Who wrote a history nobody knows; what sums and squares are made of must be numbers that have some.
    @Test func figuresThatNoRunHasAreReadAsTheNearestThatOneHas() throws {
        let history = try sample.open()
        try add(SampleHistory.summary("run_1"), SampleHistory.log("abc"), to: history)
        try history.write { database in
            try database.execute(
                sql: """
                    UPDATE figures SET total_requests = -5, failed_requests = 7, total_output_tokens = 9223372036854775807,
                        error_rate = 9e999, total_cost = -9e999;
                    UPDATE distributions SET count = 9223372036854775807, p99 = 1e308,
                        curve = '[[0.5,2],[1e400,1],[1,null]]', buckets = '[[1,-3],[2,1e300],[3,4]]';
                    UPDATE evaluations SET pass_rate = -1, pass_rate_low = 0.25, pass_rate_high = 9e999;
                    UPDATE runs SET window_start = window_end, window_end = started_at, duration_seconds = 9e999
                    """)
        }
        let summary = try #require(try history.runs().first).summary
        #expect(summary.totals.totalRequests == 0 && summary.totals.failedRequests == 0)
        #expect(summary.totals.totalOutputTokens == 1_000_000_000_000_000)
        #expect(summary.totals.errorRate == 1 && summary.totals.totalCost == -1e15)
        let latency = try #require(summary.totals.latency)
        #expect(latency.count == 1_000_000_000_000_000 && latency.p99 == 1e15)
        #expect(latency.curve == [.init(quantile: 0.5, value: 2)])
        #expect(latency.buckets == [.init(upperBound: 1, count: 0), .init(upperBound: 3, count: 4)])
        #expect(summary.evaluations[0].passRate == 0 && summary.evaluations[0].passRateInterval == 0.25...1)
        #expect(summary.window == nil && summary.run?.durationSeconds == 1e15)
    }

    @Test func aColumnOfAnotherKindIsDamage() throws {
        let history = try sample.open()
        try add(SampleHistory.summary("run_1"), SampleHistory.log("abc"), to: history)
        try history.write { try $0.execute(sql: "UPDATE figures SET total_requests = 'many'") }
        #expect(throws: HistoryError.damaged(path: sample.path, column: "total_requests")) { try history.runs() }
        try history.write { try $0.execute(sql: "ALTER TABLE runs DROP COLUMN events") }
        #expect(throws: HistoryError.damaged(path: sample.path, column: "events")) { try history.outlines() }
    }

    @Test func whySkippedLinesWereSkippedIsKept() throws {
        var summary = SampleHistory.summary("run_1")
        summary.log.skippedLines = ["wrong_type": 2, "invalid_json": 1]
        let history = try sample.open()
        try add(summary, SampleHistory.log("abc"), to: history)
        #expect(try history.runs().map(\.summary.log.skippedLines) == [["wrong_type": 2, "invalid_json": 1]])
        for reasons in ["[]", "", #"{"x":3}"#, #"{"wrong_type":-1,"invalid_json":"2"}"#] {
            try history.write { try $0.execute(sql: "UPDATE runs SET skip_reasons = ?", arguments: [reasons]) }
            #expect(try history.runs().map(\.summary.log.skippedLines) == [["unknown": 3]])
        }
    }

    /// A history of the first version says only how many lines were skipped.
    @Test func anOlderHistoryIsBroughtUpToDate() throws {
        var summary = SampleHistory.summary("run_1")
        summary.log.skippedLines = ["wrong_type": 2]
        let history = try sample.open()
        try add(summary, SampleHistory.log("abc"), to: history)
        try history.write {
            try $0.execute(sql: "ALTER TABLE runs DROP COLUMN skip_reasons; PRAGMA user_version=1")
        }
        #expect(try sample.open().runs().map(\.summary.log.skippedLines) == [["unknown": 2]])
        summary.runs[0].runID = "run_2"
        try add(summary, SampleHistory.log("abd"), to: try sample.open())
        #expect(try sample.open().runs().map(\.summary.log.skippedLines) == [["unknown": 2], ["wrong_type": 2]])
    }

    @Test(arguments: [
        (["passed", "failed"], "failed"), (["aborted", "error"], "failed"), (["passed", "aborted"], "aborted"),
        (["passed", "passed"], "passed"), (["passed", nil], nil), ([], nil),
    ])
    func aLogOfSeveralRunsEndedAsTheWorst(_ statuses: [String?], _ status: String?) throws {
        var summary = SampleHistory.summary("run")
        let run = summary.runs[0]
        summary.runs = statuses.enumerated().map { index, status in
            var one = run
            (one.runID, one.status) = ("run_\(index)", status)
            return one
        }
        let history = try sample.open()
        try add(summary, SampleHistory.log("abc"), to: history)
        #expect(try history.outlines().map(\.identity.status) == [status])
        var failed = RunChoice()
        failed.status = "failed"
        #expect(try history.outlines(failed).count == (status == "failed" ? 1 : 0))
    }

    @Test func theSameLogIsAddedOnce() throws {
        let history = try sample.open()
        #expect(try add(SampleHistory.summary("run_1"), SampleHistory.log("abc"), to: history) == .added(1))
        let moved = SampleHistory.log("abc", path: "/elsewhere")
        #expect(try add(SampleHistory.summary("run_1"), moved, to: history) == .known(1))
        #expect(try history.number(ofDigest: "abc") == 1)
        #expect(try history.number(ofDigest: "abd") == nil)
        #expect(try history.runs().count == 1)
    }

    @Test func aLogThatHasGrownTakesItsOwnPlace() throws {
        let history = try sample.open()
        try add(SampleHistory.summary("run_1", latency: 1), SampleHistory.log("abc"), to: history)
        #expect(
            try add(SampleHistory.summary("run_1", latency: 3), SampleHistory.log("abcd"), to: history) == .replaced(2))
        #expect(try history.runs().map(\.summary.totals.latency?.p50) == [3])
    }

    @Test func otherLogsOfARunAreAddedBesideIt() throws {
        let history = try sample.open()
        try add(SampleHistory.summary("run_1"), SampleHistory.log("abc", path: "/worker-1"), to: history)
        let other = SampleHistory.log("xyz", path: "/worker-2")
        #expect(try add(SampleHistory.summary("run_1"), other, to: history) == .added(2))
        let both = [SampleHistory.log("abc", path: "/new"), other]
        #expect(try history.add(SampleHistory.summary("run_1"), logs: both, at: SampleHistory.day(20)) == .replaced(3))
        #expect(try history.runs().map(\.logs) == [both])
    }

    @Test func runsWithoutAnIDAreToldApartByTheirLogs() throws {
        let history = try sample.open()
        try add(SampleHistory.summary(nil), SampleHistory.log("abc"), to: history)
        #expect(try add(SampleHistory.summary(nil), SampleHistory.log("xyz"), to: history) == .added(2))
    }

    @Test func aChoiceTakesTheLastRunsThatMatch() throws {
        let history = try sample.open()
        for day in 1...6 {
            let summary = SampleHistory.summary(
                "run_\(day)", day: day, branch: day % 2 == 0 ? "main" : "feature",
                status: day == 4 ? "failed" : "passed")
            try add(summary, SampleHistory.log("log \(day)"), to: history)
        }
        func ids(_ change: (inout RunChoice) -> Void) throws -> [String?] {
            var choice = RunChoice()
            change(&choice)
            return try history.outlines(choice).map(\.identity.runID)
        }
        #expect(try ids { $0.branch = "main" } == ["run_2", "run_4", "run_6"])
        #expect(try ids { $0.last = 2 } == ["run_5", "run_6"])
        #expect(try ids { ($0.branch, $0.status) = ("main", "passed") } == ["run_2", "run_6"])
        #expect(try ids { $0.labels = ["ci_job": "nightly", "git_sha": "c0ffee3"] } == ["run_3"])
        #expect(try ids { ($0.from, $0.before) = (SampleHistory.day(2), SampleHistory.day(4)) } == ["run_2", "run_3"])
        #expect(try ids { ($0.excluding, $0.last) = (["run_6", "log 5"], 2) } == ["run_3", "run_4"])
    }

    @Test func aWordMeansOneRun() throws {
        let history = try sample.open()
        try add(SampleHistory.summary("run_1", day: 1), SampleHistory.log("abc"), to: history)
        try add(SampleHistory.summary("run_22", day: 2), SampleHistory.log("xyz"), to: history)
        for word in ["2", "run_22", "run_2", "c0ffee2"] { #expect(try history.run(word).number == 2) }
        #expect(throws: HistoryError.noRun("nothing")) { try history.run("nothing") }
        #expect(throws: HistoryError.severalRuns("Nightly", count: 2)) { try history.run("Nightly") }
    }

    @Test func pruningTakesAllOfTheOldRuns() throws {
        let history = try sample.open()
        for day in 1...4 {
            try add(SampleHistory.summary("run_\(day)", day: day), SampleHistory.log("log \(day)"), to: history)
        }
        #expect(try history.prune(before: SampleHistory.day(3), isTrial: true) == 2)
        #expect(try history.runs().count == 4)
        #expect(try history.prune(before: SampleHistory.day(3)) == 2)
        #expect(try history.runs().map(\.number) == [3, 4])
        let left = try history.read { database in
            try ["logs", "figures", "distributions", "evaluations", "errors"].map { table in
                try Int.fetchOne(database, sql: "SELECT count(DISTINCT run) FROM \(table)")
            }
        }
        #expect(left == [2, 2, 2, 2, 2])
    }

    @Test func thereMustBeAHistoryToReadIt() throws {
        let message = "there is no history \(sample.path); ltb-analyze history add \(sample.path) FILE… makes it."
        #expect(throws: HistoryError.missing(path: sample.path)) { try History(path: sample.path) }
        #expect(HistoryError.missing(path: sample.path).description == message)
        #expect(!sample.folder.has("runs.db"))
    }

    @Test func aNewerHistoryIsRefusedAndLeftAsItIs() throws {
        try sample.open().write { try $0.execute(sql: "PRAGMA user_version=99") }
        let error = HistoryError.newer(path: sample.path, version: 99)
        #expect(throws: error) { try sample.open() }
        #expect(
            error.description
                == "\(sample.path) was made by a later ltb-analyze (its version is 99, this one knows up to "
                + "2); use that, or a new file.")
    }

    @Test func otherFilesAreRefusedAndLeftAsTheyAre() throws {
        try sample.folder.write(Array("no database, but long enough to be read as one".utf8), to: "runs.db")
        #expect(throws: HistoryError.notAHistory(path: sample.path)) { try sample.open() }
        #expect(try sample.folder.read("runs.db").count == 46)
        let other = sample.folder["other.db"]
        try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE mine (x)") }
        let before = try sample.folder.read("other.db")
        #expect(throws: HistoryError.notAHistory(path: other)) { try History(path: other, creating: true) }
        #expect(try sample.folder.read("other.db") == before)
    }

    @Test func viewsGiveTotalsProvidersAndModels() throws {
        let history = try sample.open()
        try add(SampleHistory.summary("run_1"), SampleHistory.log("abc"), to: history)
        let rows = try history.read { database in
            try ["totals", "providers", "models"].map { view in
                try String.fetchAll(
                    database,
                    sql: """
                        SELECT coalesce(provider, '') || '/' || coalesce(model, '') || ' ' || latency_p95 FROM \(view)
                        """)
            }
        }
        #expect(rows == [["/ 1.5"], ["openai/ 1.5"], ["openai/large 3.0", "openai/small 1.5"]])
    }
}
