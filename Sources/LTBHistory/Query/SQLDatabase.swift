// Owns a connection to SQLite for events: opening, statements without rows, errors.

internal import GRDBSQLite

/// Why SQL could not do its work.
package enum QueryError: Error, Equatable, CustomStringConvertible {
    /// The user's SQL is wrong.
    case sql(String)
    /// The database cannot be written or read.
    case database(String)

    /// One sentence.
    package var description: String {
        switch self {
        case .sql(let message), .database(let message): message
        }
    }
}

/// A database of one connection: fast to fill, and worth nothing if that is broken off.
final class SQLDatabase {
    let connection: OpaquePointer

    /// Opens a database: a file, or, without a path, one that vanishes however the program ends.
    ///
    /// SQLite keeps the latter in memory up to `PRAGMA cache_size` and then in a file that has no name any more.
    init(path: String? = nil) throws(QueryError) {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
        let code = sqlite3_open_v2(path ?? "", &opened, flags, nil)
        guard let opened, code == SQLITE_OK else {
            sqlite3_close_v2(opened)
            let place = path.map { "the database \($0)" } ?? "a temporary database"
            throw .database("cannot open \(place): \(String(cString: sqlite3_errstr(code))).")
        }
        connection = opened
    }

    deinit { sqlite3_close_v2(connection) }

    func execute(_ sql: String) throws(QueryError) {
        guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw failure }
    }

    /// What went wrong last, which is not the fault of the user's SQL.
    var failure: QueryError {
        let message = String(cString: sqlite3_errmsg(connection))
        guard sqlite3_errcode(connection) == SQLITE_FULL else { return .database("the database failed: \(message).") }
        return .database(
            "the disk is full where the temporary database is; SQLITE_TMPDIR names another folder for it.")
    }
}
