// Owns adding rows to one table of events.

import LTBEvents

/// Binds the fields of lines to the statement that adds a row; texts are bound in place, without a copy.
final class TableLoader {
    /// A column, and the slots of the fields that it needs.
    private struct Column {
        var source: EventTable.Source
        var slot = 0
    }

    private let columns: [Column]
    private let types: [[UInt8]]
    private let payloadType: [UInt8]
    private let insert: SQLStatement
    private let latency: Int
    private let firstToken: Int
    private let outputTokens: Int

    /// Adds only some of a table's columns; the others stay NULL.
    init(
        _ table: EventTable, _ columns: [EventTable.Column], fields: inout LineFields, in database: SQLDatabase
    ) throws(QueryError) {
        self.columns = columns.map { Column(source: $0.source, slot: Self.slot(of: $0.source, &fields)) }
        types = table.eventTypes.map { Array($0.utf8) }
        payloadType = Array(table.payloadType.utf8)
        latency = fields.slot(of: .data("latency"))
        firstToken = fields.slot(of: .data("time_to_first_token"))
        outputTokens = fields.slot(of: .tokens("output_tokens"))
        let names = columns.map(\.name).joined(separator: ", ")
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        let values = columns.isEmpty ? "DEFAULT VALUES" : "(\(names)) VALUES (\(places))"
        insert = try SQLStatement("INSERT INTO \(table.name) \(values)", in: database)
    }

    private static func slot(of source: EventTable.Source, _ fields: inout LineFields) -> Int {
        switch source {
        case .field(let field, _): fields.slot(of: field)
        case .data: fields.slot(of: .wholeData)
        default: 0
        }
    }

    /// Whether events of a type have a row; a payload of another type than the event's makes it one of no known type.
    func takes(_ type: UnsafeRawBufferPointer, _ payload: UnsafeRawBufferPointer) -> Bool {
        guard !types.isEmpty else { return true }
        guard payload.isEmpty || payload.elementsEqual(payloadType) else { return false }
        return types.contains { $0.count == type.count && type.elementsEqual($0) }
    }

    /// Adds a row.
    func add(
        _ line: UnsafeRawBufferPointer, _ place: LinePlace, _ fields: borrowing LineFields,
        type: UnsafeRawBufferPointer,
        _ scratch: inout BoundText
    ) throws(QueryError) {
        scratch.removeAll()
        for (number, column) in columns.enumerated() {
            let index = Int32(number + 1)
            switch column.source {
            case .event: insert.bind(place.event, at: index)
            case .line: insert.bind(place.line, at: index)
            case .file: insert.bind(scratch.add(place.file), at: index)
            case .timestamp: insert.bind(scratch.add(place.time), at: index)
            case .unixSeconds: insert.bind(Double(place.time.nanosecondsSince1970) / 1e9, at: index)
            case .isSuccess: insert.bind(type.elementsEqual(Self.completed) ? "success" : "error", at: index)
            case .timePerOutputToken: bindTimePerOutputToken(line, fields, at: index)
            case .data: bind(fields[column.slot], as: .json, line, at: index, &scratch)
            case .field(_, let kind): bind(fields[column.slot], as: kind, line, at: index, &scratch)
            }
        }
        try insert.run()
    }

    private static let completed = Array("RequestCompleted".utf8)

    private func bind(
        _ token: JSONCursor.ValueToken?, as kind: EventTable.ValueKind, _ line: UnsafeRawBufferPointer,
        at index: Int32, _ scratch: inout BoundText
    ) {
        guard let token else { return kind == .name ? insert.bind("unknown", at: index) : insert.bindNull(at: index) }
        switch (kind, token.kind) {
        case (.text, .string), (.identifier, .string), (.name, .string):
            insert.bind(scratch.text(of: token, line), at: index)
        case (.identifier, .number), (.json, .object), (.json, .array): insert.bind(Self.whole(token, line), at: index)
        case (.time, .string): bindTime(scratch.text(of: token, line), at: index, &scratch)
        case (.integer, .number): bind(integer: JSONCursor.integer(line, token), at: index)
        case (.real, .number): bind(real: JSONCursor.double(line, token), at: index)
        case (.positiveReal, .number):
            bind(real: JSONCursor.double(line, token).flatMap { $0 > 0 ? $0 : nil }, at: index)
        case (.flag, .true): insert.bind(Int64(1), at: index)
        case (.flag, .false): insert.bind(Int64(0), at: index)
        default: insert.bindNull(at: index)
        }
    }

    private func bind(integer value: Int64?, at index: Int32) {
        if let value { insert.bind(value, at: index) } else { insert.bindNull(at: index) }
    }

    private func bind(real value: Double?, at index: Int32) {
        if let value { insert.bind(value, at: index) } else { insert.bindNull(at: index) }
    }

    private func bindTime(_ text: UnsafeRawBufferPointer, at index: Int32, _ scratch: inout BoundText) {
        guard let time = Timestamp(rfc3339: text) else { return insert.bindNull(at: index) }
        insert.bind(scratch.add(time), at: index)
    }

    /// (latency - TTFT) / (output tokens - 1), as every figure has it.
    private func bindTimePerOutputToken(
        _ line: UnsafeRawBufferPointer, _ fields: borrowing LineFields, at index: Int32
    ) {
        guard let first = fields[firstToken].flatMap({ JSONCursor.double(line, $0) }), first > 0,
            let latency = fields[latency].flatMap({ JSONCursor.double(line, $0) }), latency >= first,
            let tokens = fields[outputTokens].flatMap({ JSONCursor.integer(line, $0) }), tokens > 1
        else { return insert.bindNull(at: index) }
        insert.bind((latency - first) / Double(tokens - 1), at: index)
    }

    private static func whole(
        _ token: JSONCursor.ValueToken, _ line: UnsafeRawBufferPointer
    ) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: line[token.start..<token.end])
    }
}
