// Owns the widths of a table's columns on a terminal.

/// How wide each column is, and whether the first one stands on lines of its own.
struct TextLayout {
    static let gap = 2
    static let indent = 2
    /// Names are not cut to less than this many columns, if anything else can give way.
    private static let telling = (first: 40, other: 24)

    private(set) var widths: [Int]
    private(set) var isStacked = false

    /// Finds widths for rows whose texts are cut only as far as they can still be told apart; nil when there are none.
    init?(_ columns: [ReportTable.Column], _ rows: [[TextTable.Span]], width: Int) {
        let natural = Self.natural(columns, rows)
        widths = natural
        let needed = columns.indices.map { index in
            columns[index].isText
                ? min(natural[index], index == 0 ? Self.telling.first : Self.telling.other) : natural[index]
        }
        if let fitting = Self.grow(needed, to: natural, total: width - Self.gaps(columns.count)) {
            widths = fitting
            return
        }
        let room = width - Self.indent - Self.gaps(columns.count - 1)
        guard columns.count > 1, columns[0].isText,
            let fitting = Self.grow(Array(needed.dropFirst()), to: Array(natural.dropFirst()), total: room)
        else { return nil }
        widths = [width] + fitting
        isStacked = true
    }

    /// Cuts the widest columns until the rest fits.
    init(cutting columns: [ReportTable.Column], _ rows: [[TextTable.Span]], width: Int) {
        widths = Self.natural(columns, rows)
        var excess = widths.reduce(0, +) + Self.gaps(columns.count) - width
        while excess > 0, let widest = widths.indices.max(by: { (widths[$0], $1) < (widths[$1], $0) }),
            widths[widest] > 1
        {
            let next = widths.filter { $0 < widths[widest] }.max() ?? 1
            let step = min(excess, max(1, widths[widest] - max(1, next)))
            widths[widest] -= step
            excess -= step
        }
    }

    /// The columns of the terminal that neighbouring columns of the table take.
    func width(of range: Range<Int>) -> Int {
        widths[range].reduce(0, +) + Self.gaps(range.count)
    }

    private static func gaps(_ columns: Int) -> Int { max(0, columns - 1) * gap }

    /// The widths at which nothing is cut.
    private static func natural(_ columns: [ReportTable.Column], _ rows: [[TextTable.Span]]) -> [Int] {
        var widths = [Int](repeating: 1, count: columns.count)
        let spans = rows.joined()
        for span in spans where span.columns.count == 1 {
            widths[span.columns.lowerBound] = max(widths[span.columns.lowerBound], DisplayWidth.of(span.cell.text))
        }
        for span in spans where span.columns.count > 1 {
            let missing = DisplayWidth.of(span.cell.text) - widths[span.columns].reduce(0, +) - gaps(span.columns.count)
            if missing > 0 { widths[span.columns.upperBound - 1] += missing }
        }
        return widths
    }

    /// Gives what is left to the narrowest columns that can use it; nil when even the least does not fit.
    private static func grow(_ least: [Int], to natural: [Int], total: Int) -> [Int]? {
        var widths = least
        var left = total - widths.reduce(0, +)
        guard left >= 0 else { return nil }
        while left > 0 {
            let growing = widths.indices.filter { widths[$0] < natural[$0] }
            guard let narrowest = growing.min(by: { (widths[$0], $0) < (widths[$1], $1) }) else { break }
            widths[narrowest] += 1
            left -= 1
        }
        return widths
    }
}
