// Owns the SQL that a user asks with: that it only reads, what it reads, and its rows.

internal import GRDBSQLite
import LTBPricing

/// A statement of SQL that was checked: it can do nothing but read the tables of events.
package struct Question: Sendable {
    private let sql: String
    /// The columns that it reads, by table; an empty set means that it only counts rows.
    private let columns: [String: Set<String>]

    /// Checks a statement against the tables, before anything is in them.
    package init(_ sql: String, of events: EventDatabase) throws(QueryError) {
        self.sql = sql
        let authorizer = ReadAuthorizer()
        _ = try Self.prepare(sql, events.database, authorizer)
        columns = Self.addingJoined(authorizer.columns, sql)
    }

    /// SQLite does not tell by which columns USING and NATURAL join, nor of tables of which nothing else is read: of the
    /// tables that the statement names, the columns that it names may be among them, and with NATURAL, all.
    private static func addingJoined(_ read: [String: Set<String>], _ sql: String) -> [String: Set<String>] {
        let text = sql.lowercased()
        let joinsAll = text.contains("natural")
        guard joinsAll || text.contains("using") else { return read }
        var columns = read
        for table in EventTable.all where text.contains(table.name) {
            let names = table.columns.map(\.name).filter { joinsAll || text.contains($0) }
            columns[table.name, default: []].formUnion(names)
        }
        return columns
    }

    /// Whether it reads a table at all.
    package func reads(_ table: String) -> Bool { columns[table] != nil }

    /// Whether it reads a column of a table.
    package func reads(_ column: String, of table: String) -> Bool { columns[table]?.contains(column) ?? false }

    /// Asks it of the tables, which can no longer be changed then; gives the names of the columns, then each row.
    package func ask(
        _ events: EventDatabase, columns: ([String]) throws -> Void, row: ([QueryValue]) throws -> Void
    ) throws {
        let database = events.database
        try database.execute("PRAGMA query_only=ON")
        let statement = try Self.prepare(sql, database, ReadAuthorizer())
        try columns(statement.columnNames)
        let count = sqlite3_column_count(statement.handle)
        while true {
            switch statement.step() {
            case SQLITE_ROW: try row((0..<count).map { statement.value(at: $0) })
            case SQLITE_DONE: return
            case SQLITE_ERROR, SQLITE_MISMATCH, SQLITE_TOOBIG: throw Self.wrong(database)
            default: throw database.failure
            }
        }
    }

    private static func prepare(
        _ sql: String, _ database: SQLDatabase, _ authorizer: ReadAuthorizer
    ) throws(QueryError) -> SQLStatement {
        defer { sqlite3_set_authorizer(database.connection, nil, nil) }
        authorizer.install(in: database)
        let (handle, hasMore) = try compile(sql, database, authorizer)
        guard let handle else {
            throw .sql("the query is empty; write a SELECT, such as 'SELECT count(*) FROM requests'.")
        }
        let statement = SQLStatement(handle, in: database)
        if hasMore { throw .sql("only one statement can be asked at a time; leave out what follows the first ';'.") }
        guard sqlite3_stmt_readonly(handle) != 0 else { throw .sql(ReadAuthorizer.refusal) }
        guard sqlite3_bind_parameter_count(handle) == 0 else {
            throw .sql("the query has parameters ('?', ':name'), which have no values here; write the values instead.")
        }
        return statement
    }

    /// The first statement, nil if there is none, and whether anything but comments follows it.
    private static func compile(
        _ sql: String, _ database: SQLDatabase, _ authorizer: ReadAuthorizer
    ) throws(QueryError) -> (OpaquePointer?, hasMore: Bool) {
        var first: OpaquePointer?
        var second: OpaquePointer?
        let codes = sql.withCString { start -> (Int32, Int32) in
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v2(database.connection, start, -1, &first, &tail)
            guard code == SQLITE_OK, first != nil, let rest = tail else { return (code, SQLITE_OK) }
            return (code, sqlite3_prepare_v2(database.connection, rest, -1, &second, nil))
        }
        defer { sqlite3_finalize(second) }
        guard codes.0 == SQLITE_OK else { throw authorizer.hasRefused ? .sql(ReadAuthorizer.refusal) : wrong(database) }
        return (first, codes.1 != SQLITE_OK || second != nil)
    }

    /// What SQLite says is wrong with the SQL, and what may have been meant.
    private static func wrong(_ database: SQLDatabase) -> QueryError {
        let message = String(cString: sqlite3_errmsg(database.connection))
        for (prefix, names, what) in [
            ("no such column: ", EventTable.all.flatMap { $0.columns.map(\.name) }, "columns"),
            ("no such table: ", EventTable.all.map(\.name), "tables"),
        ] where message.hasPrefix(prefix) {
            let name = message.dropFirst(prefix.count).split(separator: ".").last.map(String.init) ?? ""
            let advice = nearest(name, names).map { "Did you mean \($0)?" } ?? "--tables lists all \(what)."
            return .sql("the query fails: \(message). \(advice)")
        }
        return .sql("the query fails: \(message).")
    }

    private static func nearest(_ name: String, _ names: [String]) -> String? {
        let bytes = Array(name.lowercased().utf8)
        let limit = max(1, bytes.count / 3)
        let distances = Set(names).sorted().compactMap { candidate in
            editDistance(bytes, Array(candidate.utf8), limit: limit).map { ($0, candidate) }
        }
        return distances.min { $0.0 < $1.0 }?.1
    }
}

/// What SQLite asks before it compiles anything: only reading is allowed, and remembered.
private final class ReadAuthorizer {
    static let refusal = "a query can only read: write a SELECT; --save keeps the tables in a file to be changed."
    var columns: [String: Set<String>] = [:]
    var hasRefused = false

    /// The database asks this object until another one is set, until when it must live.
    func install(in database: SQLDatabase) {
        sqlite3_set_authorizer(
            database.connection,
            { context, action, first, second, _, _ in
                guard let context else { return SQLITE_DENY }
                let authorizer = Unmanaged<ReadAuthorizer>.fromOpaque(context).takeUnretainedValue()
                return authorizer.decide(action, first, second)
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func decide(_ action: Int32, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?) -> Int32 {
        switch action {
        case SQLITE_SELECT, SQLITE_RECURSIVE: return SQLITE_OK
        case SQLITE_READ:
            let column = second.map { String(cString: $0) } ?? ""
            // Of a table of which no column is read, the name is told as it was written.
            let table = first.map { String(cString: $0).lowercased() }
            if let table { columns[table, default: []].formUnion(column.isEmpty ? [] : [column]) }
            return SQLITE_OK
        case SQLITE_FUNCTION where second.map { String(cString: $0) } != "load_extension": return SQLITE_OK
        default:
            hasRefused = true
            return SQLITE_DENY
        }
    }
}
