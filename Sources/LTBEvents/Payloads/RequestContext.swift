// Owns what the events of one request have in common.

/// What the events of a request have in common: fields of their `data`, at its beginning.
public struct RequestContext: Sendable, Hashable {
    /// The provider.
    public var provider: String?
    /// The model.
    public var model: String?
    /// The name of the request, the same in its start and its end.
    public var requestID: String?
    /// When it should have been sent, where that was planned.
    public var scheduledAt: Timestamp?
    /// The benchmark that it belongs to.
    public var benchmarkID: String?
    /// The example that it belongs to.
    public var exampleID: String?
    /// What was asked of the model: `chat`, `embeddings`, …
    public var operation: String?
    /// 1 for the first attempt, 2 for the first retry, …
    public var attempt: Int64?
    /// The trace that it belongs to.
    public var traceID: String?
    /// The span that it is.
    public var spanID: String?
    /// What else tells it from others.
    public var labels: [String: String]

    /// Makes it of what is known.
    @inlinable
    public init(
        provider: String? = nil, model: String? = nil, requestID: String? = nil, scheduledAt: Timestamp? = nil,
        benchmarkID: String? = nil, exampleID: String? = nil, operation: String? = nil, attempt: Int64? = nil,
        traceID: String? = nil, spanID: String? = nil, labels: [String: String] = [:],
    ) {
        self.provider = provider
        self.model = model
        self.requestID = requestID
        self.scheduledAt = scheduledAt
        self.benchmarkID = benchmarkID
        self.exampleID = exampleID
        self.operation = operation
        self.attempt = attempt
        self.traceID = traceID
        self.spanID = spanID
        self.labels = labels
    }
}

extension RequestContext: FieldGroup {
    init(from fields: inout FieldReader) {
        provider = fields.string("provider")
        model = fields.string("model")
        requestID = fields.identifier("request_id")
        scheduledAt = fields.timestamp("scheduled_at")
        benchmarkID = fields.identifier("benchmark_id")
        exampleID = fields.identifier("example_id")
        operation = fields.string("operation")
        attempt = fields.count("attempt")
        traceID = fields.identifier("trace_id")
        spanID = fields.identifier("span_id")
        labels = fields.labels("labels")
    }

    func write(to writer: inout JSONWriter) {
        writer.field("provider", provider)
        writer.field("model", model)
        writer.field("request_id", requestID)
        writer.field("scheduled_at", scheduledAt)
        writer.field("benchmark_id", benchmarkID)
        writer.field("example_id", exampleID)
        writer.field("operation", operation)
        writer.field("attempt", attempt)
        writer.field("trace_id", traceID)
        writer.field("span_id", spanID)
        writer.field("labels", labels)
    }
}
