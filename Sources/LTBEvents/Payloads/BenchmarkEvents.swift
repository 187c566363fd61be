// Owns the events of a benchmark.

/// A benchmark began: `payload.type` `Benchmark`.
public struct BenchmarkStarted: Sendable, Hashable {
    /// The name of the benchmark in the log.
    public var benchmarkID: String?
    /// What people call it.
    public var name: String?
    /// How many examples it has.
    public var totalExamples: Int64?
    /// Fields of `data` that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    public init(
        benchmarkID: String? = nil, name: String? = nil, totalExamples: Int64? = nil,
        unknownFields: JSONObject = [:]
    ) {
        self.benchmarkID = benchmarkID
        self.name = name
        self.totalExamples = totalExamples
        self.unknownFields = unknownFields
    }
}

extension BenchmarkStarted: FieldGroup {
    init(from fields: inout FieldReader) {
        benchmarkID = fields.identifier("benchmark_id")
        name = fields.string("name")
        totalExamples = fields.count("total_examples")
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        writer.field("benchmark_id", benchmarkID)
        writer.field("name", name)
        writer.field("total_examples", totalExamples)
        writer.members(unknownFields)
    }
}

/// How far a benchmark is: `payload.type` `Benchmark`.
public struct BenchmarkProgress: Sendable, Hashable {
    /// The name of the benchmark in the log.
    public var benchmarkID: String?
    /// What people call it.
    public var name: String?
    /// How many examples it has.
    public var totalExamples: Int64?
    /// How many examples are done.
    public var completedExamples: Int64?
    /// How far it is, 0 to 100.
    public var progressPercent: Double?
    /// How many examples failed.
    public var failedExamples: Int64?
    /// The provider whose turn it is.
    public var currentProvider: String?
    /// How long it will still take, in seconds.
    public var etaSeconds: Double?
    /// Fields of `data` that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    public init(
        benchmarkID: String? = nil, name: String? = nil, totalExamples: Int64? = nil,
        completedExamples: Int64? = nil, progressPercent: Double? = nil, failedExamples: Int64? = nil,
        currentProvider: String? = nil, etaSeconds: Double? = nil, unknownFields: JSONObject = [:]
    ) {
        self.benchmarkID = benchmarkID
        self.name = name
        self.totalExamples = totalExamples
        self.completedExamples = completedExamples
        self.progressPercent = progressPercent
        self.failedExamples = failedExamples
        self.currentProvider = currentProvider
        self.etaSeconds = etaSeconds
        self.unknownFields = unknownFields
    }
}

extension BenchmarkProgress: FieldGroup {
    init(from fields: inout FieldReader) {
        benchmarkID = fields.identifier("benchmark_id")
        name = fields.string("name")
        totalExamples = fields.count("total_examples")
        completedExamples = fields.count("completed_examples")
        progressPercent = fields.double("progress_percent")
        failedExamples = fields.count("failed_examples")
        currentProvider = fields.string("current_provider")
        etaSeconds = fields.seconds("eta_seconds")
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        writer.field("benchmark_id", benchmarkID)
        writer.field("name", name)
        writer.field("total_examples", totalExamples)
        writer.field("completed_examples", completedExamples)
        writer.field("progress_percent", progressPercent)
        writer.field("failed_examples", failedExamples)
        writer.field("current_provider", currentProvider)
        writer.field("eta_seconds", etaSeconds)
        writer.members(unknownFields)
    }
}

/// A benchmark ended: `payload.type` `Benchmark`.
public struct BenchmarkCompleted: Sendable, Hashable {
    /// The name of the benchmark in the log.
    public var benchmarkID: String?
    /// What people call it.
    public var name: String?
    /// How many examples it has.
    public var totalExamples: Int64?
    /// How many examples are done.
    public var completedExamples: Int64?
    /// How far it is, 0 to 100.
    public var progressPercent: Double?
    /// How many examples failed.
    public var failedExamples: Int64?
    /// The provider whose turn it is.
    public var currentProvider: String?
    /// How long it will still take, in seconds.
    public var etaSeconds: Double?
    /// How long it took, in seconds.
    public var durationSeconds: Double?
    /// Fields of `data` that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    public init(
        benchmarkID: String? = nil, name: String? = nil, totalExamples: Int64? = nil,
        completedExamples: Int64? = nil, progressPercent: Double? = nil, failedExamples: Int64? = nil,
        currentProvider: String? = nil, etaSeconds: Double? = nil, durationSeconds: Double? = nil,
        unknownFields: JSONObject = [:]
    ) {
        self.benchmarkID = benchmarkID
        self.name = name
        self.totalExamples = totalExamples
        self.completedExamples = completedExamples
        self.progressPercent = progressPercent
        self.failedExamples = failedExamples
        self.currentProvider = currentProvider
        self.etaSeconds = etaSeconds
        self.durationSeconds = durationSeconds
        self.unknownFields = unknownFields
    }
}

extension BenchmarkCompleted: FieldGroup {
    init(from fields: inout FieldReader) {
        benchmarkID = fields.identifier("benchmark_id")
        name = fields.string("name")
        totalExamples = fields.count("total_examples")
        completedExamples = fields.count("completed_examples")
        progressPercent = fields.double("progress_percent")
        failedExamples = fields.count("failed_examples")
        currentProvider = fields.string("current_provider")
        etaSeconds = fields.seconds("eta_seconds")
        durationSeconds = fields.seconds("duration_seconds")
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        writer.field("benchmark_id", benchmarkID)
        writer.field("name", name)
        writer.field("total_examples", totalExamples)
        writer.field("completed_examples", completedExamples)
        writer.field("progress_percent", progressPercent)
        writer.field("failed_examples", failedExamples)
        writer.field("current_provider", currentProvider)
        writer.field("eta_seconds", etaSeconds)
        writer.field("duration_seconds", durationSeconds)
        writer.members(unknownFields)
    }
}
