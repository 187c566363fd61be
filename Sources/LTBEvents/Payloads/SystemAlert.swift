// Owns the event of an alert.

/// An alert fired or was resolved: `payload.type` `Alert`.
public struct SystemAlert: Sendable, Hashable {
    /// The words of `severity`, the worst first.
    package enum Severity: String, CaseIterable, Sendable {
        case critical, warning, info
    }

    /// The words of `state`.
    package enum State: String, CaseIterable, Sendable {
        case firing, resolved
    }

    /// The alert.
    public var name: String?
    /// `critical`, `warning` or `info`.
    public var severity: String?
    /// What people read.
    public var message: String?
    /// `firing` or `resolved`.
    public var state: String?
    /// The value that was judged.
    public var value: Double?
    /// The value that it was judged by.
    public var threshold: Double?
    /// What tells this instance of the alert from others.
    public var labels: [String: String]
    /// The rule that fired.
    public var rule: String?
    /// Fields of `data` that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    public init(
        name: String? = nil, severity: String? = nil, message: String? = nil, state: String? = nil,
        value: Double? = nil, threshold: Double? = nil, labels: [String: String] = [:], rule: String? = nil,
        unknownFields: JSONObject = [:]
    ) {
        self.name = name
        self.severity = severity
        self.message = message
        self.state = state
        self.value = value
        self.threshold = threshold
        self.labels = labels
        self.rule = rule
        self.unknownFields = unknownFields
    }
}

extension SystemAlert: FieldGroup {
    init(from fields: inout FieldReader) {
        name = fields.string("name")
        severity = fields.string("severity")
        message = fields.string("message")
        state = fields.string("state")
        value = fields.double("value")
        threshold = fields.double("threshold")
        labels = fields.labels("labels")
        rule = fields.string("rule")
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        writer.field("name", name)
        writer.field("severity", severity)
        writer.field("message", message)
        writer.field("state", state)
        writer.field("value", value)
        writer.field("threshold", threshold)
        writer.field("labels", labels)
        writer.field("rule", rule)
        writer.members(unknownFields)
    }
}
