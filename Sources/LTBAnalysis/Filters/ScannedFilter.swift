// Owns choosing events by their scanned fields, without decoding them.

import LTBEvents

/// An event filter made ready for many lines; on each it says what `EventFilter` says of the decoded event.
///
/// Two things differ, since it chooses what figures are made of: what says who a run was is always taken, and starts of
/// requests are not where their ends may be missing.
struct ScannedFilter: Sendable {
    /// A label or field, and the values it may have.
    private struct Condition: Sendable {
        var subject: EventText
        var values: [[UInt8]]
    }

    private let filter: EventFilter
    private let from: Int64
    private let to: Int64?
    /// By `ScannedEvent.Kind`.
    private let takesKind: [Bool]
    private let providers: [[UInt8]]
    private let models: [[UInt8]]
    private let benchmarks: [[UInt8]]
    private let conditions: [Condition]

    /// Nil for a filter that takes every event.
    init?(_ filter: EventFilter) {
        guard !filter.isEmpty else { return nil }
        self.filter = filter
        from = filter.from?.nanosecondsSince1970 ?? .min
        to = filter.to?.nanosecondsSince1970
        takesKind = ScannedEvent.Kind.allCases.map { kind in
            (filter.types.isEmpty || filter.types.contains(kind.eventType.rawValue))
                && (kind != .requestStarted || filter.countsStarts)
        }
        providers = filter.providers.map { Array($0.utf8) }
        models = filter.models.map { Array($0.utf8) }
        benchmarks = filter.benchmarks.map { Array($0.utf8) }
        conditions = filter.conditions.sorted { $0.key < $1.key }.map { name, values in
            Condition(subject: EventText(name), values: values.map { Array($0.utf8) })
        }
    }

    /// Whether a decoded event is taken.
    func takes(_ event: Event) -> Bool {
        switch event.payload {
        case .runStarted, .runCompleted: true
        case .requestStarted where !filter.countsStarts: false
        default: filter.matches(event)
        }
    }

    /// Whether the event of a line is taken.
    func takes(_ event: borrowing ScannedEvent, _ line: UnsafeRawBufferPointer) -> Bool {
        guard takesKind[Int(event.kind.rawValue)], event.timestamp >= from else { return false }
        if let to, event.timestamp >= to { return false }
        return takesSubject(event) && takesConditions(event, line)
    }

    private func takesSubject(_ event: borrowing ScannedEvent) -> Bool {
        if providers.isEmpty, models.isEmpty, benchmarks.isEmpty { return true }
        switch event.kind {
        case .requestStarted, .requestCompleted, .requestFailed:
            return Self.allows(providers, event.request.provider, isRequest: true)
                && Self.allows(models, event.request.model, isRequest: true)
                && Self.allows(benchmarks, event.request.benchmarkID)
        case .evaluationStarted, .evaluationCompleted:
            return Self.allows(providers, event.evaluation.provider) && Self.allows(models, event.evaluation.model)
                && Self.allows(benchmarks, event.evaluation.benchmarkID)
        case .spanEnded: return false
        }
    }

    private static let unknown = Array(RunSummary.unknownName.utf8)

    private static func allows(_ names: [[UInt8]], _ name: UnsafeRawBufferPointer?, isRequest: Bool = false) -> Bool {
        if names.isEmpty { return true }
        guard let name else { return isRequest && names.contains(unknown) }
        return contains(names, name)
    }

    private static func contains(_ names: [[UInt8]], _ name: UnsafeRawBufferPointer) -> Bool {
        for candidate in names where candidate.count == name.count && candidate.elementsEqual(name) { return true }
        return false
    }

    private func takesConditions(_ event: borrowing ScannedEvent, _ line: UnsafeRawBufferPointer) -> Bool {
        for condition in conditions {
            switch condition.subject.find(in: line, of: event) {
            case .absent: return false
            case .text(let text): guard Self.contains(condition.values, text) else { return false }
            case .unusual:
                guard let event = try? Event(json: line) else { return false }
                return filter.matches(event)
            }
        }
        return true
    }
}

extension EventFilter {
    /// Whether starts can be set against ends: not within a span of time, where a request is judged by its end, and only
    /// if all three types pass, since a request would seem unfinished otherwise.
    var countsStarts: Bool { from == nil && to == nil && passes(.requestStarted) && passesAllEnds }

    /// Whether both successes and failures pass, without which no error rate can be told: a condition on what only one
    /// of them can have hides the other.
    var passesAllEnds: Bool {
        passes(.requestCompleted) && passes(.requestFailed) && !conditions.keys.contains(where: Self.isOfOneEnd)
    }

    /// The fields that FORMAT.md gives to successes only, or to failures only.
    private static func isOfOneEnd(_ field: String) -> Bool {
        ["finish_reason", "service_tier", "time_to_first_token", "error_type", "message"].contains(field)
    }

    private func passes(_ type: EventType) -> Bool { types.isEmpty || types.contains(type.rawValue) }
}
