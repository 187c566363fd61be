// Owns the text format: what a terminal shows of a run.

package import LTBAnalysis

/// Plain text in at most `width` columns, aligned by display width, optionally with colour.
///
/// The headline and its figures, the warnings, then one table a subject; a subject without data is left out.
/// Names are shown so that none of them can act on the terminal.
package struct TextReport: ReportFormat {
    /// Columns of the terminal; less than 40 are taken as 40.
    package var width: Int
    /// Whether bad, doubtful and important figures are coloured with ANSI escape sequences.
    package var color: Bool

    /// Text for a terminal of a width, without colour unless asked for.
    package init(width: Int = 100, color: Bool = false) {
        self.width = max(40, width)
        self.color = color
    }

    /// Appends the summary as text.
    package func write(_ summary: RunSummary, to output: inout [UInt8]) {
        var blocks = [headline(summary), figures(summary), lines(of: Notice.all(for: summary)), timeline(summary)]
        blocks += ReportTable.all(for: summary).map(section)
        blocks.append(wrap(Origin(summary).source))
        let lines = blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
        output.append(contentsOf: lines.joined(separator: "\n").utf8)
    }

    private var style: TextStyle { TextStyle(color: color) }

    private func headline(_ summary: RunSummary) -> [String] {
        let headline = Headline(summary)
        let titles = wrap(headline.titleWithCause).map { style.paint($0, .strong) }
        return wrap(Origin(summary).text) + titles + wrap(headline.deckText)
    }

    private func figures(_ summary: RunSummary) -> [String] {
        guard summary.totals.totalRequests > 0 else { return [] }
        var table = ReportTable(title: "", columns: [.text(""), .figure(""), .text("")])
        table.rows = KeyFigure.all(for: summary).map { figure in
            ReportTable.Row(cells: [.init(figure.label), .init(figure.value, .strong), .init(figure.note)])
        }
        return Array(TextTable(table, style: style).lines(width: width).dropFirst())
    }

    func lines(of notices: [Notice]) -> [String] {
        notices.flatMap { notice in
            var lines = wrap("\(notice.label): \(notice.text)", indent: 2)
            lines[0] = style.paint(lines[0], .warn)
            return lines + notice.examples.prefix(5).map { cut("  \(TerminalText.of($0))") }
        }
    }

    private func timeline(_ summary: RunSummary) -> [String] {
        guard let timeline = summary.timeline, timeline.requests.contains(where: { $0 > 0 }) else { return [] }
        let room = width - 10
        return [
            "requests  " + BlockSparkline.of(timeline.requests, width: room),
            "errors    " + BlockSparkline.of(timeline.errors, width: room),
        ]
    }

    func section(_ table: ReportTable) -> [String] {
        var lines = [style.paint(table.title.uppercased(), .strong)]
        lines += TextTable(table, style: style).lines(width: width)
        let hidden = Int64(max(0, table.rows.count - table.rowLimit)) + table.rowsLeftOut
        return lines + (hidden > 0 ? ["and \(NumberFormat.count(hidden)) more"] : []) + wrap(table.footnote)
            + wrap(table.note)
    }

    private func wrap(_ text: String, indent: Int = 0) -> [String] {
        Self.wrapped(text, width: width, indent: indent)
    }

    /// A text in lines of at most so many columns, with nothing in it that a terminal would act on.
    static func wrapped(_ text: String, width: Int, indent: Int = 0) -> [String] {
        TextLines.wrap(ShownText.of(text), width: width, indent: indent).map(TerminalText.of)
    }

    private func cut(_ text: String) -> String { DisplayWidth.cut(text, to: width) }
}

extension ReportFormat where Self == TextReport {
    /// Text for a terminal of a width, optionally with colour.
    package static func text(width: Int = 100, color: Bool = false) -> TextReport {
        TextReport(width: width, color: color)
    }
}
