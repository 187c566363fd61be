// Owns the chart of requests in flight over time.

internal import LTBAnalysis

/// The most requests in flight at once in each step.
enum InFlightChart {
    private static let top = 8.0
    private static let height = 96.0

    static func figure(_ page: PageContext) -> Markup {
        let totals = page.summary.totals
        guard let timeline = page.summary.timeline, let time = page.time, let peak = totals.peakConcurrency,
            (timeline.active.max() ?? 0) > 0
        else { return .empty }
        let merge = timeline.merged(to: TimeFrame.chartPoints)
        let active = merge.maximum(timeline.active).map { Double($0) }
        let note: Markup =
            "Most at once in each \(NumberFormat.step(seconds: merge.stepSeconds)). \(words(totals, peak))."
        let content = chart(active, merge, time, peak: peak)
        return Figure(heading: "Requests in flight", notes: [note], content: content + Figure.overTime).markup
    }

    private static func words(_ totals: RequestFigures, _ peak: Int64) -> String {
        "Peak " + (totals.peakConcurrencyExact ? "" : "at most ") + NumberFormat.count(peak)
    }

    private static func chart(_ active: [Double], _ merge: BucketMerge, _ time: TimeFrame, peak: Int64) -> Markup {
        let ticks = LinearTicks(upTo: active.max() ?? 0, smallestStep: 1)
        var drawing = Drawing()
        drawing.bands(time.bands, top: 0, bottom: top + height)
        drawing.valueAxis(ticks, labels: AxisLabels.quantities(ticks.values), top: top, height: height)
        var path = PathBuilder()
        path.steps(edges: merge.edges, tops: active.map { ticks.y($0, height: height) })
        drawing.plot(top: top, height: height, #"<path data-s="0" d="\#(path.data)" \#(Paint.ink.line(width: 1.25))/>"#)
        drawing.timeAxis(time.axis, y: top + height)
        drawing.data = ChartData(
            edges: merge.edges, series: [.init(name: "in flight", unit: "", values: active)])
        return drawing.chart(
            id: "active", height: top + height + 26, title: "Requests in flight over time",
            description: "Steps over time; peak \(NumberFormat.count(peak)).")
    }
}
