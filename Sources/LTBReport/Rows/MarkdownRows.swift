// Owns rows as a table in GitHub-flavoured Markdown.

/// A table; the first row says which columns are of numbers, which are aligned to the right.
struct MarkdownRows: RowFormat {
    private var columns: [String] = []
    private var hasHeader = false

    mutating func begin(_ columns: [String], to output: inout [UInt8]) { self.columns = columns }

    mutating func add(_ row: [RowValue], to output: inout [UInt8]) {
        if !hasHeader { addHeader(row.map(\.isNumber), to: &output) }
        Self.write(row.map { MarkdownText.of($0.shown) }, to: &output)
    }

    mutating func end(to output: inout [UInt8]) {
        if !hasHeader { addHeader(columns.map { _ in false }, to: &output) }
    }

    private mutating func addHeader(_ areNumbers: [Bool], to output: inout [UInt8]) {
        hasHeader = true
        Self.write(columns.map { MarkdownText.of($0) }, to: &output)
        Self.write(areNumbers.map { $0 ? "--:" : ":--" }, to: &output)
    }

    private static func write(_ cells: [String], to output: inout [UInt8]) {
        output.append(contentsOf: "| \(cells.joined(separator: " | ")) |\n".utf8)
    }
}
