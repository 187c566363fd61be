// Owns the chart of latency percentiles over time.

internal import LTBAnalysis

/// p50, p95 and p99 of successful requests, on a logarithmic scale.
enum LatencyOverTime {
    private static let top = 8.0
    private static let height = 220.0

    static func figure(_ page: PageContext) -> Markup {
        guard let timeline = page.summary.timeline, let time = page.time, let overall = page.summary.totals.latency
        else { return .empty }
        let percentiles = MergedPercentiles(timeline, limit: TimeFrame.chartPoints)
        let known = percentiles.lines.flatMap { $0 }.compactMap { $0 }.filter { $0 > 0 }
        guard let smallest = known.min(), let largest = known.max() else { return .empty }
        let scale = LogTicks(around: smallest, largest)
        let step = NumberFormat.step(seconds: percentiles.merge.stepSeconds)
        let note: Markup =
            "Percentiles of successful requests that ended in each \(step), logarithmic scale. \(figures(overall))."
        return Figure(
            heading: "Latency over time", notes: [note], content: chart(percentiles, scale, time) + Figure.overTime
        ).markup
    }

    /// `Overall p50 2.50 s, p95 9.40 s, p99 14.8 s`.
    private static func figures(_ latency: DistributionFigures) -> String {
        "Overall "
            + [("p50", latency.p50), ("p95", latency.p95), ("p99", latency.p99)]
            .map { $0.0 + NumberFormat.space + NumberFormat.duration(seconds: $0.1) }.joined(separator: ", ")
    }

    private static func chart(_ percentiles: MergedPercentiles, _ scale: LogTicks, _ time: TimeFrame) -> Markup {
        var drawing = Drawing()
        let bottom = top + height
        drawing.bands(time.bands, top: 0, bottom: bottom)
        let labels = AxisLabels.seconds(scale.values)
        drawing.valueAxis(scale, labels: labels, top: top, height: height)
        let centers = percentiles.merge.centers
        var dots: [(x: Double, y: Double, paint: Paint)] = []
        let paths = percentiles.lines.indices.map { line -> Markup in
            var path = PathBuilder()
            let values = percentiles.lines[line]
            for (index, value) in values.enumerated() {
                guard let value else {
                    path.gap()
                    continue
                }
                let y = scale.y(value, height: height)
                path.line(centers[index], y)
                if isAlone(index, values) { dots.append((centers[index] / 1000, top + y, dotPaint(line))) }
            }
            return path.isEmpty
                ? .empty
                : #"<path\#(ChartData.mark(line)) d="\#(path.data)" \#(Paint.percentiles[line].line(width: line == 1 ? 1.75 : 1.5))/>"#
        }
        drawing.plot(top: top, height: height, paths.joined())
        drawing.timed { drawing in
            for dot in dots { drawing.circle(x: dot.x, y: dot.y, radius: 3, dot.paint) }
        }
        drawing.timeAxis(time.axis, y: bottom)
        let series = zip(["p50", "p95", "p99"], percentiles.lines).map {
            ChartData.Series(name: $0.0, unit: "s", values: $0.1)
        }
        drawing.data = ChartData(edges: percentiles.merge.edges, series: series)
        label(percentiles, scale, in: &drawing)
        return drawing.chart(
            id: "latency-time", height: bottom + 26, title: "Latency percentiles over time",
            description:
                "Lines of p50, p95 and p99 on a logarithmic scale from \(labels[0]) to \(labels[labels.count - 1]).")
    }

    private static func label(_ percentiles: MergedPercentiles, _ scale: LogTicks, in drawing: inout Drawing) {
        let heights = percentiles.lines.map { $0.map { $0.map { top + scale.y($0, height: height) } } }
        let centers = percentiles.merge.centers.map { $0 / 1000 }
        for place in PercentileLabels.places(heights, at: centers, in: top...(top + height)) {
            let isInside = place.x < 1
            let draw = { (drawing: inout Drawing) in
                drawing.text(
                    ["p50", "p95", "p99"][place.line], x: place.x, y: place.y + 4, dx: 8,
                    paint: Paint.percentileLabels[place.line], bold: true, outlined: isInside, series: place.line)
            }
            // What stands at a time moves with it.
            if isInside { drawing.timed(draw) } else { draw(&drawing) }
        }
    }

    private static func dotPaint(_ line: Int) -> Paint { Paint.percentileLabels[line] }

    private static func isAlone(_ index: Int, _ values: [Double?]) -> Bool {
        let before = index > 0 ? values[index - 1] : nil
        let after = index + 1 < values.count ? values[index + 1] : nil
        return before == nil && after == nil
    }
}
