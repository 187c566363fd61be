// Owns `ltb-analyze query`: SQL over the events of logs.

import ArgumentParser
import LTBAnalysis
import LTBEvents
import LTBHistory
import LTBLog
import LTBReport

struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Asks SQL of the events of logs.",
        discussion: """
            The events become the tables events, requests, evaluations, metrics and spans of a temporary SQLite \
            database, of which only the columns are filled that the query reads; --tables lists them all. A query can \
            only read. Besides SQLite's own functions there are quantile(x, q) and median(x), exact and by the \
            definition of the reports. The database is gone when the command ends, however it ends; --save keeps it in \
            a file, with all columns, for sqlite3 and other tools.

            EXAMPLES
              ltb-analyze query --tables
              ltb-analyze query run.jsonl.zst \\
                'SELECT model, quantile(latency, 0.95) FROM requests GROUP BY 1'
              ltb-analyze query run.jsonl.zst \\
                "SELECT labels ->> 'team', sum(cost) FROM requests GROUP BY 1"
              ltb-analyze query logs/ --provider openai --output csv \\
                'SELECT * FROM requests' > requests.csv
              ltb-analyze query run.jsonl.zst \\
                "SELECT count(*) FROM events WHERE data ->> 'finish_reason' = 'length'"
              ltb-analyze query run.jsonl.zst --save run.db
            """)

    @Argument(
        help: ArgumentHelp(
            "Logs, folders of logs, or - for standard input; then the SQL, in quotes.", valueName: "file-or-sql"),
        completion: .file(extensions: ["zst", "jsonl"]))
    var words: [String] = []

    @Option(help: "How rows are written: table, csv, json or markdown.")
    var output: RowFormatName = .table

    @Flag(help: "Write tables as wide as they are; otherwise texts are cut where a line would be over 100 columns.")
    var full = false

    @Option(
        help: ArgumentHelp("Keep the tables in this SQLite file; the SQL may be left out then.", valueName: "file"),
        completion: .file(extensions: ["db"]))
    var save: String?

    @Flag(help: "List the tables and their columns, and end.")
    var tables = false

    @OptionGroup(title: "Filters") var filters: EventFilterOptions

    private static let tableWidth = 100
    private static let helpWords = [".tables", ".schema", ".help"]

    func validate() throws {
        if tables || words.last.map(Self.helpWords.contains) ?? false { return }
        if words.isEmpty || (words.count == 1 && sql != nil) {
            throw ValidationError("Name a log, then the SQL: ltb-analyze query run.jsonl.zst 'SELECT …'.")
        }
        if sql == nil, save == nil {
            throw ValidationError(
                "Add the SQL as the last argument, in quotes, such as 'SELECT count(*) FROM requests'.")
        }
        if let save, OutputTarget(path: save) == .standardOutput {
            throw ValidationError("--save takes the name of a file, such as run.db.")
        }
    }

    /// The last word, unless it is the name of a file.
    private var sql: String? { words.last.flatMap { LogFile(path: $0).isThere ? nil : $0 } }

    func run() throws {
        if tables || words.last.map(Self.helpWords.contains) ?? false { return try listTables() }
        let sql = sql
        let files = try InputOptions(files: sql == nil ? words : Array(words.dropLast())).resolveNonempty()
        let target = try save.map { try SavedDatabase(path: $0, logs: files) }
        do {
            let database = try EventDatabase(path: target?.part)
            // What is wrong with the SQL is told before anything is read.
            let question = try sql.map { try Question($0, of: database) }
            try database.begin(for: target == nil ? question : nil)
            try load(files, into: database)
            try question.map { try answer($0, database) }
        } catch {
            target?.remove()
            throw Failure.of(query: error)
        }
        try target?.complete()
    }

    private func load(_ files: [LogFile], into database: EventDatabase) throws {
        var selection = EventSelection(filters.filter)
        var notices: [String] = []
        for file in files {
            let reader = try LogReader.opening(file)
            let name = Array(file.name.utf8)
            try reader.readLines { line, position in
                guard let time = selection.timeIfTaken(line) else { return }
                try database.add(line, at: time, file: name, number: position.line)
            }
            notices += reader.outcome.damageNotices(done: "read")
        }
        let count = try database.finish()
        for notice in notices + selection.notices { StandardError.write("ltb-analyze: \(notice)") }
        if count == 0, !filters.filter.isEmpty {
            StandardError.write("ltb-analyze: no event passes the filters.")
        }
    }

    private func answer(_ question: Question, _ database: EventDatabase) throws {
        let isSeen = OutputTarget.standardOutputIsTerminal
        var format = output.format(width: full ? nil : Self.tableWidth, isSeen: isSeen)
        var bytes: [UInt8] = []
        try question.ask(database) { columns in
            format.begin(columns, to: &bytes)
        } row: { row in
            format.add(row.map(RowValue.init), to: &bytes)
            guard bytes.count >= 1 << 16 else { return }
            try OutputTarget.standardOutput.write(bytes)
            bytes.removeAll(keepingCapacity: true)
        }
        format.end(to: &bytes)
        try OutputTarget.standardOutput.write(bytes)
    }

    private func listTables() throws(Failure) {
        let lines = EventTable.all.flatMap { table in
            let width = table.columns.map(\.name.count).max() ?? 0
            let rows = table.columns.map { column in
                let name = column.name + String(repeating: " ", count: width - column.name.count)
                let type = column.type + String(repeating: " ", count: 7 - column.type.count)
                return "  \(name)  \(type)  \(column.meaning)"
            }
            return ["\(table.name): \(table.meaning)"] + rows + [""]
        }
        try OutputTarget.standardOutput.write(Array(lines.dropLast().joined(separator: "\n").utf8) + [0x0A])
    }
}

extension RowFormatName: ExpressibleByArgument {}

extension RowValue {
    /// A value that SQLite gave.
    init(_ value: QueryValue) {
        switch value {
        case .null: self = .null
        case .integer(let value): self = .integer(value)
        case .real(let value): self = .number(value)
        case .text(let text): self = .text(text)
        case .bytes(let bytes): self = .text("x'\(bytes.map(Self.hexadecimal).joined())'")
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}

extension Failure {
    /// How a command ends whose SQL did not work.
    static func of(query error: any Error) -> any Error {
        switch error {
        case QueryError.sql(let message): Failure(message: message, status: .usage)
        case let error as QueryError: Failure(message: error.description)
        default: error
        }
    }
}
