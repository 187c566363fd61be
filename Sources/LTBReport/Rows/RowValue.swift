// Owns the values of rows that are no report of ours: what a query gave.

import Glibc

/// A value of a row.
package enum RowValue: Sendable, Equatable {
    /// No value.
    case null
    /// A whole number.
    case integer(Int64)
    /// Another number.
    case number(Double)
    /// A text, whatever is in it.
    case text(String)

    /// The value as plain text, numbers in twelve figures; in a table of people, not of programs.
    var shown: String {
        switch self {
        case .null: NumberFormat.dash
        case .integer(let value): String(value)
        case .number(let value): Self.rounded(value)
        case .text(let text): text
        }
    }

    var isNumber: Bool {
        switch self {
        case .integer, .number: true
        case .null, .text: false
        }
    }

    /// `0.3` for 0.1 + 0.2: the shortest text of the number of twelve figures that is nearest.
    private static func rounded(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : value.description }
        var text = [CChar](repeating: 0, count: 40)
        let count = withVaList([value]) { vsnprintf(&text, text.count, "%.12g", $0) }
        return String(decoding: text.prefix(Int(count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
