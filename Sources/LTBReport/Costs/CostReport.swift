// Owns the report of `ltb-analyze cost`: what a run cost, and nothing else.

package import LTBAnalysis
import LTBEvents

/// What a run cost, as text, Markdown, CSV or JSON.
///
/// JSON has the keys of the whole summary, as far as they are of the run, of its log and of its cost.
package struct CostReport: ReportFormat {
    /// How it is written.
    package enum Syntax: String, CaseIterable, Sendable {
        case text, markdown, csv, json

        /// The syntax that a format's name means; nil for one that costs alone are not told in.
        package init?(_ name: ReportFormatName) { self.init(rawValue: name.rawValue) }
    }

    private let syntax: Syntax
    private let dimensions: [CostSummary.Dimension]
    private let style: TextStyle
    private let width: Int

    /// A report of costs by these dimensions; JSON has all of them.
    package init(
        _ syntax: Syntax, by dimensions: [CostSummary.Dimension] = [.model], width: Int = 100, color: Bool = false
    ) {
        (self.syntax, self.dimensions, self.width) = (syntax, dimensions, width)
        style = TextStyle(color: color)
    }

    /// Whether there is room for sentences beside the figures.
    package var tellsNotices: Bool { syntax == .text || syntax == .markdown }

    package func write(_ summary: RunSummary, to output: inout [UInt8]) {
        switch syntax {
        case .text: output.append(contentsOf: text(summary).utf8)
        case .markdown: output.append(contentsOf: markdown(summary).utf8)
        case .csv: CSVReport.write(CSVTable.costs(summary, by: shown(summary)), summary, to: &output)
        case .json: writeJSON(summary, to: &output)
        }
    }

    /// The dimensions, with days in place of hours of which there are too many.
    private func shown(_ summary: RunSummary) -> [CostSummary.Dimension] {
        guard summary.cost?.hasTooManyHours == true, let place = dimensions.firstIndex(of: .hour) else {
            return dimensions
        }
        var shown = dimensions
        if dimensions.contains(.day) { shown.remove(at: place) } else { shown[place] = .day }
        return shown
    }

    private func tables(_ summary: RunSummary) -> [ReportTable] {
        let tables =
            shown(summary).map { ReportTable.costs(summary, by: $0) }
            + [.unpricedModels(summary), .scoreCosts(summary)]
        return tables.filter { !$0.rows.isEmpty }
    }

    private func sentences(_ cost: CostSummary, _ summary: RunSummary) -> [String] {
        let asked = CostSummary.Dimension.allCases.filter(dimensions.contains).map(cost.sentence)
        return asked.filter { !$0.isEmpty } + cost.sentences(summary)
    }

    private func text(_ summary: RunSummary) -> String {
        let report = TextReport(width: width, color: style.color)
        let notices = report.lines(of: Notice.ofCosts(for: summary))
        let blocks =
            summary.cost.map { textBlocks(summary, $0, notices, report) } ?? [
                TextReport.wrapped(Self.nothing(summary), width: width), notices,
            ]
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    /// Requests that were sent may be paid for although the log does not have their ends.
    private static func nothing(_ summary: RunSummary) -> String {
        let sent = summary.totals.unfinishedRequests ?? 0
        guard sent > 0 else { return "No request ended, so nothing was paid." }
        let which = sent == 1 ? "the one that was" : "the \(NumberFormat.count(sent)) that were"
        return "No request ended; what \(which) started cost is not known."
    }

    private func textBlocks(
        _ summary: RunSummary, _ cost: CostSummary, _ notices: [String], _ report: TextReport
    ) -> [[String]] {
        var figures = ReportTable(title: "", columns: [.text(""), .figure(""), .text("")])
        figures.rows = cost.keyFigures.map {
            .init(cells: [.init($0.label), .init($0.value, .strong), .init($0.note)])
        }
        var blocks = [TextReport.wrapped(Origin(summary).text, width: width)]
        blocks.append(Array(TextTable(figures, style: style).lines(width: width).dropFirst()))
        blocks.append(notices)
        blocks += tables(summary).map { report.section($0.withoutAbsentColumns()) }
        blocks.append(sentences(cost, summary).flatMap { TextReport.wrapped($0, width: width) })
        return blocks
    }

    private func markdown(_ summary: RunSummary) -> String {
        let notices = Notice.ofCosts(for: summary).map(MarkdownReport.text).joined()
        guard let cost = summary.cost else {
            return ["\(Self.nothing(summary))\n", notices].filter { !$0.isEmpty }.joined(separator: "\n")
        }
        let rows = cost.keyFigures.map { figure in
            "| \(figure.label) | **\(MarkdownText.of(figure.value))** | \(MarkdownText.of(figure.note)) |\n"
        }
        let origin = Origin(summary).text
        var blocks = ["### Cost\n", origin.isEmpty ? "" : "Run \(MarkdownText.of(origin))\n"]
        blocks.append("| figure | value | |\n| :-- | --: | :-- |\n" + rows.joined())
        blocks.append(notices)
        blocks += tables(summary).compactMap { MarkdownTable($0.withoutAbsentColumns()).text(limit: 15_000) }
        blocks += sentences(cost, summary).map { "\(MarkdownText.of($0))\n" }
        return blocks.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func writeJSON(_ summary: RunSummary, to output: inout [UInt8]) {
        JSONWriter.append(to: &output, .indented) { writer in
            writer.object {
                $0.key("schema")
                $0.value(JSONReport.schema)
                $0.key("run")
                if let run = summary.run { $0.value(run) } else { $0.null() }
                $0.key("log")
                $0.value(summary.log)
                $0.key("filters")
                $0.value(summary.filters)
                $0.key("window")
                if let window = summary.window { $0.value(window) } else { $0.null() }
                $0.member("cost", summary.cost, CostGaps(summary))
            }
        }
        output.append(UInt8(ascii: "\n"))
    }
}
