// Owns the chart of latency by percentile, a line a model, stretched towards the tail.

internal import Glibc
internal import LTBAnalysis

/// Latency against percentile: both axes logarithmic, the horizontal one in the share of requests that took longer.
enum PercentileCurves {
    private static let top = 8.0
    private static let height = 300.0

    static func figure(_ page: PageContext) -> Markup {
        let models = page.summary.models.filter { model in
            model.requests.latency?.measuredCurve.contains { $0.value > 0 } ?? false
        }
        guard !models.isEmpty else { return .empty }
        let named = models.filter(page.series.isNamed)
        let others = models.filter { !page.series.isNamed($0) }
            .sorted { $0.requests.totalRequests > $1.requests.totalRequests }.prefix(page.limits.chartRows)
        let values = (named + others).flatMap { $0.requests.latency?.measuredCurve ?? [] }.map(\.value).filter {
            $0 > 0
        }
        guard let smallest = values.min(), let largest = values.max() else { return .empty }
        let scale = LogTicks(around: smallest, largest)
        let rest: Markup = others.isEmpty ? .empty : " Thin: \(Plural.count(others.count, "other model"))."
        let note: Markup =
            "From p25 as far as there are values, stretched towards the tail. Read upwards at p99: one request in a hundred took longer.\(rest)"
        let content = chart(page, Array(others), named, scale)
        return Figure(
            heading: "Latency by percentile", notes: [note], content: content, numbers: numbers(named + others, page)
        ).markup
    }

    private static func numbers(_ models: [ModelFigures], _ page: PageContext) -> Markup {
        let known = models.compactMap { model in model.requests.latency.map { (model: model, latency: $0) } }
        let durations = DurationColumn(known.flatMap { [$0.latency.p25, $0.latency.p999] })
        let heads = ["p25", "p50", "p75", "p90", "p95", "p99", "p99.9"].map { "\($0), \(durations.unit)" }
        var table = Table((["Model"] + heads).map { .init(head: $0) })
        for (model, latency) in known {
            let all = [latency.p25, latency.p50, latency.p75, latency.p90, latency.p95, latency.p99, latency.p999]
            table.add(page.name(page.label(model)), all.map { .init(durations.text($0)) })
        }
        return table.markup(label: "Latency by percentile, numbers")
    }

    /// Where a quantile stands between p25 and p99.9.
    static func x(_ quantile: Double) -> Double {
        let first = log10(1 - 0.25)
        return min(max((first - log10(max(1 - quantile, 1e-6))) / (first - log10(1 - 0.999)), 0), 1)
    }

    /// The upright gridlines, and their labels below the plot.
    static func quantileAxis(in drawing: inout Drawing, top: Double, bottom: Double) {
        for (label, quantile) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)] {
            drawing.line(from: (x(quantile), top), to: (x(quantile), bottom), .grid)
            drawing.line(from: (x(quantile), bottom), to: (x(quantile), bottom + 4), .axis)
            drawing.text(label, x: x(quantile), y: bottom + 18, anchor: .middle, paint: .muted)
        }
    }

    private static func chart(
        _ page: PageContext, _ others: [ModelFigures], _ named: [ModelFigures], _ scale: LogTicks
    ) -> Markup {
        var drawing = Drawing()
        let bottom = top + height
        drawing.valueAxis(scale, labels: AxisLabels.seconds(scale.values), top: top, height: height)
        quantileAxis(in: &drawing, top: top, bottom: bottom)
        let lines =
            others.map { path($0, .other, scale, width: 1) }
            + named.enumerated().map { path($1, page.series.paint($1), scale, width: 1.75, series: $0) }
        drawing.plot(top: top, height: height, lines.joined())
        drawing.baseline(y: bottom)
        var ends = EndLabels(among: page.names)
        for model in named {
            guard let last = model.requests.latency?.measuredCurve.last else { continue }
            ends.add(
                name: page.label(model), x: x(last.quantile), y: top + scale.y(last.value, height: height),
                paint: page.series.paint(model))
        }
        ends.draw(in: &drawing, range: top...bottom)
        drawing.data = ChartData(
            series: named.map {
                .init(name: page.names.cut(page.label($0), to: page.limits.name), unit: "s", values: [])
            })
        let figures = named.map { model in
            page.chartName(model) + " " + words(model.requests.latency)
        }
        return drawing.chart(
            id: "curves", margins: .labelledEnds, height: bottom + 24, title: "Latency by percentile for each model",
            description: figures.joined(separator: "; "))
    }

    /// The p99, or the highest percentile that is measured.
    private static func words(_ latency: DistributionFigures?) -> String {
        guard let latency, let last = latency.measuredCurve.last else { return "" }
        let (quantile, value) = last.quantile < 0.99 ? (last.quantile, last.value) : (0.99, latency.p99)
        return percentile(quantile) + " " + NumberFormat.duration(seconds: value)
    }

    /// `p50`, `p98.9`
    static func percentile(_ quantile: Double) -> String {
        let digits = NumberFormat.fixed(quantile * 100, places: 1)
        return "p" + (digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits)
    }

    private static func path(
        _ model: ModelFigures, _ paint: Paint, _ scale: LogTicks, width: Double, series: Int? = nil
    ) -> Markup {
        var path = PathBuilder()
        for point in model.requests.latency?.measuredCurve ?? [] {
            path.line(x(point.quantile) * 1000, scale.y(point.value, height: height))
        }
        return #"<path\#(ChartData.mark(series)) d="\#(path.data)" \#(paint.line(width: width))/>"#
    }
}

extension DistributionFigures {
    /// The curve as far as values reach.
    var measuredCurve: [QuantilePoint] { Self.measured(curve, count: count) }
}

extension PageContext {
    /// A model's name in the description of a chart, longer than its label.
    func chartName(_ model: ModelFigures) -> String { names.cut(label(model), to: 60) }
}
