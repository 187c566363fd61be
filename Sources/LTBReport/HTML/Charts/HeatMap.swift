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
        let cells = merge.ranges.map { heatmap.densities(in: $0) }
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
        return Figure(
            heading: "Where the latencies lie",
            notes: [
                "Successful requests by end time and latency; one column is \(step).",
                "Requests in a cell of a quarter of a doubling: &ensp;\(ramp.legend)",
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

    private var chart: Markup {
        let bottom = Self.top + height
        let labels = AxisLabels.seconds(scale.values)
        var drawing = Drawing()
        drawing.valueAxis(scale, labels: labels, top: Self.top, height: height)
        drawing.plot(top: Self.top, height: height, cellPaths)
        drawing.timeAxis(time.axis, y: bottom)
        drawing.bandEdges(time.bands, top: 0, bottom: bottom)
        return drawing.chart(
            id: "heat", height: bottom + 26, title: "Latency heat map",
            description: "Time against latency, logarithmic from \(labels[0]) to \(labels[labels.count - 1]); "
                + "most requests in a quarter of a doubling: \(NumberFormat.count(ramp.largest)).")
    }

    private var cellPaths: Markup {
        let rows = heatmap.upperBounds.indices.map { scale.y(heatmap.lowerBound(ofRow: $0), height: height) }
        let top = heatmap.upperBounds.last.map { scale.y($0, height: height) } ?? 0
        return HeatCells(columns: cells, columnEdges: merge.edges, rowEdges: rows + [top], ramp: ramp).paths
    }
}

extension LatencyHeatmap {
    /// Requests per quarter of an octave in some columns, by row; at least 1 where there are any.
    fileprivate func densities(in columns: Range<Int>) -> [Int64] {
        rows(in: columns).enumerated().map { row, count in
            count > 0 ? max(Int64(min(density(count, inRow: row), 9e18).rounded()), 1) : 0
        }
    }
}
