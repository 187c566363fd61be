// Owns the small multiples of errors by type over time.

internal import LTBAnalysis

/// A small chart an error type, each on its own scale.
enum ErrorMultiples {
    private static let top = 4.0
    private static let height = 56.0

    static func markup(_ page: PageContext) -> Markup {
        guard let timeline = page.summary.timeline, let time = page.time else { return .empty }
        let types = page.summary.totals.errorsByCount
        let shown = types.prefix(page.limits.panels).enumerated().filter { timeline.errorsByType[$1.type] != nil }
        guard !shown.isEmpty else { return .empty }
        let panels = shown.map { index, error in
            panel(page, timeline, time, index: index, type: error.type, count: error.count)
        }
        return """
            <h3 class="t">Errors by type</h3><p class="mut">Each panel has its own scale.\(rest(types, page))</p>
            <div class="g4 tight">\(panels.joined())</div>
            \(numbers(shown.map(\.element.type), timeline, page))
            """
    }

    private static func numbers(_ types: [String], _ timeline: Timeline, _ page: PageContext) -> Markup {
        let merge = timeline.merged(to: SeriesTable.mostSteps)
        var table = SeriesTable(label: "Errors by type, numbers", times: page.times(merge, timeline))
        for type in types {
            let counts = merge.sum(timeline.errorsByType[type] ?? [])
            table.add(VisibleText.name(type, to: page.limits.name), counts.map(NumberFormat.count))
        }
        return table.details
    }

    private static func rest(_ types: [(type: String, count: Int64)], _ page: PageContext) -> Markup {
        let others = types.dropFirst(page.limits.panels)
        guard !others.isEmpty else { return .empty }
        let count = others.map(\.count).saturatingSum
        return " Not drawn: \(Plural.count(count, "error")) of \(Plural.count(others.count, "more type"))."
    }

    private static func panel(
        _ page: PageContext, _ timeline: Timeline, _ time: TimeFrame, index: Int, type: String, count: Int64
    ) -> Markup {
        let merge = timeline.merged(to: TimeFrame.smallPoints)
        let counts = merge.sum(timeline.errorsByType[type] ?? [])
        let peak = counts.max() ?? 0
        let total =
            NumberFormat.count(count) + " in all, at most " + NumberFormat.count(peak) + " in "
            + NumberFormat.step(seconds: merge.stepSeconds)
        let ticks = LinearTicks(upTo: Double(max(peak, 1)), steps: 2, smallestStep: 1)
        var drawing = Drawing()
        drawing.bands(time.bands, top: 0, bottom: top + height)
        drawing.valueAxis(ticks, labels: AxisLabels.quantities(ticks.values), top: top, height: height)
        let paint = index == 0 ? Paint.mainError : .otherErrors
        drawing.plot(top: top, height: height, bars(counts, merge, ticks, paint))
        drawing.smallTimeAxis(time.axis, y: top + height)
        let name = VisibleText.name(type, to: page.limits.name)
        drawing.data = ChartData(
            edges: merge.edges, series: [.init(name: name, unit: "", values: counts.map { Double($0) })])
        let chart = drawing.chart(
            id: "e\(index)", height: top + height + 22, title: name + " errors over time", description: total)
        return Figure(heading: page.name(type), notes: ["\(total)", providers(page, type)], content: chart).markup
    }

    private static func bars(_ counts: [Int64], _ merge: BucketMerge, _ ticks: LinearTicks, _ paint: Paint) -> Markup {
        let edges = merge.edges
        var path = PathBuilder()
        for (index, count) in counts.enumerated() where count > 0 {
            let width = edges[index + 1] - edges[index]
            let bar = ticks.fraction(Double(count)) * height
            path.rectangle(x: edges[index] + width * 0.08, y: height - bar, width: width * 0.84, height: bar)
        }
        return path.isEmpty ? .empty : #"<path data-s="0" \#(paint.fill) d="\#(path.data)"/>"#
    }

    /// The two providers with most errors of the type.
    private static func providers(_ page: PageContext, _ type: String) -> Markup {
        page.summary.providers.compactMap { provider in
            provider.requests.errors[type].map { (provider: provider.provider, count: $0) }
        }
        .filter { $0.count > 0 }
        .sorted { ($1.count, $0.provider) < ($0.count, $1.provider) }
        .prefix(2)
        .map { "\(VisibleText.name($0.provider, to: 20)) \(NumberFormat.count($0.count))" as Markup }
        .joined(separator: ", ")
    }
}
