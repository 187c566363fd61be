// Owns rows as CSV.

/// RFC 4180 with a header; texts that a spreadsheet would compute get an apostrophe before them.
struct CSVRows: RowFormat {
    /// On a terminal controls are shown, elsewhere they are data.
    let isSeen: Bool

    mutating func begin(_ columns: [String], to output: inout [UInt8]) {
        CSVField.write(columns.map { .text(shown($0)) }, to: &output)
    }

    mutating func add(_ row: [RowValue], to output: inout [UInt8]) {
        CSVField.write(row.map(field), to: &output)
    }

    mutating func end(to output: inout [UInt8]) {}

    private func field(_ value: RowValue) -> CSVField {
        switch value {
        case .null: .text(nil)
        case .integer(let value): .integer(value)
        case .number(let value): .number(value)
        case .text(let text): .text(shown(text))
        }
    }

    private func shown(_ text: String) -> String { isSeen ? ShownText.of(text) : text }
}
