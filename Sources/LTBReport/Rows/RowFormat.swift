// Owns the protocol of the formats that rows can be written in, and their names.

/// A way of writing rows as they come, without keeping them.
package protocol RowFormat {
    /// Writes what comes before the rows.
    mutating func begin(_ columns: [String], to output: inout [UInt8])
    /// Writes a row, or keeps it for a while.
    mutating func add(_ row: [RowValue], to output: inout [UInt8])
    /// Writes what is left.
    mutating func end(to output: inout [UInt8])
}

/// The formats by name.
package enum RowFormatName: String, Sendable, CaseIterable {
    case table, csv, json, markdown

    /// The format.
    ///
    /// - Parameters:
    ///   - width: how many columns of a terminal a table may take; nil for as many as it needs.
    ///   - isSeen: whether it is written to a terminal, on which nothing must act.
    package func format(width: Int? = nil, isSeen: Bool = false) -> any RowFormat {
        switch self {
        case .table: TableRows(width: width)
        case .csv: CSVRows(isSeen: isSeen)
        case .json: JSONRows()
        case .markdown: MarkdownRows()
        }
    }
}

/// Rows in all at once, for a few.
extension RowFormatName {
    /// The rows as a whole text.
    package func bytes(
        _ columns: [String], _ rows: [[RowValue]], width: Int? = nil, isSeen: Bool = false
    ) -> [UInt8] {
        var format = format(width: width, isSeen: isSeen)
        var output: [UInt8] = []
        format.begin(columns, to: &output)
        for row in rows { format.add(row, to: &output) }
        format.end(to: &output)
        return output
    }
}
