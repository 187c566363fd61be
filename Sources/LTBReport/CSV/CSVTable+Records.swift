// Owns the CSV tables of what was recorded beside requests and work: who the runs were, and which alerts they had.

import LTBAnalysis

extension CSVTable {
    /// A row a run, with a column for each label that any of them has.
    static func runs(_ summary: RunSummary) -> CSVTable {
        let labels = Set(summary.runs.flatMap(\.labels.keys)).sorted()
        return CSVTable(summary.runs, sample: RunIdentity()) { run in
            let identity: [Member] = [
                ("run_id", .text(run.runID)), ("name", .text(run.name)), ("status", .text(run.status)),
                ("started_at", .time(run.startedAt)), ("duration_seconds", .number(run.durationSeconds)),
                ("host", .text(run.host)), ("tool", .text(run.tool)), ("tool_version", .text(run.toolVersion)),
            ]
            return identity + labels.map { ("labels_\($0)", .text(run.labels[$0])) }
        }
    }

    static func alerts(_ summary: RunSummary) -> CSVTable {
        CSVTable(summary.alerts, sample: AlertFigures(name: "", severity: "", state: "")) { alert in
            let labels = alert.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }
            return [
                ("name", .text(alert.name)), ("severity", .text(alert.severity)), ("state", .text(alert.state)),
                ("started_at", .time(alert.startedAt)), ("ended_at", .time(alert.endedAt)),
                ("value", .number(alert.value)), ("threshold", .number(alert.threshold)),
                ("labels", .text(labels.joined(separator: ","))), ("message", .text(alert.message)),
            ]
        }
    }
}
