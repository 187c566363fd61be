// Owns a trend as a page.

import LTBStatistics

/// The page of a trend: the headline, the chart with its changes, the runs as a table; static, and bounded.
package struct TrendPage {
    private static let top = 10.0
    private static let height = 240.0
    /// More runs than this are not drawn or listed: the last ones are.
    private static let mostRuns = 400

    private let trend: Trend
    private let title: String?
    private let assets: PageAssets

    /// A page; without a title it is called after the figure.
    package init(_ trend: Trend, title: String? = nil, assets: PageAssets = .inline) {
        (self.trend, self.title, self.assets) = (trend, title, assets)
    }

    /// The page: UTF-8 that ends with a newline.
    package var bytes: [UInt8] {
        let name = VisibleText.cut(title ?? trend.figure, to: 80)
        let scope = trend.scope.isEmpty ? "" : "\(VisibleText.cut(trend.scope, to: 200)) · "
        let page: Markup = """
            \(PageHead(title: name, description: trend.headline, assets: assets).markup)<body>
            <header><h1>\(name)</h1>
            <p class="deck">\(trend.headline)</p>
            <p>\(scope)\(trend.spanText)</p>
            </header>
            <main id="main">
            \(chartSection)\(changesSection)\(runsSection)</main>
            <footer>\(leftOut)\(Trend.method) Times are UTC.</footer>
            \(assets.script)</body></html>

            """
        return Array(page.source.utf8)
    }

    private var start: Int { max(0, trend.points.count - Self.mostRuns) }

    private var leftOut: Markup {
        start > 0 ? "\(Plural.count(start, "older run")) not shown. " : .empty
    }

    // MARK: The chart

    private var chartSection: Markup {
        guard let largest = trend.values.max(), let smallest = trend.values.min() else { return .empty }
        let ticks = LinearTicks(from: min(0, smallest), to: largest)
        var drawing = Drawing()
        drawing.valueAxis(ticks, labels: labels(ticks.values), top: Self.top, height: Self.height)
        drawChanges(&drawing, ticks)
        drawing.plot(top: Self.top, height: Self.height, line(ticks))
        for (index, point) in trend.points.enumerated().dropFirst(start) {
            guard let value = point.value, value.isFinite else { continue }
            let isChange = trend.changes.contains { $0.index == index }
            let y = Self.top + ticks.y(value, height: Self.height)
            drawing.circle(x: x(index), y: y, radius: isChange ? 4 : 2.5, isChange ? .mainError : .ink)
        }
        let bottom = Self.top + Self.height
        drawing.baseline(y: bottom)
        if let first = trend.points.dropFirst(start).first {
            drawing.text(CivilTime(first.time).shortDate, x: 0, y: bottom + 16, paint: .muted)
        }
        if trend.points.count > 1, let last = trend.points.last {
            drawing.text(CivilTime(last.time).shortDate, x: 1, y: bottom + 16, anchor: .end, paint: .muted)
        }
        let chart = drawing.chart(
            id: "trend", height: bottom + 24, title: "\(trend.figure) over the runs", description: description)
        let note: Markup =
            "A dot a run, in the order in which they started; dotted: a change; level lines: the medians between changes."
        return """
            <section id="trend-section" aria-labelledby="h-trend"><h2 id="h-trend">Over the runs</h2>
            \(Figure(heading: "\(trend.figure)", notes: [note], content: chart).markup)</section>

            """
    }

    private var description: String {
        let values = trend.values
        let (low, high) = (trend.text(values.min()), trend.text(values.max()))
        return
            "\(Plural.count(values.count, "value")) from \(low) to \(high); \(Plural.count(trend.changes.count, "change"))."
    }

    /// Where a run is, from left to right.
    private func x(_ index: Int) -> Double {
        let count = trend.points.count - start
        return count > 1 ? Double(index - start) / Double(count - 1) : 0.5
    }

    private func line(_ ticks: LinearTicks) -> Markup {
        var path = PathBuilder()
        for (index, point) in trend.points.enumerated().dropFirst(start) {
            guard let value = point.value, value.isFinite else {
                path.gap()
                continue
            }
            path.line(x(index) * 1000, ticks.y(value, height: Self.height))
        }
        return #"<path d="\#(path.data)" \#(Paint.succeeded.line(width: 1.5))/>"#
    }

    /// Halfway before the first run of the new level, and the medians on both sides.
    private func drawChanges(_ drawing: inout Drawing, _ ticks: LinearTicks) {
        let edges = [0] + trend.changes.map(\.index) + [trend.points.count]
        for (number, change) in trend.changes.enumerated() where change.index > start {
            let middle = (x(change.index) + x(change.index - 1)) / 2
            drawing.line(from: (middle, Self.top), to: (middle, Self.top + Self.height), .mainError, dash: "2 3")
            drawing.text(
                trend.text(of: change), x: middle, y: Self.top + 12, anchor: middle > 0.5 ? .end : .start,
                dx: middle > 0.5 ? -6 : 6, bold: true, outlined: true)
            if number == 0 { level(change.before, from: edges[0], to: change.index, &drawing, ticks) }
            level(change.after, from: change.index, to: edges[number + 2], &drawing, ticks)
        }
    }

    private func level(_ value: Double, from: Int, to end: Int, _ drawing: inout Drawing, _ ticks: LinearTicks) {
        let y = Self.top + ticks.y(value, height: Self.height)
        drawing.line(from: (x(max(from, start)), y), to: (x(max(end - 1, start)), y), .ink, width: 1.5)
    }

    private func labels(_ ticks: [Double]) -> [String] {
        switch trend.unit {
        case .seconds: AxisLabels.seconds(ticks)
        case .dollars: AxisLabels.dollars(ticks)
        case .share: ticks.map { NumberFormat.trimmed($0 * 100, places: 3) + NumberFormat.space + "%" }
        case .score: ticks.map { NumberFormat.trimmed($0, places: 6) }
        case .tokens, .count, .rate: AxisLabels.quantities(ticks)
        }
    }

    // MARK: The tables

    private var changesSection: Markup {
        guard !trend.changes.isEmpty else { return .empty }
        var table = Table([
            .init(head: "Since run"), .init(head: "Started"), .init(head: "Commit", isText: true),
            .init(head: "Before"),
            .init(head: "After"), .init(head: "Change"), .init(head: "p"),
        ])
        for change in trend.changes.reversed() {
            let point = trend.points[change.index]
            table.add(
                "\(String(point.number))",
                [
                    .init(Self.moment(point)), .init(Self.commit(point)), .init(trend.text(change.before)),
                    .init(trend.text(change.after)), .init(trend.text(of: change)),
                    .init(NumberFormat.fixed(change.pValue, places: 4)),
                ])
        }
        return """
            <section id="changes" aria-labelledby="h-changes"><h2 id="h-changes">Changes</h2>
            \(table.markup(label: "Changes, table", caption: "The last one first; before and after are medians."))</section>

            """
    }

    private var runsSection: Markup {
        guard !trend.points.isEmpty else { return "<p>No run.</p>\n" }
        var table = Table([
            .init(head: "Run"), .init(head: "Started"), .init(head: "Branch", isText: true),
            .init(head: "Commit", isText: true), .init(head: trend.figure),
        ])
        for point in trend.points[start...].reversed() {
            let id = point.runID.map { " \(VisibleText.cut($0, to: 40))" } ?? ""
            table.add(
                "\(String(point.number))<small class=\"wr\">\(id)</small>",
                [
                    .init(Self.moment(point)), .init(VisibleText.cut(point.branch ?? NumberFormat.dash, to: 40)),
                    .init(Self.commit(point)), .init(trend.text(point.value)),
                ])
        }
        return """
            <section id="runs" aria-labelledby="h-runs"><h2 id="h-runs">Runs</h2>
            \(table.markup(label: "Runs, table", caption: "The last one first."))</section>

            """
    }

    private static func moment(_ point: Trend.Point) -> String {
        let time = CivilTime(point.time)
        return "\(time.isoDate) \(time.clock)"
    }

    private static func commit(_ point: Trend.Point) -> String {
        point.commit.map { VisibleText.cut(String($0.prefix(8)), to: 8) } ?? NumberFormat.dash
    }
}
