// Owns the event: one line of a log, and its JSON.

/// One line of a log: something that happened at an instant.
///
/// Its JSON, with the keys in the order in which they are written; only `event_type` and `timestamp` must be there
/// when it is read, in any order and with any white space:
///
///     {"event_type":"RequestCompleted","timestamp":"2025-01-15T10:30:00.123456Z","id":"evt_5f0c91ab_42",
///      "payload":{"type":"Request","data":{"provider":"openai","model":"gpt-4", …}}}
///
/// Strings are any Unicode, written with as few escapes as JSON allows. Of duplicate keys the last one counts, `null` is
/// a missing field, unknown fields are kept. Units are seconds, tokens, US dollars and bytes.
public struct Event: Sendable, Hashable {
    /// When it happened; of what took time, when it ended. Written in whole microseconds.
    public var timestamp: Timestamp
    /// A name that is unique in the run.
    public var id: String?
    /// What happened.
    public var payload: Payload
    /// Fields of the event that this version does not know. Those of the payload's `data` are in the payload.
    public var unknownFields = JSONObject()
    /// The fields beside `type` and `data` in the payload, which this version does not know.
    public var unknownPayloadFields = JSONObject()

    /// An event.
    public init(timestamp: Timestamp, id: String? = nil, payload: Payload) {
        self.timestamp = timestamp
        self.id = id
        self.payload = payload
    }

    /// The name in `event_type`.
    public var eventType: String { payload.eventType }

    /// Reads one line, without its newline.
    ///
    /// - Throws: why the line is not an event; `SkipReason` says which reason counts where there are several.
    public init(json line: UnsafeRawBufferPointer) throws(SkipReason) {
        guard isValidUTF8(line) else { throw .invalid_utf8 }
        var cursor = JSONCursor(line)
        guard let text = cursor.scanValue(), cursor.isAtEnd() else { throw .invalid_json }
        guard text.kind == .object else { throw .not_an_object }
        var fields = FieldReader(line, text)
        guard let type = fields.take("event_type") else { throw .missing_event_type }
        guard let time = fields.take("timestamp") else { throw .missing_timestamp }
        guard type.kind == .string, time.kind == .string else { throw .wrong_type }
        guard let timestamp = fields.timestamp(time) else { throw .invalid_timestamp }
        self.timestamp = timestamp
        id = fields.identifier("id")
        payload = Payload(
            eventType: JSONCursor.string(line, type.content), from: &fields, unknownFields: &unknownPayloadFields)
        if let failure = fields.failure { throw failure }
        unknownFields = fields.unknownFields()
    }

    /// Appends an event without unknown fields as one line, whose id is made of a prefix and a number in place.
    ///
    /// For recording: nothing is allocated for the id.
    package static func append(
        _ payload: Payload, at timestamp: Timestamp, idPrefix: String, number: Int64, to output: inout [UInt8]
    ) {
        JSONWriter.append(to: &output) { writer in
            writer.beginEvent(payload.eventType, at: timestamp, idPrefix, number)
            payload.write(to: &writer, unknownFields: [:])
            writer.endObject()
        }
    }

    /// Appends the event that some data makes as one line, in the same way.
    package static func append<Data: EventData>(
        data: Data, at timestamp: Timestamp, idPrefix: String, number: Int64, to output: inout [UInt8]
    ) {
        JSONWriter.append(to: &output) { writer in
            let type = Data.eventType
            writer.beginEvent(type.rawValue, at: timestamp, idPrefix, number)
            writer.key("payload")
            writer.beginObject()
            writer.field("type", type.payloadType)
            writer.key("data")
            writer.beginObject()
            data.writeFields(to: &writer)
            writer.endObject()
            writer.endObject()
            writer.endObject()
        }
    }

    /// Appends the event as one line, without a newline: compact, keys in the order of the format, unknown ones last.
    public func append(to output: inout [UInt8]) {
        JSONWriter.append(to: &output) { writer in
            writer.beginObject()
            writer.field("event_type", eventType)
            writer.field("timestamp", timestamp)
            writer.field("id", id)
            payload.write(to: &writer, unknownFields: unknownPayloadFields)
            writer.members(unknownFields)
            writer.endObject()
        }
    }
}

extension JSONWriter {
    /// Writes what comes before the payload.
    fileprivate mutating func beginEvent(
        _ type: String, at timestamp: Timestamp, _ idPrefix: String, _ number: Int64
    ) {
        beginObject()
        field("event_type", type)
        field("timestamp", timestamp)
        key("id")
        value(prefix: idPrefix, number: number)
    }
}
