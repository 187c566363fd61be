// Owns the figures of a history as rows, for tables of others.

import GRDB

extension History {
    /// A row for each run in all, by provider and by model: who the run was, then all columns of `figures`.
    package func figureRows(
        _ choice: RunChoice = RunChoice()
    ) throws(HistoryError) -> (columns: [String], rows: [[QueryValue]]) {
        try read { database in
            let (condition, arguments) = choice.condition
            let limit = choice.last.map { "LIMIT \($0)" } ?? ""
            let statement = try database.makeStatement(
                sql: """
                    SELECT chosen.id AS run, run_id, name, time, branch, git_sha, status, figures.*
                    FROM (SELECT * FROM runs WHERE \(condition) ORDER BY time DESC, id DESC \(limit)) AS chosen
                    JOIN figures ON figures.run = chosen.id
                    ORDER BY time, chosen.id, provider, model
                    """)
            statement.arguments = arguments
            // The run's number is there already.
            let kept = statement.columnNames.indices.filter { $0 != 7 }
            let rows = try Row.fetchAll(statement).map { row in
                kept.map { QueryValue(row[$0] as DatabaseValue) }
            }
            return (kept.map { statement.columnNames[$0] }, rows)
        }
    }
}

extension QueryValue {
    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let value): self = .integer(value)
        case .double(let value): self = .real(value)
        case .string(let text): self = .text(text)
        case .blob(let bytes): self = .bytes(Array(bytes))
        }
    }
}
