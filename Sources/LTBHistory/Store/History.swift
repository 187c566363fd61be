// Owns a history of runs: the SQLite file, opened so that any number of jobs can use it at once.

import GRDB
import Glibc

/// Runs and their figures in a SQLite file.
///
/// The file is in WAL mode: who reads waits for nobody, who writes waits for its turn, at most a minute. Each run is
/// added in one transaction, so that a process that is killed leaves either all of it or nothing.
package final class History: Sendable {
    /// The file.
    package let path: String
    private let queue: DatabaseQueue

    /// Opens a history.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - creating: whether to make it where there is none.
    package init(path: String, creating: Bool = false) throws(HistoryError) {
        self.path = path
        guard creating || access(path, F_OK) == 0 else { throw .missing(path: path) }
        queue = try Self.patiently(path) { try Self.open(path) }
        let queue = queue
        try Self.patiently(path) { try queue.writeWithoutTransaction { try Self.prepare($0, path) } }
    }

    /// How long to wait for others, in seconds.
    private static let patience = 60

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "history"
        configuration.busyMode = .timeout(Double(patience))
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Makes or updates the tables, unless the database is of something else or of a later version.
    private static func prepare(_ database: Database, _ path: String) throws {
        try check(database, path)
        // Of a mode that is already there this takes no lock.
        if try String.fetchOne(database, sql: "PRAGMA journal_mode") != "wal" {
            try database.execute(sql: "PRAGMA journal_mode=WAL")
        }
        // A commit may be lost with the power, but never the database.
        try database.execute(sql: "PRAGMA synchronous=NORMAL")
        guard try version(database) < HistorySchema.version else { return }
        try database.inTransaction(.immediate) {
            // Others may have done it meanwhile.
            try check(database, path)
            for step in HistorySchema.steps.dropFirst(try version(database)) { try database.execute(sql: step) }
            try database.execute(sql: "PRAGMA application_id=\(HistorySchema.applicationID)")
            try database.execute(sql: "PRAGMA user_version=\(HistorySchema.version)")
            return .commit
        }
    }

    private static func version(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    private static func check(_ database: Database, _ path: String) throws {
        let isOurs = try Int32.fetchOne(database, sql: "PRAGMA application_id") == HistorySchema.applicationID
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
        guard isOurs || isEmpty else { throw HistoryError.notAHistory(path: path) }
        let version = try version(database)
        if version > HistorySchema.version { throw HistoryError.newer(path: path, version: version) }
    }

    /// Reads in one transaction.
    func read<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
        let queue = queue
        return try Self.patiently(path) { try queue.read(body) }
    }

    /// Writes in one transaction, which has the write lock from its beginning.
    func write<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
        let queue = queue
        return try Self.patiently(path) {
            try queue.writeWithoutTransaction { database in
                try database.beginTransaction(.immediate)
                do {
                    let value = try body(database)
                    try database.commit()
                    return value
                } catch {
                    try? database.rollback()
                    throw error
                }
            }
        }
    }

    /// Does something again as long as others lock the database in ways that SQLite itself does not wait for.
    private static func patiently<Value>(_ path: String, _ body: () throws -> Value) throws(HistoryError) -> Value {
        let deadline = ContinuousClock.now + .seconds(patience)
        while true {
            do {
                return try body()
            } catch let error as HistoryError {
                throw error
            } catch let error as UnreadableCell {
                throw .damaged(path: path, column: error.column)
            } catch let error as DatabaseError {
                switch error.resultCode {
                case .SQLITE_BUSY, .SQLITE_LOCKED:
                    guard ContinuousClock.now < deadline else { throw .busy(path: path) }
                    usleep(20_000)
                case .SQLITE_NOTADB: throw .notAHistory(path: path)
                case .SQLITE_READONLY: throw .readOnly(path: path)
                default: throw .failed(path: path, reason: error.message ?? "\(error.resultCode)")
                }
            } catch {
                throw .failed(path: path, reason: "\(error)")
            }
        }
    }
}
