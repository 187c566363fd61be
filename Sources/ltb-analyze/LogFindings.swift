// Owns what is wrong with a log: each thing with its place, bounded in number.

import LTBEvents
import LTBLog

/// One thing that is wrong with a log.
struct LogFinding {
    /// A word for programs: `invalid_json`, `torn_tail`, `duplicate_id`.
    var kind: String
    /// The data frame, from 0.
    var frame: Int?
    /// The first byte as stored, from 0, and how many there are.
    var offset: Int64?
    var bytes: Int64?
    /// The line in the text, from 1.
    var line: Int?
    var reason: String

    /// `frame 3, byte 1,234: 56 bytes: the frame cannot be decoded.`
    var sentence: String {
        let place = [
            frame.map { "frame \($0)" }, offset.map { "byte \(grouped($0))" },
            line.map { "line \(grouped($0))" },
        ]
        let size = bytes.map { "\(counted($0, "byte")), " } ?? ""
        let places = place.compactMap { $0 }.joined(separator: ", ")
        return places + (places.isEmpty ? "" : ": ") + size + reason
    }
}

/// What is wrong with one log: of each kind the first, and how many there are.
struct LogFindings {
    static let shownOfKind = 20

    private(set) var shown: [LogFinding] = []
    private(set) var counts: [String: Int] = [:]

    var total: Int { counts.values.reduce(0, +) }

    mutating func add(_ finding: LogFinding) {
        add(finding.kind) { finding }
    }

    /// Adds what is put in words only if it is shown.
    mutating func add(_ kind: String, _ finding: () -> LogFinding) {
        let count = counts[kind, default: 0]
        counts[kind] = count + 1
        if count < Self.shownOfKind { shown.append(finding()) }
    }

    /// Adds what was only counted.
    mutating func add(_ kind: String, count: Int) {
        if count > 0 { counts[kind, default: 0] += count }
    }

    /// How many of each kind are not shown.
    var notShown: [(kind: String, count: Int)] {
        let shownCounts = Dictionary(shown.map { ($0.kind, 1) }, uniquingKeysWith: +)
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value - shownCounts[$0.key, default: 0]) }
            .filter { $0.1 > 0 }
    }
}

extension SkipReason {
    /// What is wrong with a line, for people.
    var inWords: String {
        switch self {
        case .invalid_utf8: "the line is not UTF-8"
        case .invalid_json: "the line is not JSON, or nested deeper than \(JSONCursor.maximumDepth) levels"
        case .not_an_object: "the line is not a JSON object"
        case .line_too_long: "the line has over 16 MiB"
        case .missing_event_type: "the event has no event_type"
        case .missing_timestamp: "the event has no timestamp"
        case .invalid_timestamp: "a time is not a date-time of RFC 3339 in the years 1678 to 2262"
        case .wrong_type: "a field has the wrong kind of value"
        case .out_of_range: "a number is out of its field's range"
        }
    }
}
