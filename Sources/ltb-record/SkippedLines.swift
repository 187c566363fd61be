// Owns what the user is told about lines that are not events.

import LTBEvents

/// Reports the first bad lines in full, and counts all of them.
struct SkippedLines {
    private static let reportedInFull = 20
    private(set) var count = 0

    mutating func report(line: Int, _ reason: SkipReason) {
        count += 1
        guard count <= Self.reportedInFull else { return }
        StandardError.write("ltb-record: line \(line) is skipped: \(reason.sentence)")
        if count == Self.reportedInFull {
            StandardError.write("ltb-record: further lines that are skipped are only counted")
        }
    }
}

extension SkipReason {
    /// What is wrong with the line, in words.
    fileprivate var sentence: String {
        switch self {
        case .invalid_utf8: "it is not UTF-8"
        case .invalid_json: "it is not JSON, or nested deeper than \(JSONCursor.maximumDepth) levels"
        case .not_an_object: "it is JSON, but not an object"
        case .line_too_long: "it is longer than 16 MiB"
        case .missing_event_type: #"it has no "event_type""#
        case .missing_timestamp: #"it has no "timestamp""#
        case .invalid_timestamp: "a time in it is not an RFC 3339 date-time of the years 1678 to 2262"
        case .wrong_type: "a field of it has the wrong kind of value, such as a string where a number belongs"
        case .out_of_range: "a number in it is out of the range of its field, such as a negative latency"
        }
    }
}
