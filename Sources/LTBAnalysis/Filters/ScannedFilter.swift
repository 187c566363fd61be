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
        /// Of the values that are numbers those which are not spelled as lines spell whole ones.
        var respelledNumbers: [DecimalNumber]

        init(_ name: String, _ values: [String]) {
            subject = EventText(name)
            self.values = values.map { Array($0.utf8) }
            respelledNumbers = self.values.filter { !Self.isPlainInteger($0) }.compactMap { DecimalNumber($0) }
        }

        private static func isPlainInteger(_ text: [UInt8]) -> Bool {
            text.allSatisfy { (0x30...0x39).contains($0) } && (text.count == 1 || text.first != UInt8(ascii: "0"))
        }

        /// Whether digits in a line may be one of the values: yes, no, or, at nil, if they are a number there.
        func hasDigits(_ digits: UnsafeRawBufferPointer) -> Bool? {
            if ScannedFilter.contains(values, digits) { return true }
            guard !respelledNumbers.isEmpty, let number = DecimalNumber(digits) else { return false }
            return respelledNumbers.contains(number) ? nil : false
        }
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
        conditions = filter.conditions.sorted { $0.key < $1.key }.map { Condition($0, $1) }
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
            case .number(let digits):
                guard let isTaken = condition.hasDigits(digits) else { return takesDecoded(line) }
                guard isTaken else { return false }
            case .unusual: return takesDecoded(line)
            }
        }
        return true
    }

    private func takesDecoded(_ line: UnsafeRawBufferPointer) -> Bool {
        guard let event = try? Event(json: line) else { return false }
        return filter.matches(event)
    }
}

extension EventFilter {
    /// Whether starts can be set against ends: not within a span of time, where a request is judged by its end, and only
    /// if all three types pass, since a request would seem unfinished otherwise.
    var countsStarts: Bool { from == nil && to == nil && passes(.requestStarted) && passesAllEnds }

    /// Whether both successes and failures pass, without which no error rate can be told: a condition on what only one
    /// of them can have hides the other, and one on a status code those that have another or none.
    var passesAllEnds: Bool {
        passes(.requestCompleted) && passes(.requestFailed) && !conditions.keys.contains(where: Self.isOfOneEnd)
    }

    /// The fields that FORMAT.md gives to successes only, or to failures only, and the one whose values tell them apart.
    private static func isOfOneEnd(_ field: String) -> Bool {
        ["finish_reason", "service_tier", "time_to_first_token", "error_type", "message", "status_code"].contains(field)
    }

    private func passes(_ type: EventType) -> Bool { types.isEmpty || types.contains(type.rawValue) }
}
