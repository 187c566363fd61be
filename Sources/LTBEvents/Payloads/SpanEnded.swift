// Owns the event of a span.

/// A span of a trace ended: `payload.type` `Span`.
public struct SpanEnded: Sendable, Hashable {
    /// The trace.
    public var traceID: String?
    /// The span.
    public var spanID: String?
    /// The operation.
    public var name: String?
    /// When it began.
    public var startTime: Timestamp?
    /// How long it took, in seconds.
    public var durationSeconds: Double?
    /// The span that it is a part of.
    public var parentSpanID: String?
    /// `client`, `server`, `internal`, …
    public var kind: String?
    /// How it ended: `ok`, `error`, …
    public var status: String?
    /// What else is known of it.
    public var attributes: JSONObject
    /// Spans that it is related to.
    public var links: [JSONValue]
    /// What happened while it lasted.
    public var events: [JSONValue]
    /// Fields of `data` that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    public init(
        traceID: String? = nil, spanID: String? = nil, name: String? = nil, startTime: Timestamp? = nil,
        durationSeconds: Double? = nil, parentSpanID: String? = nil, kind: String? = nil, status: String? = nil,
        attributes: JSONObject = [:], links: [JSONValue] = [], events: [JSONValue] = [],
        unknownFields: JSONObject = [:]
    ) {
        self.traceID = traceID
        self.spanID = spanID
        self.name = name
        self.startTime = startTime
        self.durationSeconds = durationSeconds
        self.parentSpanID = parentSpanID
        self.kind = kind
        self.status = status
        self.attributes = attributes
        self.links = links
        self.events = events
        self.unknownFields = unknownFields
    }
}

extension SpanEnded: FieldGroup {
    init(from fields: inout FieldReader) {
        traceID = fields.identifier("trace_id")
        spanID = fields.identifier("span_id")
        name = fields.string("name")
        startTime = fields.timestamp("start_time")
        durationSeconds = fields.seconds("duration")
        parentSpanID = fields.identifier("parent_span_id")
        kind = fields.string("kind")
        status = fields.string("status")
        attributes = fields.anyObject("attributes")
        links = fields.anyArray("links")
        events = fields.anyArray("events")
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        writer.field("trace_id", traceID)
        writer.field("span_id", spanID)
        writer.field("name", name)
        writer.field("start_time", startTime)
        writer.field("duration", durationSeconds)
        writer.field("parent_span_id", parentSpanID)
        writer.field("kind", kind)
        writer.field("status", status)
        writer.field("attributes", attributes)
        writer.field("links", links)
        writer.field("events", events)
        writer.members(unknownFields)
    }
}
