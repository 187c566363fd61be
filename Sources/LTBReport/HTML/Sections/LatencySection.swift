// Owns the section on latency: first all together over time, then by model.

internal import LTBAnalysis

/// How slow the answers were.
enum LatencySection: PageSection {
    static let id = "latency"
    static let title = "Latency"

    static func content(_ page: PageContext) -> Markup {
        let overTime = LatencyOverTime.figure(page) + (HeatMap(page)?.figure ?? .empty)
        let curves = PercentileCurves.figure(page)
        let rows = rowCharts.map { $0.figure(page) }.filter { !$0.isEmpty }
        return overTime + spread(page) + grid(curves, rows) + lengths(page) + other(page)
    }

    /// All requests together, and each model.
    private static func spread(_ page: PageContext) -> Markup {
        let rows = RangeRows(
            id: "latency", heading: "Latency by model",
            note: "Bar: middle half; upright: median, printed at the right; line: p5 to p95; last tick: p99."
        ) { $0.latency }
        let figures = [LatencyHistogram(page)?.figure ?? .empty, rows.figure(page)].filter { !$0.isEmpty }
        return figures.isEmpty ? .empty : #"<div class="g2">\#(figures.joined())</div>"# + "\n"
    }

    private static var rowCharts: [RangeRows] {
        [
            RangeRows(
                id: "ttft", heading: "Time to first token", note: "Read as above; streaming requests only."
            ) { $0.timeToFirstToken },
            RangeRows(
                id: "tpot", heading: "Time per output token", note: "Streaming speed once the answer has begun."
            ) { $0.timePerOutputToken },
        ]
    }

    private static func grid(_ curves: Markup, _ rows: [Markup]) -> Markup {
        if curves.isEmpty, rows.isEmpty { return .empty }
        if curves.isEmpty { return #"<div class="g2">\#(rows.joined())</div>"# + "\n" }
        let column: Markup = rows.isEmpty ? .empty : "<div>\(rows.joined())</div>"
        return #"<div class="g2">\#(curves)\#(column)</div>"# + "\n"
    }

    /// How latency goes with the length of the answer, and how long the answers of each model are.
    private static func lengths(_ page: PageContext) -> Markup {
        guard let map = TokenLatency(page) else { return .empty }
        let rows = RangeRows(
            id: "output-tokens", heading: "Output tokens by model",
            note: "Read as above; how long the answers were.", measure: .tokens
        ) { $0.outputTokens }
        return #"<div class="g2">\#(map.figure)\#(rows.figure(page))</div>"# + "\n"
    }

    /// The distributions over all requests that no chart shows.
    private static func other(_ page: PageContext) -> Markup {
        let totals = page.summary.totals
        let named: [(String, DistributionFigures?)] = [
            ("Latency of failed requests", totals.failedLatency),
            ("Latency from the schedule", totals.scheduledLatency),
            ("Gap between chunks", totals.chunkGap),
        ]
        let known = named.compactMap { name, figures in figures.map { (name: name, figures: $0) } }
        guard !known.isEmpty else { return .empty }
        let heads = ["Also measured", "Values", "Mean", "p50", "p95", "p99", "Largest"]
        var table = Table(heads.map { .init(head: $0) })
        for row in known {
            let figures = row.figures
            let durations = [figures.mean, figures.p50, figures.p95, figures.p99, figures.maximum]
            table.add(
                "\(row.name)",
                [.init(NumberFormat.count(figures.count))]
                    + durations.map { .init(NumberFormat.duration(seconds: $0)) })
        }
        return table.markup(label: "Other durations")
    }
}
