// Owns the options that commands about histories share: the file, and which runs.

import ArgumentParser
import LTBEvents
import LTBHistory
import LTBReport

/// The history.
struct HistoryFile: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The history, a SQLite file.", valueName: "history"), completion: .file(extensions: ["db"]))
    var history: String

    func open(creating: Bool = false) throws(Failure) -> History {
        try Failure.ofHistory { () throws(HistoryError) in try History(path: history, creating: creating) }
    }
}

/// Which runs of it.
struct RunChoiceOptions: ParsableArguments {
    @Option(help: "Only runs on this branch.")
    var branch: String?

    @Option(help: "Only runs with this status: passed, failed or aborted.")
    var status: String?

    @Option(
        help: ArgumentHelp("Only runs with this label. May be repeated; all must hold.", valueName: "key=value"),
        transform: EventChoiceOptions.Condition.init)
    var label: [EventChoiceOptions.Condition] = []

    @Option(help: ArgumentHelp("Only the last runs, so many.", valueName: "count"))
    var last: Int?

    func validate() throws {
        if let last, last < 1 { throw ValidationError("--last takes a number of runs, from 1.") }
    }

    var choice: RunChoice {
        var choice = RunChoice()
        (choice.branch, choice.status, choice.last) = (branch, status, last)
        for condition in label { choice.labels[condition.key] = condition.value }
        return choice
    }
}

/// How rows are written.
struct RowOptions: ParsableArguments {
    @Option(help: "How rows are written: table, csv, json or markdown.")
    var output: RowFormatName = .table

    @Flag(help: "Write tables as wide as they are; otherwise texts are cut where a line would be over 100 columns.")
    var full = false

    static let tableWidth = 100

    func write(_ columns: [String], _ rows: [[RowValue]]) throws(Failure) {
        try OutputTarget.standardOutput.write(
            output.bytes(
                columns, rows, width: full ? nil : Self.tableWidth, isSeen: OutputTarget.standardOutputIsTerminal))
    }
}

extension Failure {
    /// Does something with a history; what goes wrong ends the command.
    static func ofHistory<Value>(_ body: () throws(HistoryError) -> Value) throws(Failure) -> Value {
        do throws(HistoryError) {
            return try body()
        } catch {
            throw Failure(message: error.description)
        }
    }
}
