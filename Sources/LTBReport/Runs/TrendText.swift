// Owns a trend as text.

import LTBStatistics

/// The trend on a terminal: the headline, a line of blocks, the changes, the last runs.
package struct TrendText {
    private static let width = 100
    /// Of more runs only the last are listed.
    private static let listedRuns = 12

    private let trend: Trend
    private let style: TextStyle

    /// A trend, in colour or not.
    package init(_ trend: Trend, color: Bool = false) {
        self.trend = trend
        style = TextStyle(color: color)
    }

    /// Appends the text.
    package func write(to output: inout [UInt8]) {
        let scope = trend.scope.isEmpty ? "" : " · \(trend.scope)"
        var lines = TextReport.wrapped("\(trend.figure)\(scope) · \(trend.spanText)", width: Self.width)
        lines += TextReport.wrapped(trend.headline, width: Self.width).map { style.paint($0, .strong) }
        lines += [""] + chart + changes + runs
        output += Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// One block a run, from the lowest value to the highest; runs with changes are marked below.
    private var chart: [String] {
        guard let low = trend.values.min(), let high = trend.values.max() else { return [] }
        let start = max(0, trend.points.count - Self.width)
        let shown = trend.points[start...]
        var marks = [Character](repeating: " ", count: shown.count)
        for change in trend.changes where change.index >= start { marks[change.index - start] = "▲" }
        let blocks = BlockSparkline.of(shown.map(\.value), from: low, to: high)
        let ends = "lowest \(trend.text(low)), highest \(trend.text(high)), last \(trend.text(trend.values.last))"
        return [blocks] + (trend.changes.isEmpty ? [] : [String(marks)]) + [TerminalText.of(ends), ""]
    }

    private var changes: [String] {
        guard !trend.changes.isEmpty else { return [] }
        var table = ReportTable(
            title: "Changes",
            columns: [
                .figure("run"), .text("time"), .text("commit"), .figure("before"), .figure("after"), .figure("change"),
                .figure("p"),
            ])
        table.rows = trend.changes.map { change in
            let point = trend.points[change.index]
            return ReportTable.Row(cells: [
                .init(String(point.number)), .time(point.time), .name(point.commit.map { String($0.prefix(8)) }),
                .init(trend.text(change.before)), .init(trend.text(change.after)),
                .init(trend.text(of: change), .strong),
                .init(NumberFormat.fixed(change.pValue, places: 4)),
            ])
        }
        table.note = Trend.method
        return TextReport(width: Self.width, color: style.color).section(table) + [""]
    }

    private var runs: [String] {
        var table = ReportTable(
            title: "Last runs",
            columns: [.figure("run"), .text("time"), .text("branch"), .text("commit"), .figure("value")])
        table.rows = trend.points.suffix(Self.listedRuns).map { point in
            ReportTable.Row(cells: [
                .init(String(point.number)), .time(point.time), .name(point.branch),
                .name(point.commit.map { String($0.prefix(8)) }), .init(trend.text(point.value)),
            ])
        }
        return TextReport(width: Self.width, color: style.color).section(table)
    }
}
