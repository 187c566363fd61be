// Owns what a label or field of an event says, as text.

import LTBEvents

/// What users name when they filter and group: a label, or a field of the payload's `data` where there is no such label.
///
/// `labels.team` is the label `team` only.
struct EventText: Sendable, Equatable {
    let name: String
    let isLabelOnly: Bool
    /// The name in UTF-8.
    let bytes: [UInt8]
    /// The quote before the name and its first three bytes, as they lie in a line; nil for a shorter name.
    let keyStart: UInt32?
    /// What the name means in a request, if that is special.
    let known: Known?

    /// Fields that are found otherwise than by looking for their name.
    enum Known: Sendable {
        case provider, model, requestID, benchmarkID
        /// One that the canonical form may spell otherwise than the line does.
        case respelled
        /// A name that fields of tokens have, too.
        case nested
    }

    init(_ text: String) {
        isLabelOnly = text.hasPrefix(Self.labelPrefix)
        name = String(isLabelOnly ? text.dropFirst(Self.labelPrefix.count) : text[...])
        bytes = Array(name.utf8)
        known = Self.knownNames[name]
        let quoted = [UInt8(ascii: "\"")] + bytes.prefix(3)
        keyStart = quoted.count < 4 ? nil : quoted.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
    }

    private static let knownNames: [String: Known] = [
        "provider": .provider, "model": .model, "request_id": .requestID, "benchmark_id": .benchmarkID,
        "scheduled_at": .respelled, "start_time": .respelled, "latency": .respelled, "cost": .respelled,
        "time_to_first_token": .respelled, "duration": .respelled, "duration_seconds": .respelled, "score": .respelled,
        "input_tokens": .nested, "output_tokens": .nested, "total_tokens": .nested, "cached_input_tokens": .nested,
        "cache_write_tokens": .nested, "reasoning_tokens": .nested,
    ]

    private static let labelPrefix = "labels."
}

/// The fields of an event's payload by name, whatever its type is, as the canonical form writes them.
struct EventData {
    private var fields = JSONObject()
    private var labels = JSONObject()

    init(_ event: Event) {
        var line: [UInt8] = []
        event.append(to: &line)
        guard case .object(let event) = line.withUnsafeBytes({ JSONValue(json: $0) }),
            case .object(let payload) = event["payload"], case .object(let data) = payload["data"]
        else { return }
        fields = data
        if case .object(let labels) = data["labels"] { self.labels = labels }
    }

    func text(of subject: EventText) -> String? {
        if subject.isLabelOnly { return labels[subject.name]?.text }
        return (labels[subject.name] ?? fields[subject.name])?.text
    }

    /// Whether a label or field is one of these values; a field that is a number is compared as one.
    func says(any values: [String], of subject: EventText) -> Bool {
        guard let text = text(of: subject) else { return false }
        if values.contains(text) { return true }
        guard !subject.isLabelOnly, labels[subject.name] == nil, case .number = fields[subject.name],
            let number = DecimalNumber(text.utf8)
        else { return false }
        return values.contains { DecimalNumber($0.utf8) == number }
    }
}

extension JSONValue {
    /// A scalar as a user writes it.
    var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let value): value ? "true" : "false"
        case .null, .object, .array: nil
        }
    }
}
