// Owns `ltb-analyze history export`: all that a history keeps, for other tools.

import ArgumentParser
import LTBHistory
import LTBReport

struct HistoryExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes runs with all that is kept of them.",
        discussion: """
            As jsonl a run is a line of JSON with its figures in all, by provider and by model, and its distributions. As \
            csv it is a row in all, one a provider and one a model; what a row is not of is empty.

            EXAMPLES
              ltb-analyze history export runs.db > runs.jsonl
              ltb-analyze history export runs.db --branch main --to csv > runs.csv
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case jsonl, csv
    }

    @OptionGroup var file: HistoryFile
    @OptionGroup var chosen: RunChoiceOptions

    @Option(help: "The format: jsonl or csv.")
    var to = Format.jsonl

    func run() throws {
        let history = try file.open()
        switch to {
        case .csv:
            let table = try Failure.ofHistory { () throws(HistoryError) in try history.figureRows(chosen.choice) }
            let rows = table.rows.map { $0.map(RowValue.init) }
            try OutputTarget.standardOutput.write(RowFormatName.csv.bytes(table.columns, rows))
        case .jsonl:
            for run in try Failure.ofHistory({ () throws(HistoryError) in try history.runs(chosen.choice) }) {
                var bytes: [UInt8] = []
                RunLine(run).write(to: &bytes)
                try OutputTarget.standardOutput.write(bytes)
            }
        }
    }
}
