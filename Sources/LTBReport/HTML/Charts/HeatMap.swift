// Owns the heat map of latency: time from left to right, latency upwards, darker where more requests are.

internal import Glibc
internal import LTBAnalysis

/// Where the latencies lie: what percentiles over time cannot show.
struct HeatMap {
    private static let top = 8.0
    /// The height of an octave; with four rows an octave a row has 6 px.
    private static let octave = 24.0
    private static let tallest = 260.0

    private let page: PageContext
    private let timeline: Timeline
    private let time: TimeFrame
    private let merge: BucketMerge
    private let heatmap: LatencyHeatmap
    private let scale: LogTicks
    private let height: Double
    /// By group, then by row.
    private let cells: [[Int64]]
    private let ramp: HeatRamp

    init?(_ page: PageContext) {
        guard let timeline = page.summary.timeline, let time = page.time, let heatmap = timeline.latencyHeatmap else {
            return nil
        }
        let merge = timeline.merged(to: TimeFrame.chartPoints)
        let cells = merge.ranges.map { heatmap.rows(in: $0) }
        let used = heatmap.upperBounds.indices.filter { row in cells.contains { $0[row] > 0 } }
        guard let first = used.first, let last = used.last else { return nil }
        self.page = page
        self.timeline = timeline
        self.time = time
        self.merge = merge
        self.heatmap = heatmap
        self.cells = cells
        scale = LogTicks(around: heatmap.lowerBound(ofRow: first), heatmap.upperBounds[last])
        height = min((log2(scale.upper / scale.lower) * Self.octave).rounded(), Self.tallest)
        ramp = HeatRamp(largest: cells.flatMap { $0 }.max() ?? 1)
    }

    var figure: Markup {
        let step = NumberFormat.step(seconds: merge.stepSeconds)
        let legend = Figure.legend(ramp.names.map { (swatch: swatch(Paint.heat[$0.step]), text: "\($0.name)") })
        return Figure(
            heading: "Where the latencies lie",
            notes: [
                "Successful requests by end time and latency; one column is \(step).",
                "Requests in a cell: &ensp;\(legend)",
            ], content: chart, numbers: numbers
        ).markup
    }

    /// The map in fewer columns, the slowest first.
    private var numbers: Markup {
        let merge = timeline.merged(to: 8)
        let columns = merge.ranges.map { heatmap.rows(in: $0) }
        var table = Table([.init(head: "Latency")] + page.times(merge, timeline).map { .init(head: "from \($0)") })
        for row in heatmap.upperBounds.indices.reversed() where columns.contains(where: { $0[row] > 0 }) {
            table.add("\(heatmap.name(ofRow: row))", columns.map { .init(NumberFormat.count($0[row])) })
        }
        return table.markup(label: "Where the latencies lie, numbers")
    }

    private func swatch(_ paint: Paint) -> Markup {
        #"<svg width="14" height="10" aria-hidden="true"><rect width="14" height="10" \#(paint.fill)/></svg>"#
    }

    private var chart: Markup {
        let bottom = Self.top + height
        let labels = AxisLabels.seconds(scale.values)
        var drawing = Drawing()
        drawing.valueAxis(scale, labels: labels, top: Self.top, height: height)
        drawing.plot(top: Self.top, height: height, paths)
        drawing.timeAxis(time.axis, y: bottom)
        drawing.bandEdges(time.bands, top: 0, bottom: bottom)
        return drawing.chart(
            id: "heat", height: bottom + 26, title: "Latency heat map",
            description: "Time against latency, logarithmic from \(labels[0]) to \(labels[labels.count - 1]); "
                + "most requests in one cell: \(NumberFormat.count(ramp.largest)).")
    }

    /// One path a step of the ramp; neighbours of one step in a row are one rectangle.
    private var paths: Markup {
        var paths = [PathBuilder](repeating: PathBuilder(), count: Paint.heat.count)
        let edges = merge.edges
        for row in heatmap.upperBounds.indices {
            let upper = scale.y(heatmap.upperBounds[row], height: height)
            let lower = scale.y(heatmap.lowerBound(ofRow: row), height: height)
            var column = 0
            while column < cells.count {
                let step = ramp.step(cells[column][row])
                var end = column + 1
                while end < cells.count, ramp.step(cells[end][row]) == step { end += 1 }
                if let step {
                    paths[step].rectangle(
                        x: edges[column], y: upper, width: edges[end] - edges[column], height: lower - upper)
                }
                column = end
            }
        }
        return zip(paths, Paint.heat).filter { !$0.0.isEmpty }.map { path, paint in
            #"<path \#(paint.fill) d="\#(path.data)" shape-rendering="crispEdges"/>"#
        }.joined()
    }
}

/// The steps of the heat ramp: they grow geometrically with the count, and fewer than seven use the strong end.
struct HeatRamp: Equatable {
    let largest: Int64
    /// The smallest count of each step that is used, ascending; the last step is the strongest.
    let bounds: [Int64]

    init(largest: Int64) {
        self.largest = max(largest, 1)
        let ratio = Double(self.largest) / 1.5
        var bounds: [Int64] = [1]
        for step in 1..<7 {
            let bound = Int64(pow(max(ratio, 1), Double(step) / 6).rounded(.up))
            if bound > bounds[bounds.count - 1], bound <= self.largest { bounds.append(bound) }
        }
        self.bounds = bounds
    }

    /// The step of a count, 0 to 6; nil for none.
    func step(_ count: Int64) -> Int? {
        guard count > 0, let index = bounds.lastIndex(where: { $0 <= count }) else { return nil }
        return 7 - bounds.count + index
    }

    /// What each step stands for: `1`, `2–3`, `14+`.
    var names: [(step: Int, name: String)] {
        bounds.indices.map { index in
            let first = NumberFormat.count(bounds[index])
            let step = 7 - bounds.count + index
            guard index + 1 < bounds.count else { return (step, bounds[index] == largest ? first : first + "+") }
            let last = NumberFormat.count(bounds[index + 1] - 1)
            return (step, first == last ? first : first + "–" + last)
        }
    }
}
