// Owns the JSON of what a span carries: attributes, events, links.

import LTBEvents
import LTBRecorder
import Tracing

extension Timestamp {
    /// Nanoseconds since 1970; what is beyond the year 2262 becomes its last instant.
    init(sinceEpoch nanoseconds: UInt64) {
        self.init(nanosecondsSince1970: Int64(clamping: nanoseconds))
    }
}

extension JSONObject {
    /// The attributes, sorted by name, as many as the limit allows.
    init(_ attributes: SpanAttributes, limit: Int) {
        var members: [(String, JSONValue)] = []
        attributes.forEach { name, attribute in members.append((name, JSONValue(attribute))) }
        self.init()
        for (name, value) in members.sorted(by: { $0.0 < $1.0 }).prefix(limit) { self[name] = value }
    }
}

extension JSONValue {
    init(_ attribute: SpanAttribute) {
        switch attribute {
        case .int32(let value): self = .number(String(value))
        case .int64(let value): self = .number(String(value))
        case .int32Array(let values): self = .array(values.map { .number(String($0)) })
        case .int64Array(let values): self = .array(values.map { .number(String($0)) })
        case .double(let value): self.init(value)
        case .doubleArray(let values): self = .array(values.map { JSONValue($0) })
        case .bool(let value): self = .bool(value)
        case .boolArray(let values): self = .array(values.map { .bool($0) })
        case .string(let value): self = .string(shortened(value))
        case .stringArray(let values): self = .array(values.map { .string($0) })
        case .stringConvertible(let value): self = .string(shortened(value.description))
        case .stringConvertibleArray(let values): self = .array(values.map { .string($0.description) })
        default: self = .null
        }
    }

    /// `{"name":…,"time":…,"attributes":{…}}`
    init(_ event: SpanEvent, limit: Int) {
        self = .object([
            "name": .string(event.name),
            "time": .string(Timestamp(sinceEpoch: event.nanosecondsSinceEpoch).description),
            "attributes": .object(JSONObject(event.attributes, limit: limit)),
        ])
    }

    /// `{"trace_id":…,"span_id":…,"attributes":{…}}`
    init(_ link: SpanLink, limit: Int) {
        var object = JSONObject()
        if let trace = link.context.span?.trace {
            object["trace_id"] = .string(trace.traceID)
            object["span_id"] = .string(trace.spanID)
        }
        object["attributes"] = .object(JSONObject(link.attributes, limit: limit))
        self = .object(object)
    }

    /// A number, or the words for one that JSON has not.
    private init(_ value: Double) {
        self = value.isFinite ? .number(value.description) : .string(value.description)
    }
}

/// A text of an attribute, of which nobody reads megabytes.
private func shortened(_ text: String) -> String {
    text.utf8.count <= 16 << 10 ? text : String(text.prefix(4 << 10)) + "…"
}
