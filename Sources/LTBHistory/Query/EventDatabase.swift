// Owns the events of logs as tables of SQL.

package import LTBEvents

/// The tables of a query, filled line by line, then asked once.
package final class EventDatabase {
    let database: SQLDatabase
    private var fields = LineFields()
    private var loaders: [TableLoader] = []
    private let typeSlot: Int
    private let payloadTypeSlot: Int
    private var scratch = BoundText()
    private var event: Int64 = 0

    /// Makes tables without rows.
    ///
    /// With a path they are in a file, in which nothing should be, and which is whole only after `finish()`.
    package init(path: String? = nil) throws(QueryError) {
        database = try SQLDatabase(path: path)
        typeSlot = fields.slot(of: .eventType)
        payloadTypeSlot = fields.slot(of: .payloadType)
        // Nothing of it is worth keeping unless it is complete, so no step of it need be safe.
        for pragma in [
            "page_size=16384", "journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-32768",
            "temp_store=FILE",
        ] {
            try database.execute("PRAGMA \(pragma)")
        }
        for table in EventTable.all { try database.execute(table.definition) }
        try QuantileFunction.register(in: database)
        // At their first use these would seem to write the schema.
        try database.execute("SELECT 1 FROM json_each('[]'), json_tree('[]')")
    }

    /// Makes ready to take lines: all columns, or only those that a question reads.
    package func begin(for question: Question? = nil) throws(QueryError) {
        for table in EventTable.all {
            let columns = table.columns.filter { question?.reads($0.name, of: table.name) ?? true }
            guard question?.reads(table.name) ?? true else { continue }
            loaders.append(try TableLoader(table, columns, fields: &fields, in: database))
        }
        try database.execute("BEGIN")
    }

    /// Adds the event of a line.
    ///
    /// - Parameters:
    ///   - line: a line that is an event, as its check has found.
    ///   - time: its time.
    ///   - file: the base name of its log.
    ///   - number: its number in the log, from 1.
    package func add(
        _ line: UnsafeRawBufferPointer, at time: Timestamp, file: [UInt8], number: Int
    ) throws(QueryError) {
        event += 1
        fields.find(in: line)
        let place = LinePlace(event: event, time: time, file: file, line: Int64(number))
        let type = text(typeSlot, line)
        let payloadType = text(payloadTypeSlot, line)
        for loader in loaders where loader.takes(type, payloadType) {
            try loader.add(line, place, fields, type: type, &scratch)
        }
    }

    private func text(_ slot: Int, _ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let token = fields[slot], token.kind == .string else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return UnsafeRawBufferPointer(rebasing: line[(token.start + 1)..<(token.end - 1)])
    }

    /// Ends the loading; how many events there are.
    @discardableResult
    package func finish() throws(QueryError) -> Int64 {
        loaders.removeAll()
        try database.execute("COMMIT")
        return event
    }
}

/// Where an event is, besides its line.
struct LinePlace {
    var event: Int64
    var time: Timestamp
    var file: [UInt8]
    var line: Int64
}
