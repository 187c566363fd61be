// Owns the event that tells the state of a provider.

/// The state of a provider: `payload.type` `Provider`.
public struct ProviderStatus: Sendable, Hashable {
    /// The provider.
    public var provider: String?
    /// `healthy`, `degraded` or `unavailable`.
    public var status: String?
    /// Requests under way.
    public var activeRequests: Int64?
    /// The mean latency of late, in seconds.
    public var averageLatencySeconds: Double?
    /// The share of failed requests of late, 0 to 1.
    public var errorRate: Double?
    /// Why.
    public var message: String?
    /// Fields of `data` that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    public init(
        provider: String? = nil, status: String? = nil, activeRequests: Int64? = nil,
        averageLatencySeconds: Double? = nil, errorRate: Double? = nil, message: String? = nil,
        unknownFields: JSONObject = [:]
    ) {
        self.provider = provider
        self.status = status
        self.activeRequests = activeRequests
        self.averageLatencySeconds = averageLatencySeconds
        self.errorRate = errorRate
        self.message = message
        self.unknownFields = unknownFields
    }
}

extension ProviderStatus: FieldGroup {
    init(from fields: inout FieldReader) {
        provider = fields.string("provider")
        status = fields.string("status")
        activeRequests = fields.count("active_requests")
        averageLatencySeconds = fields.seconds("avg_latency")
        errorRate = fields.double("error_rate")
        message = fields.string("message")
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        writer.field("provider", provider)
        writer.field("status", status)
        writer.field("active_requests", activeRequests)
        writer.field("avg_latency", averageLatencySeconds)
        writer.field("error_rate", errorRate)
        writer.field("message", message)
        writer.members(unknownFields)
    }
}
