// Owns how a table looks on a terminal: aligned columns, with neighbouring cells that say the same said once.

/// The lines of a table.
struct TextTable {
    /// Neighbouring columns that hold one cell together.
    struct Span {
        var columns: Range<Int>
        var cell: ReportTable.Cell
        /// Text and the names of groups are left-aligned, figures right-aligned.
        var isLeft: Bool
    }

    /// A row that can be read across is worth more than this many of its least important columns.
    private static let spareColumns = 3

    private var columns: [ReportTable.Column]
    private var cells: [[ReportTable.Cell]]
    private let style: TextStyle

    init(_ table: ReportTable, style: TextStyle) {
        self.style = style
        columns = table.columns
        cells = table.heaviestRows(table.rowLimit).map(\.cells) + (table.footer.map { [$0] } ?? [])
        cells = cells.map { $0.map(Self.shown) }
    }

    /// The header and the rows, in at most `width` columns of the terminal.
    ///
    /// What does not fit gives way in this order: names are cut, though not to less than can be told apart; a few columns
    /// of the highest rank are left out; the first column moves to a line of its own above its figures; more columns are
    /// left out; all is cut.
    func lines(width: Int) -> [String] {
        linesOfOneRowEach(width: width) ?? linesWhateverItTakes(width: width)
    }

    private func linesOfOneRowEach(width: Int) -> [String]? {
        var table = self
        for _ in 0...Self.spareColumns {
            if let layout = TextLayout(table.columns, table.spans, width: width), !layout.isStacked {
                return table.lines(layout)
            }
            if !table.dropHighestRank() { return nil }
        }
        return nil
    }

    private func linesWhateverItTakes(width: Int) -> [String] {
        var table = self
        while true {
            if let layout = TextLayout(table.columns, table.spans, width: width) { return table.lines(layout) }
            if !table.dropHighestRank() {
                return table.lines(TextLayout(cutting: table.columns, table.spans, width: width))
            }
        }
    }

    private static func shown(_ cell: ReportTable.Cell) -> ReportTable.Cell {
        var cell = cell
        cell.text = TerminalText.of(cell.text)
        return cell
    }

    private mutating func dropHighestRank() -> Bool {
        guard let rank = columns.map(\.rank).max(), rank > 0,
            let index = columns.lastIndex(where: { $0.rank == rank })
        else { return false }
        columns.remove(at: index)
        for row in cells.indices { cells[row].remove(at: index) }
        return true
    }
}

// What stands in which columns.
extension TextTable {
    /// The header's lines, then the rows.
    private var spans: [[Span]] {
        let names = columns.map { ReportTable.Cell($0.name) }
        return groups + [merged(names)] + cells.map(merged)
    }

    private var groups: [[Span]] {
        guard columns.contains(where: { !$0.group.isEmpty }) else { return [] }
        var spans: [Span] = []
        for (index, column) in columns.enumerated() {
            if !column.group.isEmpty, let last = spans.last, last.cell.text == column.group {
                spans[spans.count - 1].columns = last.columns.lowerBound..<index + 1
            } else {
                spans.append(Span(columns: index..<index + 1, cell: ReportTable.Cell(column.group), isLeft: true))
            }
        }
        return [spans]
    }

    /// Cells, where neighbours that say that nothing was measured say it together.
    private func merged(_ cells: [ReportTable.Cell]) -> [Span] {
        var spans: [Span] = []
        for (index, cell) in cells.enumerated() {
            if cell.absence == .notMeasured, index > 1, let last = spans.last, last.cell.absence == .notMeasured {
                spans[spans.count - 1].columns = last.columns.lowerBound..<index + 1
            } else {
                spans.append(Span(columns: index..<index + 1, cell: cell, isLeft: columns[index].isText))
            }
        }
        return spans
    }
}

// Writing.
extension TextTable {
    private func lines(_ layout: TextLayout) -> [String] {
        spans.flatMap { lines($0, layout) }
    }

    private func lines(_ row: [Span], _ layout: TextLayout) -> [String] {
        guard layout.isStacked, let name = row.first else { return [line(row[...], layout)] }
        let rest = String(repeating: " ", count: TextLayout.indent) + line(row.dropFirst(), layout)
        if name.cell.text.isEmpty { return [rest] }
        return [style.paint(DisplayWidth.cut(name.cell.text, to: layout.widths[0]), name.cell.tone), rest]
    }

    private func line(_ row: ArraySlice<Span>, _ layout: TextLayout) -> String {
        var line = ""
        var spaces = 0
        for span in row {
            let width = layout.width(of: span.columns)
            let text = DisplayWidth.cut(span.cell.text, to: width)
            let padding = width - DisplayWidth.of(text)
            if !text.isEmpty {
                line += String(repeating: " ", count: spaces + (span.isLeft ? 0 : padding))
                line += style.paint(text, span.cell.tone)
                spaces = (span.isLeft ? padding : 0) + TextLayout.gap
            } else {
                spaces += width + TextLayout.gap
            }
        }
        return line
    }
}
