// Owns `ltb-analyze history list`: the runs of a history, a row each.

import ArgumentParser
import LTBAnalysis
import LTBEvents
import LTBHistory
import LTBReport

struct HistoryListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the runs, the last one last.",
        discussion: """
            A table is in figures for people; CSV and JSON have the runs' ids and all digits: seconds, dollars and shares \
            from 0 to 1.

            EXAMPLES
              ltb-analyze history list runs.db --last 20
              ltb-analyze history list runs.db --branch main --status passed --output csv
            """)

    @OptionGroup var file: HistoryFile
    @OptionGroup var chosen: RunChoiceOptions
    @OptionGroup var rows: RowOptions

    private static let columns = [
        "run", "time", "branch", "commit", "status", "requests", "error_rate", "p50", "p95", "cost",
    ]

    func run() throws {
        let history = try file.open()
        let runs = try Failure.ofHistory { () throws(HistoryError) in try history.outlines(chosen.choice) }
        let isForPeople = rows.output == .table || rows.output == .markdown
        if isForPeople {
            try rows.write(Self.columns, runs.map(Self.shown))
        } else {
            try rows.write(Self.columns + ["run_id"], runs.map(Self.exact))
        }
    }

    private static func exact(_ run: StoredRun) -> [RowValue] {
        let totals = run.summary.totals
        return who(run, time: run.time.description, commit: run.commit) + [
            .integer(totals.totalRequests), number(totals.errorRate), number(totals.latency?.p50),
            number(totals.latency?.p95), number(totals.totalCost), text(run.identity.runID),
        ]
    }

    private static func shown(_ run: StoredRun) -> [RowValue] {
        let totals = run.summary.totals
        let time = CivilTime(run.time)
        let commit = run.commit.map { String($0.prefix(8)) }
        return who(run, time: "\(time.isoDate) \(time.clock)", commit: commit) + [
            .integer(totals.totalRequests), shown(totals.errorRate, NumberFormat.share),
            shown(totals.latency?.p50, NumberFormat.duration), shown(totals.latency?.p95, NumberFormat.duration),
            shown(totals.totalCost, NumberFormat.cost),
        ]
    }

    private static func who(_ run: StoredRun, time: String, commit: String?) -> [RowValue] {
        [
            .integer(run.number), .text(time), text(run.branch), text(commit), text(run.identity.status),
        ]
    }

    private static func text(_ text: String?) -> RowValue { text.map { .text($0) } ?? .null }

    private static func number(_ number: Double?) -> RowValue { number.map { .number($0) } ?? .null }

    private static func shown(_ number: Double?, _ format: (Double) -> String) -> RowValue {
        number.map { .text(format($0)) } ?? .null
    }
}
