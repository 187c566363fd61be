// Owns the start and the ends of a request.

/// A request was sent: `payload.type` `Request`.
public struct RequestStarted: Sendable, Hashable {
    /// Which request it is.
    public var context: RequestContext
    /// Fields of `data` that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    @inlinable
    public init(
        context: RequestContext = RequestContext(), unknownFields: JSONObject = [:]
    ) {
        self.context = context
        self.unknownFields = unknownFields
    }
}

extension RequestStarted: FieldGroup {
    init(from fields: inout FieldReader) {
        context = RequestContext(from: &fields)
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        context.write(to: &writer)
        writer.members(unknownFields)
    }
}

/// A request was answered: `payload.type` `Request`.
///
/// Prompts and completions, where they were captured, are the unknown field `content`.
public struct RequestCompleted: Sendable, Hashable {
    /// Which request it is.
    public var context: RequestContext
    /// From sending the request to the last byte of the answer, in seconds.
    public var latencySeconds: Double?
    /// From sending the request to the first content, in seconds; streaming only.
    public var timeToFirstTokenSeconds: Double?
    /// Times between consecutive pieces of content, in seconds; streaming only.
    public var chunkGapsSeconds: [Double]
    /// How many tokens it took.
    public var tokens: TokenUsage?
    /// What it cost, in US dollars.
    public var costUSD: Double?
    /// The service tier that the provider used.
    public var serviceTier: String?
    /// Why the answer ended.
    public var finishReason: String?
    /// The HTTP status.
    public var statusCode: Int64?
    /// Fields of `data` that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    @inlinable
    public init(
        context: RequestContext = RequestContext(), latencySeconds: Double? = nil,
        timeToFirstTokenSeconds: Double? = nil, chunkGapsSeconds: [Double] = [], tokens: TokenUsage? = nil,
        costUSD: Double? = nil, serviceTier: String? = nil, finishReason: String? = nil,
        statusCode: Int64? = nil, unknownFields: JSONObject = [:]
    ) {
        self.context = context
        self.latencySeconds = latencySeconds
        self.timeToFirstTokenSeconds = timeToFirstTokenSeconds
        self.chunkGapsSeconds = chunkGapsSeconds
        self.tokens = tokens
        self.costUSD = costUSD
        self.serviceTier = serviceTier
        self.finishReason = finishReason
        self.statusCode = statusCode
        self.unknownFields = unknownFields
    }
}

extension RequestCompleted: FieldGroup {
    init(from fields: inout FieldReader) {
        context = RequestContext(from: &fields)
        latencySeconds = fields.seconds("latency")
        timeToFirstTokenSeconds = fields.seconds("time_to_first_token")
        chunkGapsSeconds = fields.secondsList("chunk_gaps")
        tokens = fields.object("tokens") { TokenUsage(from: &$0) }
        costUSD = fields.cost("cost")
        serviceTier = fields.string("service_tier")
        finishReason = fields.string("finish_reason")
        statusCode = fields.integer("status_code")
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        context.write(to: &writer)
        writer.field("latency", latencySeconds)
        writer.field("time_to_first_token", timeToFirstTokenSeconds)
        writer.field("chunk_gaps", chunkGapsSeconds)
        writer.field("tokens", tokens)
        writer.field("cost", costUSD)
        writer.field("service_tier", serviceTier)
        writer.field("finish_reason", finishReason)
        writer.field("status_code", statusCode)
        writer.members(unknownFields)
    }
}

/// A request failed: `payload.type` `Request`.
public struct RequestFailed: Sendable, Hashable {
    /// Which request it is.
    public var context: RequestContext
    /// `rate_limit`, `timeout`, `authentication`, `invalid_request`, `context_length`, `content_filter`, `server_error`,
    /// `connection`, `cancelled`, `abandoned`, `_OTHER`, or the caller's own word.
    public var errorType: String?
    /// What the provider or the client said.
    public var message: String?
    /// From sending the request to the failure, in seconds.
    public var latencySeconds: Double?
    /// The HTTP status.
    public var statusCode: Int64?
    /// How many tokens it took.
    public var tokens: TokenUsage?
    /// What it cost, in US dollars.
    public var costUSD: Double?
    /// Fields of `data` that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    @inlinable
    public init(
        context: RequestContext = RequestContext(), errorType: String? = nil, message: String? = nil,
        latencySeconds: Double? = nil, statusCode: Int64? = nil, tokens: TokenUsage? = nil,
        costUSD: Double? = nil, unknownFields: JSONObject = [:]
    ) {
        self.context = context
        self.errorType = errorType
        self.message = message
        self.latencySeconds = latencySeconds
        self.statusCode = statusCode
        self.tokens = tokens
        self.costUSD = costUSD
        self.unknownFields = unknownFields
    }
}

extension RequestFailed: FieldGroup {
    init(from fields: inout FieldReader) {
        context = RequestContext(from: &fields)
        errorType = fields.string("error_type")
        message = fields.string("message")
        latencySeconds = fields.seconds("latency")
        statusCode = fields.integer("status_code")
        tokens = fields.object("tokens") { TokenUsage(from: &$0) }
        costUSD = fields.cost("cost")
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        context.write(to: &writer)
        writer.field("error_type", errorType)
        writer.field("message", message)
        writer.field("latency", latencySeconds)
        writer.field("status_code", statusCode)
        writer.field("tokens", tokens)
        writer.field("cost", costUSD)
        writer.members(unknownFields)
    }
}
