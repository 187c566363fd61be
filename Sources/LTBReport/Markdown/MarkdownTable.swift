// Owns the syntax of a table in GitHub-flavoured Markdown.

/// A table as Markdown, with as many rows as a size allows.
struct MarkdownTable {
    private static let nameWidth = 80
    /// Longer tables are folded away.
    private static let longestOpen = 12

    private let table: ReportTable
    /// The rows that could be shown, as Markdown, each with its weight.
    private let rows: [(line: String, weight: Int64)]
    private let header: String
    private let footer: String

    init(_ table: ReportTable) {
        self.table = table
        rows = table.heaviestRows(table.rowLimit).map { (Self.line($0.cells.map(Self.cell)), $0.weight) }
        header = Self.line(table.columns.map(\.fullName)) + Self.line(table.columns.map { $0.isText ? ":--" : "--:" })
        footer = table.footer.map { Self.line($0.map(Self.cell)) } ?? ""
    }

    /// The heading and the table in at most `limit` bytes; nil when not even one row fits.
    func text(limit: Int) -> String? {
        let order = rows.indices.sorted { (rows[$1].weight, $0) < (rows[$0].weight, $1) }
        var room = limit - text([]).utf8.count
        let kept = order.prefix { index in
            room -= rows[index].line.utf8.count
            return room >= 0
        }
        return kept.isEmpty ? nil : text(kept.sorted())
    }

    private func text(_ kept: [Int]) -> String {
        let isFolded = table.isReference || kept.count > Self.longestOpen
        let count = NumberFormat.count(Int64(table.rows.count) + table.rowsLeftOut)
        let head = isFolded ? "<details><summary>\(table.title) (\(count))</summary>" : "#### \(table.title)"
        let hidden = Int64(table.rows.count - kept.count) + table.rowsLeftOut
        let more = hidden > 0 ? "\nand \(NumberFormat.count(hidden)) more\n" : ""
        let notes = [table.footnote, table.note].filter { !$0.isEmpty }.map { "\n\(MarkdownText.of($0))\n" }.joined()
        let body = header + kept.map { rows[$0].line }.joined() + footer
        return "\(head)\n\n\(body)\(more)\(notes)\(isFolded ? "\n</details>\n" : "")"
    }

    private static func line(_ cells: [String]) -> String {
        "| " + cells.joined(separator: " | ") + " |\n"
    }

    private static func cell(_ cell: ReportTable.Cell) -> String {
        let text = MarkdownText.of(cell.text, width: nameWidth)
        let isStrong = cell.tone == .strong || cell.tone == .bad
        return isStrong && !text.isEmpty ? "**\(text)**" : text
    }
}
