// Owns rows as aligned columns.

/// Aligned columns, in plain text in which nothing acts on a terminal.
///
/// The first rows say how wide the columns are; later values that are wider are cut, or stand out where nothing may be.
/// Where there are too many columns for a line, a value has a line instead.
struct TableRows: RowFormat {
    private static let rowsAhead = 1_000
    private static let gap = 2
    /// Columns are not made narrower than this.
    private static let narrowest = 6

    private let width: Int?
    private var columns: [String] = []
    private var kept: [[RowValue]] = []
    private var widths: [Int] = []
    private var areNumbers: [Bool] = []
    /// Whether each value has a line of its own; the rows that were written so.
    private var isUpright = false
    private var uprightRows = 0

    init(width: Int?) {
        self.width = width
    }

    mutating func begin(_ columns: [String], to output: inout [UInt8]) {
        self.columns = columns.map { TerminalText.of($0) }
    }

    mutating func add(_ row: [RowValue], to output: inout [UInt8]) {
        if !widths.isEmpty { return write(row, to: &output) }
        kept.append(row)
        if kept.count == Self.rowsAhead { settle(to: &output) }
    }

    mutating func end(to output: inout [UInt8]) {
        if widths.isEmpty { settle(to: &output) }
    }

    /// Decides on the widths, and writes what was kept for that.
    private mutating func settle(to output: inout [UInt8]) {
        widths = columns.map { DisplayWidth.of($0) }
        areNumbers = columns.indices.map { index in
            kept.contains { $0[index].isNumber } && kept.allSatisfy { $0[index].isNumber || $0[index] == .null }
        }
        for row in kept {
            for (index, value) in row.enumerated() {
                widths[index] = max(widths[index], DisplayWidth.of(TerminalText.of(value.shown)))
            }
        }
        if let width { isUpright = !narrow(to: width) }
        if !isUpright {
            write(columns, to: &output)
            write(widths.map { String(repeating: "─", count: $0) }, to: &output)
        }
        for row in kept { write(row, to: &output) }
        kept = []
    }

    /// Takes from the widest columns, first from those of texts; whether that was enough.
    private mutating func narrow(to width: Int) -> Bool {
        var excess = widths.reduce(0, +) + Self.gap * (widths.count - 1) - width
        for mayBeNumber in [false, true] {
            while excess > 0 {
                let candidates = widths.indices.filter {
                    (mayBeNumber || !areNumbers[$0]) && widths[$0] > Self.narrowest
                }
                guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
                widths[widest] -= 1
                excess -= 1
            }
        }
        return excess <= 0
    }

    private mutating func write(_ row: [RowValue], to output: inout [UInt8]) {
        let cells = row.map { TerminalText.of($0.shown) }
        guard isUpright else { return write(cells, to: &output) }
        uprightRows += 1
        output.append(contentsOf: "\(uprightRows == 1 ? "" : "\n")── row \(uprightRows)\n".utf8)
        let names = columns.map { DisplayWidth.of($0) }.max() ?? 0
        for (column, cell) in zip(columns, cells) {
            let name = column + String(repeating: " ", count: names - DisplayWidth.of(column) + Self.gap)
            let room = max(Self.narrowest, (width ?? .max) - names - Self.gap)
            output.append(contentsOf: "\(name)\(DisplayWidth.cut(cell, to: room))\n".utf8)
        }
    }

    private func write(_ cells: [String], to output: inout [UInt8]) {
        var line = ""
        var spaces = 0
        for (index, cell) in cells.enumerated() {
            let text = width == nil ? cell : DisplayWidth.cut(cell, to: widths[index])
            let padding = max(0, widths[index] - DisplayWidth.of(text))
            let before = spaces + (areNumbers[index] ? padding : 0)
            if !text.isEmpty { line += String(repeating: " ", count: before) + text }
            spaces = (text.isEmpty ? before : 0) + (areNumbers[index] ? 0 : padding) + Self.gap
        }
        output.append(contentsOf: (line + "\n").utf8)
    }
}
