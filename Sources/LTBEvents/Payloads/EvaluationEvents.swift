// Owns the events of an evaluation.

/// An evaluation began: `payload.type` `Evaluation`.
public struct EvaluationStarted: Sendable, Hashable {
    /// The name of the evaluation in the log.
    public var evaluationID: String?
    /// What is judged: `faithfulness`, …
    public var metric: String?
    /// The provider that is judged.
    public var provider: String?
    /// The model that is judged.
    public var model: String?
    /// The benchmark that it belongs to.
    public var benchmarkID: String?
    /// The example that it belongs to.
    public var exampleID: String?
    /// The request whose answer is judged.
    public var requestID: String?
    /// Fields of `data` that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    public init(
        evaluationID: String? = nil, metric: String? = nil, provider: String? = nil, model: String? = nil,
        benchmarkID: String? = nil, exampleID: String? = nil, requestID: String? = nil,
        unknownFields: JSONObject = [:]
    ) {
        self.evaluationID = evaluationID
        self.metric = metric
        self.provider = provider
        self.model = model
        self.benchmarkID = benchmarkID
        self.exampleID = exampleID
        self.requestID = requestID
        self.unknownFields = unknownFields
    }
}

extension EvaluationStarted: FieldGroup {
    init(from fields: inout FieldReader) {
        evaluationID = fields.identifier("evaluation_id")
        metric = fields.string("metric")
        provider = fields.string("provider")
        model = fields.string("model")
        benchmarkID = fields.identifier("benchmark_id")
        exampleID = fields.identifier("example_id")
        requestID = fields.identifier("request_id")
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        writer.field("evaluation_id", evaluationID)
        writer.field("metric", metric)
        writer.field("provider", provider)
        writer.field("model", model)
        writer.field("benchmark_id", benchmarkID)
        writer.field("example_id", exampleID)
        writer.field("request_id", requestID)
        writer.members(unknownFields)
    }
}

/// An evaluation ended: `payload.type` `Evaluation`.
public struct EvaluationCompleted: Sendable, Hashable {
    /// The name of the evaluation in the log.
    public var evaluationID: String?
    /// What is judged: `faithfulness`, …
    public var metric: String?
    /// The provider that is judged.
    public var provider: String?
    /// The model that is judged.
    public var model: String?
    /// The benchmark that it belongs to.
    public var benchmarkID: String?
    /// The example that it belongs to.
    public var exampleID: String?
    /// The request whose answer is judged.
    public var requestID: String?
    /// The score, in whatever scale the metric has.
    public var score: Double?
    /// Whether that is good enough.
    public var passed: Bool?
    /// Why.
    public var explanation: String?
    /// How long it took, in seconds.
    public var durationSeconds: Double?
    /// Fields of `data` that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    public init(
        evaluationID: String? = nil, metric: String? = nil, provider: String? = nil, model: String? = nil,
        benchmarkID: String? = nil, exampleID: String? = nil, requestID: String? = nil, score: Double? = nil,
        passed: Bool? = nil, explanation: String? = nil, durationSeconds: Double? = nil,
        unknownFields: JSONObject = [:]
    ) {
        self.evaluationID = evaluationID
        self.metric = metric
        self.provider = provider
        self.model = model
        self.benchmarkID = benchmarkID
        self.exampleID = exampleID
        self.requestID = requestID
        self.score = score
        self.passed = passed
        self.explanation = explanation
        self.durationSeconds = durationSeconds
        self.unknownFields = unknownFields
    }
}

extension EvaluationCompleted: FieldGroup {
    init(from fields: inout FieldReader) {
        evaluationID = fields.identifier("evaluation_id")
        metric = fields.string("metric")
        provider = fields.string("provider")
        model = fields.string("model")
        benchmarkID = fields.identifier("benchmark_id")
        exampleID = fields.identifier("example_id")
        requestID = fields.identifier("request_id")
        score = fields.score("score")
        passed = fields.bool("passed")
        explanation = fields.string("explanation")
        durationSeconds = fields.seconds("duration_seconds")
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        writer.field("evaluation_id", evaluationID)
        writer.field("metric", metric)
        writer.field("provider", provider)
        writer.field("model", model)
        writer.field("benchmark_id", benchmarkID)
        writer.field("example_id", exampleID)
        writer.field("request_id", requestID)
        writer.field("score", score)
        writer.field("passed", passed)
        writer.field("explanation", explanation)
        writer.field("duration_seconds", durationSeconds)
        writer.members(unknownFields)
    }
}
