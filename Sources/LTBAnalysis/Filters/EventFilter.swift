// Owns which events a user asks for.

public import LTBEvents

/// A choice of events: all conditions must hold, each by any of its values.
///
/// What has no provider (a run's start, say) does not match a filter that names one; a request without one counts as
/// `unknown`, as in every figure.
public struct EventFilter: Sendable, Equatable {
    /// Events at this time or later.
    public var from: Timestamp?
    /// Events before this time.
    public var to: Timestamp?
    /// Providers; empty means all events.
    public var providers: [String] = []
    /// Models; empty means all events.
    public var models: [String] = []
    /// Benchmark ids; empty means all events.
    public var benchmarks: [String] = []
    /// Names of `event_type`; empty means all events.
    public var types: [String] = []
    /// The values that a label may have, by its name, or a field of the payload's `data` where there is no such label.
    ///
    /// A label's value and a text are compared as text, a number by its value: 5 is `5`, `5.0` and `50e-1`.
    /// `labels.team` is the label `team` only.
    public var conditions: [String: [String]] = [:]

    /// All events.
    public init() {}

    /// Whether every event matches.
    public var isEmpty: Bool { self == EventFilter() }

    /// Whether an event is one of those that are asked for.
    public func matches(_ event: Event) -> Bool {
        if let from, event.timestamp < from { return false }
        if let to, event.timestamp >= to { return false }
        return (types.isEmpty || types.contains(event.eventType)) && matchesSubject(event.payload)
            && matchesConditions(event)
    }

    private func matchesSubject(_ payload: Payload) -> Bool {
        if providers.isEmpty, models.isEmpty, benchmarks.isEmpty { return true }
        let subject = EventSubject(payload)
        return Self.allows(providers, subject.provider) && Self.allows(models, subject.model)
            && Self.allows(benchmarks, subject.benchmark)
    }

    private static func allows(_ names: [String], _ name: String?) -> Bool {
        names.isEmpty || name.map(names.contains) ?? false
    }

    private func matchesConditions(_ event: Event) -> Bool {
        guard !conditions.isEmpty else { return true }
        let data = EventData(event)
        return conditions.allSatisfy { name, values in data.says(any: values, of: EventText(name)) }
    }
}

extension EventFilter {
    /// The filter as a summary tells it; several values of one condition are told as one, with `|` between them, and a
    /// `|` or `\` of a value's own has a `\` before it.
    public var description: FilterDescription {
        var description = FilterDescription()
        description.from = from
        description.to = to
        description.provider = providers
        description.model = models
        description.benchmark = benchmarks
        description.type = types
        description.where = conditions.mapValues { $0.map(Self.escaped).joined(separator: "|") }
        return description
    }

    private static func escaped(_ value: String) -> String {
        value.unicodeScalars.reduce(into: "") { text, scalar in
            if scalar == "|" || scalar == "\\" { text.unicodeScalars.append("\\") }
            text.unicodeScalars.append(scalar)
        }
    }
}

/// What an event is about.
private struct EventSubject {
    var provider: String?
    var model: String?
    var benchmark: String?

    init(_ payload: Payload) {
        switch payload {
        case .requestStarted(let data): take(data.context)
        case .requestCompleted(let data): take(data.context)
        case .requestFailed(let data): take(data.context)
        case .benchmarkStarted(let data): benchmark = data.benchmarkID
        case .benchmarkProgress(let data): benchmark = data.benchmarkID
        case .benchmarkCompleted(let data): benchmark = data.benchmarkID
        case .evaluationStarted(let data):
            (provider, model, benchmark) = (data.provider, data.model, data.benchmarkID)
        case .evaluationCompleted(let data):
            (provider, model, benchmark) = (data.provider, data.model, data.benchmarkID)
        case .providerStatus(let data): provider = data.provider
        case .metricRecorded(let data):
            (provider, model, benchmark) = (data.labels["provider"], data.labels["model"], data.labels["benchmark_id"])
        case .unknown(_, _, let payload): take(payload)
        case .runStarted, .runCompleted, .systemAlert, .spanEnded, .healthReported: break
        }
    }

    private mutating func take(_ request: RequestContext) {
        provider = request.provider ?? "unknown"
        model = request.model ?? "unknown"
        benchmark = request.benchmarkID
    }

    private mutating func take(_ payload: JSONValue?) {
        guard case .object(let object) = payload, case .object(let data) = object["data"] else { return }
        (provider, model, benchmark) = (data["provider"]?.text, data["model"]?.text, data["benchmark_id"]?.text)
    }
}
