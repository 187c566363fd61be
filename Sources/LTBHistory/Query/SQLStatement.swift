// Owns a prepared statement of SQLite: values in, rows out.

internal import GRDBSQLite

/// A statement, ended with this value.
struct SQLStatement: ~Copyable {
    let handle: OpaquePointer
    private let database: SQLDatabase

    /// Prepares the first statement of a text.
    init(_ sql: String, in database: SQLDatabase) throws(QueryError) {
        var handle: OpaquePointer?
        guard sqlite3_prepare_v2(database.connection, sql, -1, &handle, nil) == SQLITE_OK, let handle else {
            throw database.failure
        }
        self.init(handle, in: database)
    }

    /// Takes over a prepared statement.
    init(_ handle: OpaquePointer, in database: SQLDatabase) {
        self.handle = handle
        self.database = database
    }

    deinit { sqlite3_finalize(handle) }

    // MARK: Values in; they must stay where they are until `run`.

    @inline(__always)
    borrowing func bind(_ value: Int64, at index: Int32) { sqlite3_bind_int64(handle, index, value) }

    @inline(__always)
    borrowing func bind(_ value: Double, at index: Int32) { sqlite3_bind_double(handle, index, value) }

    @inline(__always)
    borrowing func bindNull(at index: Int32) { sqlite3_bind_null(handle, index) }

    @inline(__always)
    borrowing func bind(_ text: UnsafeRawBufferPointer, at index: Int32) {
        let start = text.baseAddress?.assumingMemoryBound(to: CChar.self)
        // No destructor: SQLite reads the text in place.
        sqlite3_bind_text(handle, index, start, Int32(text.count), nil)
    }

    @inline(__always)
    borrowing func bind(_ text: StaticString, at index: Int32) {
        bind(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), at: index)
    }

    /// Runs a statement that has no rows, and makes it ready for the next values.
    borrowing func run() throws(QueryError) {
        let code = sqlite3_step(handle)
        guard code == SQLITE_DONE else { throw database.failure }
        sqlite3_reset(handle)
    }

    // MARK: Rows out

    /// The names of the columns.
    var columnNames: [String] {
        (0..<sqlite3_column_count(handle)).map { sqlite3_column_name(handle, $0).map { String(cString: $0) } ?? "" }
    }

    /// Moves to the next row; SQLite's code.
    borrowing func step() -> Int32 { sqlite3_step(handle) }

    /// A value of the row.
    borrowing func value(at index: Int32) -> QueryValue {
        switch sqlite3_column_type(handle, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, index))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, index))
        case SQLITE_TEXT:
            let text = sqlite3_column_text(handle, index)
            let count = Int(sqlite3_column_bytes(handle, index))
            return .text(
                String(decoding: UnsafeBufferPointer(start: text, count: text == nil ? 0 : count), as: UTF8.self))
        case SQLITE_BLOB:
            let bytes = sqlite3_column_blob(handle, index)
            let count = Int(sqlite3_column_bytes(handle, index))
            return .bytes(Array(UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count)))
        default: return .null
        }
    }
}

/// A value of a row.
package enum QueryValue: Sendable, Equatable {
    /// No value.
    case null
    /// A whole number.
    case integer(Int64)
    /// Another number, which may be infinite.
    case real(Double)
    /// A text, of which nothing is known but that it is Unicode.
    case text(String)
    /// Bytes.
    case bytes([UInt8])
}
