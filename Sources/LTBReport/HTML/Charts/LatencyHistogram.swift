// Owns the histogram of latency: how many requests took how long, all models together.

internal import LTBAnalysis

/// Successful requests by latency, on a logarithmic scale: four bars an octave, from the heat map's exact counts.
struct LatencyHistogram {
    private static let top = 20.0
    private static let height = 200.0

    private let heatmap: LatencyHeatmap
    private let latency: DistributionFigures
    /// By row of the heat map.
    private let counts: [Int64]
    private let rows: ClosedRange<Int>
    private let scale: LogTicks

    init?(_ page: PageContext) {
        guard let heatmap = page.summary.timeline?.latencyHeatmap, let latency = page.summary.totals.latency else {
            return nil
        }
        let counts = heatmap.rows(in: heatmap.counts.indices)
        guard let first = counts.firstIndex(where: { $0 > 0 }), let last = counts.lastIndex(where: { $0 > 0 }) else {
            return nil
        }
        self.heatmap = heatmap
        self.latency = latency
        self.counts = counts
        rows = first...last
        scale = LogTicks(around: heatmap.lowerBound(ofRow: first), heatmap.upperBounds[last])
    }

    var figure: Markup {
        let deviation = NumberFormat.duration(seconds: latency.standardDeviation)
        let mean = NumberFormat.duration(seconds: latency.mean)
        let note: Markup =
            "Successful requests of all models, logarithmic scale. Mean \(mean), standard deviation \(deviation)."
        return Figure(heading: "Latency distribution", notes: [note], content: chart, numbers: numbers).markup
    }

    private var chart: Markup {
        let ticks = LinearTicks(upTo: Double(counts.max() ?? 0), smallestStep: 1)
        let bottom = Self.top + Self.height
        var drawing = Drawing()
        drawing.valueAxis(ticks, labels: AxisLabels.quantities(ticks.values), top: Self.top, height: Self.height)
        drawing.horizontalAxis(
            scale, labels: AxisLabels.seconds(scale.values), top: Self.top, bottom: bottom)
        for row in rows where counts[row] > 0 {
            let (left, right) = (scale.fraction(lower(row)), scale.fraction(heatmap.upperBounds[row]))
            let size = ticks.fraction(Double(counts[row])) * Self.height
            drawing.rectangle(
                x: left, y: bottom - size, width: max(right - left, 0) * 0.94, height: size, .succeeded,
                title: "\(range(row)): \(NumberFormat.count(counts[row]))")
        }
        drawing.baseline(y: bottom)
        mark(in: &drawing, bottom: bottom)
        let figures = [("p50", latency.p50), ("p95", latency.p95), ("p99", latency.p99)]
            .map { $0.0 + " " + NumberFormat.duration(seconds: $0.1) }
        return drawing.chart(
            id: "latency-histogram", height: bottom + 24, title: "Latency distribution",
            description: "Bars on a logarithmic scale; \(figures.joined(separator: ", ")).")
    }

    /// Uprights at p50, p95 and p99; of labels that would touch the first one stands.
    private func mark(in drawing: inout Drawing, bottom: Double) {
        var last = -1.0
        for (label, value) in [("p50", latency.p50), ("p95", latency.p95), ("p99", latency.p99)] {
            let x = scale.fraction(value)
            drawing.line(from: (x, Self.top - 4), to: (x, bottom), .ink, dash: "3 3")
            guard x - last > 0.09 else { continue }
            last = x
            drawing.text(label, x: x, y: Self.top - 8, anchor: .middle)
        }
    }

    private var numbers: Markup {
        var table = Table(["Latency", "Requests", "Share", "At or below"].map { .init(head: $0) })
        let all = Double(counts.saturatingSum)
        var below: Int64 = 0
        for row in rows {
            below = below.addingSaturated(counts[row])
            table.add(
                "\(range(row))",
                [
                    .init(NumberFormat.count(counts[row])), .init(NumberFormat.share(Double(counts[row]) / all)),
                    .init(NumberFormat.share(Double(below) / all)),
                ])
        }
        return table.markup(label: "Latency distribution, numbers")
    }

    private func lower(_ row: Int) -> Double { heatmap.lowerBound(ofRow: row) }

    private func range(_ row: Int) -> String { heatmap.name(ofRow: row) }
}

extension LatencyHeatmap {
    /// `4.76 s–5.66 s`.
    func name(ofRow row: Int) -> String {
        let bounds = [lowerBound(ofRow: row), upperBounds[row]].map { NumberFormat.duration(seconds: $0) }
        return bounds.joined(separator: "–")
    }
}
