// Owns the names of the event types and of their payloads.

/// The types of events that the format defines; the raw value is the name in `event_type`.
public enum EventType: String, CaseIterable, Sendable {
    /// A run began.
    case runStarted = "RunStarted"
    /// A run ended.
    case runCompleted = "RunCompleted"
    /// A request was sent.
    case requestStarted = "RequestStarted"
    /// A request was answered.
    case requestCompleted = "RequestCompleted"
    /// A request failed.
    case requestFailed = "RequestFailed"
    /// A benchmark began.
    case benchmarkStarted = "BenchmarkStarted"
    /// How far a benchmark is.
    case benchmarkProgress = "BenchmarkProgress"
    /// A benchmark ended.
    case benchmarkCompleted = "BenchmarkCompleted"
    /// An evaluation began.
    case evaluationStarted = "EvaluationStarted"
    /// An evaluation ended with a score.
    case evaluationCompleted = "EvaluationCompleted"
    /// The state of a provider.
    case providerStatus = "ProviderStatus"
    /// A value of a metric.
    case metricRecorded = "MetricRecorded"
    /// An alert fired or was resolved.
    case systemAlert = "SystemAlert"
    /// A span of a trace ended.
    case spanEnded = "SpanEnded"
    /// The health of the instrumented program.
    case healthReported = "HealthReported"

    /// The name in `payload.type`.
    public var payloadType: String {
        switch self {
        case .runStarted, .runCompleted: "Run"
        case .requestStarted, .requestCompleted, .requestFailed: "Request"
        case .benchmarkStarted, .benchmarkProgress, .benchmarkCompleted: "Benchmark"
        case .evaluationStarted, .evaluationCompleted: "Evaluation"
        case .providerStatus: "Provider"
        case .metricRecorded: "Metric"
        case .systemAlert: "Alert"
        case .spanEnded: "Span"
        case .healthReported: "Health"
        }
    }
}
