// Owns counting lines that are no events, by reason.

package import LTBEvents

/// How many lines were skipped for each reason.
///
/// A log of another kind may have millions of them, so that counting takes no hashing of names.
package struct SkipCounts: Sendable {
    private var byIndex = InlineArray<9, Int64>(repeating: 0)

    /// Nothing counted yet.
    package init() {}

    /// Counts lines.
    package mutating func add(_ reason: SkipReason, count: Int64 = 1) {
        byIndex[Self.index(reason)] += count
    }

    /// The reasons that there were.
    package var counts: [(reason: SkipReason, count: Int64)] {
        SkipReason.allCases.map { ($0, byIndex[Self.index($0)]) }.filter { $0.1 > 0 }
    }

    private static func index(_ reason: SkipReason) -> Int {
        switch reason {
        case .invalid_utf8: 0
        case .invalid_json: 1
        case .not_an_object: 2
        case .line_too_long: 3
        case .missing_event_type: 4
        case .missing_timestamp: 5
        case .invalid_timestamp: 6
        case .wrong_type: 7
        case .out_of_range: 8
        }
    }
}
