// Owns the map of output tokens against latency: darker where more requests are.

internal import LTBAnalysis

/// How latency goes with the length of the answer, both on logarithmic scales.
struct TokenLatency {
    private static let top = 8.0
    private static let height = 240.0
    /// Columns of the table.
    private static let mostColumns = 5

    private let map: TokenLatencyMap
    private let tokens: LogTicks
    private let latency: LogTicks
    private let ramp: HeatRamp

    /// Nil where all requests are in one cell: one point shows no relation.
    init?(_ page: PageContext) {
        guard let map = page.summary.tokenLatency, map.counts.joined().count(where: { $0 > 0 }) > 1,
            let fewest = map.tokenEdges.first, let most = map.tokenEdges.last,
            let fastest = map.latencyEdges.first, let slowest = map.latencyEdges.last
        else { return nil }
        self.map = map
        tokens = LogTicks(around: Double(fewest), Double(most))
        latency = LogTicks(around: fastest, slowest)
        ramp = HeatRamp(largest: map.counts.joined().max() ?? 1)
    }

    var figure: Markup {
        Figure(
            heading: "Tokens against latency",
            notes: [
                "Successful requests by output tokens (to the right) and latency (upwards), both logarithmic.",
                "Requests in a cell: &ensp;\(ramp.legend)",
            ], content: chart, numbers: numbers
        ).markup
    }

    private var chart: Markup {
        let bottom = Self.top + Self.height
        let labels = (x: AxisLabels.quantities(tokens.values), y: AxisLabels.seconds(latency.values))
        var drawing = Drawing()
        drawing.valueAxis(latency, labels: labels.y, top: Self.top, height: Self.height)
        drawing.horizontalAxis(tokens, labels: labels.x, top: Self.top, bottom: bottom)
        drawing.plot(top: Self.top, height: Self.height, cells.paths)
        drawing.baseline(y: bottom)
        return drawing.chart(
            id: "token-latency", height: bottom + 24, title: "Output tokens against latency",
            description: "Both logarithmic: \(labels.x[0]) to \(labels.x[labels.x.count - 1]) output tokens, "
                + "\(labels.y[0]) to \(labels.y[labels.y.count - 1]); "
                + "most requests in one cell: \(NumberFormat.count(ramp.largest)).")
    }

    private var cells: HeatCells {
        HeatCells(
            columns: map.counts, columnEdges: map.tokenEdges.map { tokens.fraction(Double($0)) * 1000 },
            rowEdges: map.latencyEdges.map { latency.y($0, height: Self.height) }, ramp: ramp)
    }

    /// The map in fewer columns, the slowest first.
    private var numbers: Markup {
        let size = (map.counts.count + Self.mostColumns - 1) / Self.mostColumns
        let starts = Array(stride(from: 0, to: map.counts.count, by: max(size, 1)))
        let ranges = starts.map { $0..<min($0 + size, map.counts.count) }
        var table = Table([.init(head: "Latency")] + ranges.map { .init(head: tokens(in: $0)) })
        for row in map.latencyEdges.indices.dropLast().reversed() {
            let counts = ranges.map { map.counts[$0].map { $0[row] }.saturatingSum }
            guard counts.contains(where: { $0 > 0 }) else { continue }
            let edges = map.latencyEdges[row...row + 1].map { NumberFormat.duration(seconds: $0) }
            table.add("\(edges.joined(separator: "–"))", counts.map { .init(NumberFormat.count($0)) })
        }
        return table.markup(label: "Tokens against latency, numbers")
    }

    /// `64–127 tokens`.
    private func tokens(in columns: Range<Int>) -> String {
        let (first, last) = (map.tokenEdges[columns.lowerBound], map.tokenEdges[columns.upperBound] - 1)
        let range = first == last ? [first] : [first, last]
        return range.map(NumberFormat.count).joined(separator: "–") + NumberFormat.space + "tokens"
    }
}
