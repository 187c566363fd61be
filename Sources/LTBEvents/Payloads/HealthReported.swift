// Owns the event that tells the health of the instrumented program.

/// The health of the instrumented program: `payload.type` `Health`.
public struct HealthReported: Sendable, Hashable {
    /// `healthy`, `degraded` or `unhealthy`.
    public var status: String?
    /// What was checked, by name.
    public var checks: [String: HealthCheck]
    /// When the checks were made.
    public var reportedAt: Timestamp?
    /// How long the program has been running, in seconds.
    public var uptimeSeconds: Double?
    /// Fields of `data` that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    public init(
        status: String? = nil, checks: [String: HealthCheck] = [:], reportedAt: Timestamp? = nil,
        uptimeSeconds: Double? = nil, unknownFields: JSONObject = [:]
    ) {
        self.status = status
        self.checks = checks
        self.reportedAt = reportedAt
        self.uptimeSeconds = uptimeSeconds
        self.unknownFields = unknownFields
    }
}

extension HealthReported {
    /// The report on its own, as JSON: what a program answers that is asked for its health.
    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        write(to: &writer)
        writer.endObject()
        return writer.bytes
    }
}

extension HealthReported: FieldGroup {
    init(from fields: inout FieldReader) {
        status = fields.string("status")
        checks = fields.objectsByName("checks") { HealthCheck(from: &$0) }
        reportedAt = fields.timestamp("timestamp")
        uptimeSeconds = fields.seconds("uptime_seconds")
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        writer.field("status", status)
        writer.field("checks", checks)
        writer.field("timestamp", reportedAt)
        writer.field("uptime_seconds", uptimeSeconds)
        writer.members(unknownFields)
    }
}

/// One check of a health report.
public struct HealthCheck: Sendable, Hashable {
    /// What was checked.
    public var component: String?
    /// `healthy`, `degraded` or `unhealthy`.
    public var status: String?
    /// Why.
    public var message: String?
    /// When.
    public var lastCheck: Timestamp?
    /// How long the check took, in milliseconds.
    public var durationMilliseconds: Double?
    /// Whether the whole program is unhealthy when this is.
    public var critical: Bool?
    /// Fields of the check that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    public init(
        component: String? = nil, status: String? = nil, message: String? = nil, lastCheck: Timestamp? = nil,
        durationMilliseconds: Double? = nil, critical: Bool? = nil, unknownFields: JSONObject = [:]
    ) {
        self.component = component
        self.status = status
        self.message = message
        self.lastCheck = lastCheck
        self.durationMilliseconds = durationMilliseconds
        self.critical = critical
        self.unknownFields = unknownFields
    }
}

extension HealthCheck: FieldGroup {
    init(from fields: inout FieldReader) {
        component = fields.string("component")
        status = fields.string("status")
        message = fields.string("message")
        lastCheck = fields.timestamp("last_check")
        durationMilliseconds = fields.nonNegative("duration_ms")
        critical = fields.bool("critical")
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        writer.field("component", component)
        writer.field("status", status)
        writer.field("message", message)
        writer.field("last_check", lastCheck)
        writer.field("duration_ms", durationMilliseconds)
        writer.field("critical", critical)
        writer.members(unknownFields)
    }
}

extension JSONWriter {
    /// Checks, sorted by name; none are missing.
    fileprivate mutating func field(_ name: StaticString, _ checks: [String: HealthCheck]) {
        guard !checks.isEmpty else { return }
        key(name)
        beginObject()
        for (name, check) in checks.sorted(by: { $0.key < $1.key }) {
            key(name)
            beginObject()
            check.write(to: &self)
            endObject()
        }
        endObject()
    }
}
