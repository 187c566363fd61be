// Owns the small multiples of recorded gauges over time.

internal import LTBAnalysis

/// A small chart a gauge, each on its own scale.
enum GaugeMultiples {
    private static let top = 4.0
    private static let height = 56.0

    static func markup(_ page: PageContext) -> Markup {
        guard let timeline = page.summary.timeline, let time = page.time else { return .empty }
        let names = order(timeline.metrics.keys).filter { timeline.metrics[$0]?.contains { $0 != nil } ?? false }
        guard !names.isEmpty else { return .empty }
        let panels = names.prefix(page.limits.panels).enumerated().map { index, name in
            panel(page, timeline, time, index: index, name: name)
        }
        let core = names.contains { $0.hasPrefix("process_cpu_percent") } ? " CPU is in percent of one core." : ""
        let left = names.count - panels.count
        let rest: Markup = left > 0 ? " \(Plural.count(left, "more gauge")) not drawn." : .empty
        return """
            <h3 class="t">Gauges over time</h3>
            <p class="mut">The last value of each step; each panel has its own scale.\(core)\(rest)</p>
            <div class="g4 tight">\(panels.joined())</div>
            \(numbers(Array(names.prefix(page.limits.panels)), timeline, page))
            """
    }

    /// What the program itself used comes first, then the other gauges by name.
    private static func order(_ names: some Sequence<String>) -> [String] {
        names.sorted { left, right in
            let (one, two) = (left.hasPrefix("process_"), right.hasPrefix("process_"))
            return one == two ? left < right : one
        }
    }

    private static func numbers(_ names: [String], _ timeline: Timeline, _ page: PageContext) -> Markup {
        let merge = timeline.merged(to: SeriesTable.mostSteps)
        var table = SeriesTable(label: "Gauges over time, numbers", times: page.times(merge, timeline))
        for name in names {
            let unit = RecordedUnit(recorded: nil, name: name)
            let values = merge.last(timeline.metrics[name] ?? [])
            table.add(
                VisibleText.name(name, to: page.limits.name), values.map { $0.map(unit.text) ?? NumberFormat.dash })
        }
        return table.details
    }

    private static func panel(
        _ page: PageContext, _ timeline: Timeline, _ time: TimeFrame, index: Int, name: String
    ) -> Markup {
        let merge = timeline.merged(to: TimeFrame.smallPoints)
        let values = merge.last(timeline.metrics[name] ?? [])
        let known = (timeline.metrics[name] ?? []).compactMap { $0 }.filter(\.isFinite)
        let unit = RecordedUnit(recorded: nil, name: name)
        let (unitName, size) = unit.axisUnit(largest: known.map(abs).max() ?? 0)
        let lowest = known.min() ?? 0
        let highest = known.max() ?? 0
        let ticks = LinearTicks(from: min(lowest, 0) / size, to: max(highest, 0) / size, steps: 2)
        var drawing = Drawing()
        drawing.bands(time.bands, top: 0, bottom: top + height)
        drawing.valueAxis(ticks, labels: AxisLabels.numbers(ticks.values), top: top, height: height)
        drawing.plot(top: top, height: height, line(values.map { $0.map { $0 / size } }, merge, ticks))
        drawing.smallTimeAxis(time.axis, y: top + height)
        let scaled = values.map { $0.map { $0 / size } }
        drawing.data = ChartData(
            edges: merge.edges,
            series: [.init(name: "last", unit: unit.dataUnit ?? unitName, values: scaled)])
        let range: String =
            lowest == highest
            ? "always \(unit.text(lowest))" : "from \(unit.text(lowest)) to \(unit.text(highest))"
        let title = VisibleText.name(name, to: page.limits.name)
        let chart = drawing.chart(
            id: "g\(index)", height: top + height + 22, title: title + " over time", description: range)
        return Figure(heading: heading(name, page), notes: ["\(range)"], content: chart).markup
    }

    /// Names of metrics may be longer than the panel is wide: they may break after an underscore.
    private static func heading(_ name: String, _ page: PageContext) -> Markup {
        VisibleText.cut(name, to: page.limits.name).split(separator: "_", omittingEmptySubsequences: false)
            .map { "\(String($0))" as Markup }.joined(separator: "_<wbr>")
    }

    private static func line(_ values: [Double?], _ merge: BucketMerge, _ ticks: LinearTicks) -> Markup {
        var path = PathBuilder()
        let edges = merge.edges
        for (index, value) in values.enumerated() {
            guard let value else {
                path.gap()
                continue
            }
            let y = ticks.y(value, height: height)
            path.line(edges[index], y)
            path.horizontal(edges[index + 1])
        }
        return path.isEmpty ? .empty : #"<path data-s="0" d="\#(path.data)" \#(Paint.ink.line(width: 1.25))/>"#
    }
}
