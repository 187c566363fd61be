// Owns the events of a run as a whole.

/// A run began: `payload.type` `Run`.
public struct RunStarted: Sendable, Hashable {
    /// The name of the run.
    public var runID: String?
    /// The version of the event format: 1.
    public var schemaVersion: Int64?
    /// When the run began.
    public var startedAt: Timestamp?
    /// What people call the run.
    public var name: String?
    /// What tells the run from others: `git_sha`, `branch`, `ci_job`, …
    public var labels: [String: String]
    /// The machine.
    public var host: String?
    /// The program that recorded the run.
    public var tool: String?
    /// Its version.
    public var toolVersion: String?
    /// Fields of `data` that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    public init(
        runID: String? = nil, schemaVersion: Int64? = nil, startedAt: Timestamp? = nil, name: String? = nil,
        labels: [String: String] = [:], host: String? = nil, tool: String? = nil, toolVersion: String? = nil,
        unknownFields: JSONObject = [:]
    ) {
        self.runID = runID
        self.schemaVersion = schemaVersion
        self.startedAt = startedAt
        self.name = name
        self.labels = labels
        self.host = host
        self.tool = tool
        self.toolVersion = toolVersion
        self.unknownFields = unknownFields
    }
}

extension RunStarted: FieldGroup {
    init(from fields: inout FieldReader) {
        runID = fields.identifier("run_id")
        schemaVersion = fields.integer("schema_version")
        startedAt = fields.timestamp("started_at")
        name = fields.string("name")
        labels = fields.labels("labels")
        host = fields.string("host")
        tool = fields.string("tool")
        toolVersion = fields.string("tool_version")
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        writer.field("run_id", runID)
        writer.field("schema_version", schemaVersion)
        writer.field("started_at", startedAt)
        writer.field("name", name)
        writer.field("labels", labels)
        writer.field("host", host)
        writer.field("tool", tool)
        writer.field("tool_version", toolVersion)
        writer.members(unknownFields)
    }
}

/// A run ended: `payload.type` `Run`.
public struct RunCompleted: Sendable, Hashable {
    /// The name of the run.
    public var runID: String?
    /// `passed`, `failed` or `aborted`.
    public var status: String?
    /// How long it took, in seconds.
    public var durationSeconds: Double?
    /// How many events the recorder had to drop.
    public var droppedEvents: Int64?
    /// Fields of `data` that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    public init(
        runID: String? = nil, status: String? = nil, durationSeconds: Double? = nil,
        droppedEvents: Int64? = nil, unknownFields: JSONObject = [:]
    ) {
        self.runID = runID
        self.status = status
        self.durationSeconds = durationSeconds
        self.droppedEvents = droppedEvents
        self.unknownFields = unknownFields
    }
}

extension RunCompleted: FieldGroup {
    init(from fields: inout FieldReader) {
        runID = fields.identifier("run_id")
        status = fields.string("status")
        durationSeconds = fields.seconds("duration_seconds")
        droppedEvents = fields.count("dropped_events")
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        writer.field("run_id", runID)
        writer.field("status", status)
        writer.field("duration_seconds", durationSeconds)
        writer.field("dropped_events", droppedEvents)
        writer.members(unknownFields)
    }
}
