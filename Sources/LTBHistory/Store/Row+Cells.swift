// Owns reading the cells of a history, of which nobody knows who wrote them.

import GRDB

/// A cell that has something else than its column is of, or a column that is not there.
struct UnreadableCell: Error {
    let column: String
}

/// A file that others send may have any number anywhere. What is read is a number that a run can have, so that nothing that
/// is made of several runs' figures, such as sums, squares and shares, is beyond what a number can be.
extension Row {
    /// Counts are read as at most this: the sum of those of 9,000 runs is one that a number can be.
    static let largestCount: Int64 = 1_000_000_000_000_000
    private static let largestFigure = Double(largestCount)

    /// What a column has, in the type that it is of.
    func cell<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: String) throws -> Value {
        do {
            return try decode(Value.self, forColumn: column)
        } catch {
            // GRDB's own words have the whole row in them.
            throw UnreadableCell(column: column)
        }
    }

    /// How many of something there were.
    func count(_ column: String) throws -> Int64 { Self.bounded(try cell(column)) }

    /// How many of something there were, if it is known.
    func countIfKnown(_ column: String) throws -> Int64? {
        let count: Int64? = try cell(column)
        return count.map(Self.bounded)
    }

    /// A figure.
    func figure(_ column: String) throws -> Double { Self.bounded(try cell(column)) }

    /// A figure, if it is known.
    func figureIfKnown(_ column: String) throws -> Double? {
        let figure: Double? = try cell(column)
        return figure.map(Self.bounded)
    }

    /// A share, 0 to 1, if it is known.
    func shareIfKnown(_ column: String) throws -> Double? {
        try figureIfKnown(column).map { Swift.min(Swift.max($0, 0), 1) }
    }

    private static func bounded(_ count: Int64) -> Int64 { Swift.min(Swift.max(count, 0), largestCount) }

    private static func bounded(_ figure: Double) -> Double {
        Swift.min(Swift.max(figure, -largestFigure), largestFigure)
    }
}
