// Owns the choice between the kinds of payload.

/// What an event says, by its type.
public enum Payload: Sendable, Hashable {
    /// A run began.
    case runStarted(RunStarted)
    /// A run ended.
    case runCompleted(RunCompleted)
    /// A request was sent.
    case requestStarted(RequestStarted)
    /// A request was answered.
    case requestCompleted(RequestCompleted)
    /// A request failed.
    case requestFailed(RequestFailed)
    /// A benchmark began.
    case benchmarkStarted(BenchmarkStarted)
    /// How far a benchmark is.
    case benchmarkProgress(BenchmarkProgress)
    /// A benchmark ended.
    case benchmarkCompleted(BenchmarkCompleted)
    /// An evaluation began.
    case evaluationStarted(EvaluationStarted)
    /// An evaluation ended with a score.
    case evaluationCompleted(EvaluationCompleted)
    /// The state of a provider.
    case providerStatus(ProviderStatus)
    /// A value of a metric.
    case metricRecorded(MetricRecorded)
    /// An alert fired or was resolved.
    case systemAlert(SystemAlert)
    /// A span of a trace ended.
    case spanEnded(SpanEnded)
    /// The health of the instrumented program.
    case healthReported(HealthReported)
    /// An event type, or a payload type under a known event type, that this version does not know.
    ///
    /// `payload` is the whole value of the event's `payload`, in which `payloadType` is the `type`.
    case unknown(eventType: String, payloadType: String?, payload: JSONValue?)

    /// The name in `event_type`.
    public var eventType: String {
        if case .unknown(let name, _, _) = self { return name }
        return knownType?.rawValue ?? ""
    }

    /// The type of a payload that the format defines; nil for others.
    public var knownType: EventType? {
        switch self {
        case .runStarted: .runStarted
        case .runCompleted: .runCompleted
        case .requestStarted: .requestStarted
        case .requestCompleted: .requestCompleted
        case .requestFailed: .requestFailed
        case .benchmarkStarted: .benchmarkStarted
        case .benchmarkProgress: .benchmarkProgress
        case .benchmarkCompleted: .benchmarkCompleted
        case .evaluationStarted: .evaluationStarted
        case .evaluationCompleted: .evaluationCompleted
        case .providerStatus: .providerStatus
        case .metricRecorded: .metricRecorded
        case .systemAlert: .systemAlert
        case .spanEnded: .spanEnded
        case .healthReported: .healthReported
        case .unknown: nil
        }
    }
}
