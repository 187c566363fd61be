// Owns the syntax of a table in GitHub-flavoured Markdown.

/// A table as Markdown, with as many rows as a size allows.
struct MarkdownTable {
    private static let nameWidth = 60
    private static let messageWidth = 120
    /// Longer tables are folded away.
    private static let longestOpen = 12

    let table: ReportTable

    /// The heading and the table in at most `limit` bytes; nil when not even one row fits.
    func text(limit: Int) -> String? {
        var rows = min(table.rows.count, table.rowLimit)
        while rows > 0 {
            let text = text(rows: rows)
            if text.utf8.count <= limit { return text }
            rows = min(rows - 1, rows * 3 / 4)
        }
        return nil
    }

    private func text(rows: Int) -> String {
        let isFolded = table.isReference || rows > Self.longestOpen
        let count = NumberFormat.count(Int64(table.rows.count))
        let head = isFolded ? "<details><summary>\(table.title) (\(count))</summary>" : "#### \(table.title)"
        let hidden = table.rows.count - rows
        let more = hidden > 0 ? "\nand \(NumberFormat.count(Int64(hidden))) more\n" : ""
        return "\(head)\n\n\(body(rows: rows))\(more)\(isFolded ? "\n</details>\n" : "")"
    }

    private func body(rows: Int) -> String {
        let columns = table.columns
        let names = columns.map { $0.group.isEmpty ? $0.name : "\($0.group) \($0.name)" }
        let rules = columns.map { $0.isText ? ":--" : "--:" }
        let cells = (table.heaviestRows(rows).map(\.cells) + (table.footer.map { [$0] } ?? [])).map { row in
            row.indices.map { cell(row[$0], isLast: $0 == row.count - 1) }
        }
        return ([names, rules] + cells).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    private func cell(_ cell: ReportTable.Cell, isLast: Bool) -> String {
        let text = MarkdownText.of(cell.text, width: isLast ? Self.messageWidth : Self.nameWidth)
        let isStrong = cell.tone == .strong || cell.tone == .bad
        return isStrong && !text.isEmpty ? "**\(text)**" : text
    }
}
