// Owns the histogram of latency: how many requests took how long, all models together.

internal import Glibc
internal import LTBAnalysis

/// Successful requests by latency, on a logarithmic scale: four bars an octave, from the heat map's exact counts. The
/// bars of an octave are not equally wide on it: their area, not their height, is what they hold.
struct LatencyHistogram {
    /// The room of one row of labels above the plot.
    private static let row = 14.0
    private static let height = 200.0

    private let heatmap: LatencyHeatmap
    private let latency: DistributionFigures
    /// By row of the heat map.
    private let counts: [Int64]
    /// Requests per quarter of an octave, by row.
    private let densities: [Double]
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
        densities = counts.indices.map { heatmap.density(counts[$0], inRow: $0) }
        rows = first...last
        scale = LogTicks(around: heatmap.lowerBound(ofRow: first), heatmap.upperBounds[last])
    }

    var figure: Markup {
        let deviation = NumberFormat.duration(seconds: latency.standardDeviation)
        let mean = NumberFormat.duration(seconds: latency.mean)
        let note: Markup =
            """
            Successful requests of all models, logarithmic scale; height is requests per quarter of a doubling, so that \
            the area of a bar is its requests. Mean \(mean), standard deviation \(deviation).
            """
        return Figure(heading: "Latency distribution", notes: [note], content: chart, numbers: numbers).markup
    }

    private var chart: Markup {
        let ticks = LinearTicks(upTo: densities.max() ?? 0, smallestStep: 1)
        let marks = [("p50", latency.p50), ("p95", latency.p95), ("p99", latency.p99)]
            .map { (label: $0.0, x: scale.fraction($0.1)) }
        let labelRows = Self.labelRows(marks.map(\.x))
        let top = 6 + Self.row * Double((labelRows.max() ?? 0) + 1)
        let bottom = top + Self.height
        var drawing = Drawing()
        drawing.valueAxis(ticks, labels: AxisLabels.quantities(ticks.values), top: top, height: Self.height)
        drawing.horizontalAxis(scale, labels: AxisLabels.seconds(scale.values), top: top, bottom: bottom)
        for row in rows where counts[row] > 0 {
            let (left, right) = (scale.fraction(lower(row)), scale.fraction(heatmap.upperBounds[row]))
            let size = ticks.fraction(densities[row]) * Self.height
            drawing.rectangle(
                x: left, y: bottom - size, width: max(right - left, 0) * 0.94, height: size, .succeeded,
                title: "\(range(row)): \(NumberFormat.count(counts[row]))")
        }
        drawing.baseline(y: bottom)
        for (mark, row) in zip(marks, labelRows) {
            drawing.line(from: (mark.x, top - 4), to: (mark.x, bottom), .ink, dash: "3 3")
            drawing.text(mark.label, x: mark.x, y: top - 8 - Self.row * Double(row), anchor: .middle)
        }
        let figures = [("p50", latency.p50), ("p95", latency.p95), ("p99", latency.p99)]
            .map { $0.0 + " " + NumberFormat.duration(seconds: $0.1) }
        return drawing.chart(
            id: "latency-histogram", height: bottom + 24, title: "Latency distribution",
            description: "Bars on a logarithmic scale; \(figures.joined(separator: ", ")).")
    }

    /// In which row above the plot the label of each upright stands, from the left one: where one would touch the next
    /// on a phone or on paper, it stands above it.
    static func labelRows(_ places: [Double]) -> [Int] {
        var rows = [Int](repeating: 0, count: places.count)
        for index in places.indices.dropLast().reversed() where places[index + 1] - places[index] < 0.14 {
            rows[index] = rows[index + 1] + 1
        }
        return rows
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
    /// A row's count per quarter of an octave: what can be compared with other rows on a logarithmic scale.
    func density(_ count: Int64, inRow row: Int) -> Double {
        let (lower, upper) = (lowerBound(ofRow: row), upperBounds[row])
        let octaves = lower > 0 && upper > lower ? log2(upper / lower) : 1
        return Double(count) * 0.25 / octaves
    }

    /// `4.76 s–5.66 s`.
    func name(ofRow row: Int) -> String {
        let bounds = [lowerBound(ofRow: row), upperBounds[row]].map { NumberFormat.duration(seconds: $0) }
        return bounds.joined(separator: "–")
    }
}
