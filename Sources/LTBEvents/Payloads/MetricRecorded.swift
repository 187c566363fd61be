// Owns the event of a metric value.

/// A value of a metric: `payload.type` `Metric`.
public struct MetricRecorded: Sendable, Hashable {
    /// The metric.
    public var name: String?
    /// `counter`, `gauge`, `histogram` or `summary`.
    public var type: String?
    /// The value.
    public var value: MetricValue?
    /// Which series of the metric.
    public var labels: [String: String]
    /// The unit of the value.
    public var unit: String?
    /// What the metric means.
    public var description: String?
    /// Fields of `data` that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    public init(
        name: String? = nil, type: String? = nil, value: MetricValue? = nil, labels: [String: String] = [:],
        unit: String? = nil, description: String? = nil, unknownFields: JSONObject = [:]
    ) {
        self.name = name
        self.type = type
        self.value = value
        self.labels = labels
        self.unit = unit
        self.description = description
        self.unknownFields = unknownFields
    }
}

extension MetricRecorded: FieldGroup {
    init(from fields: inout FieldReader) {
        name = fields.string("name")
        type = fields.string("type")
        value = MetricValue(ofType: type, from: &fields)
        labels = fields.labels("labels")
        unit = fields.string("unit")
        description = fields.string("description")
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        writer.field("name", name)
        writer.field("type", type)
        writer.field("value", value)
        writer.field("labels", labels)
        writer.field("unit", unit)
        writer.field("description", description)
        writer.members(unknownFields)
    }
}
