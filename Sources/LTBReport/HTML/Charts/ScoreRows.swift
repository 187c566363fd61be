// Owns the charts of evaluation scores: a panel a metric, a row a model.

internal import LTBAnalysis

/// For each metric a dot a model at its mean, with the interval that the mean has.
enum ScoreRows {
    private static let row = 24.0
    private static let explanation =
        "Dot: mean; line: 95 % confidence interval; highest in bold. "
        + "Models are ordered by their mean over all metrics."

    static func markup(_ page: PageContext) -> Markup {
        let metrics = MetricScores.all(page.summary.evaluations)
        guard !metrics.isEmpty else { return .empty }
        let order = meanOrder(metrics, page)
        let shared = sharedScale(metrics)
        let panels = metrics.prefix(page.limits.panels).enumerated().map { index, metric in
            panel(page, metric, index: index, order: order, scale: metric.isUnit ? shared : nil)
        }
        let left = metrics.count - panels.count
        let rest: Markup = left > 0 ? " \(Plural.count(left, "metric")) not drawn." : .empty
        let note: Markup =
            "\(explanation)"
        return """
            <h3 class="t">Evaluation scores</h3><p class="mut">\(note)\(rest)</p>
            <div class="g3 tight">\(panels.joined())</div>

            """
    }

    /// The mean over all metrics of each model's label.
    private static func meanOrder(_ metrics: [MetricScores], _ page: PageContext) -> [String: Double] {
        var sums: [String: (sum: Double, count: Double)] = [:]
        for row in metrics.flatMap(\.rows) {
            let sum = sums[label(row, page)] ?? (0, 0)
            sums[label(row, page)] = (sum.sum + row.value, sum.count + 1)
        }
        return sums.mapValues { $0.sum / $0.count }
    }

    /// One scale for all metrics from 0 to 1, so that their panels can be compared.
    private static func sharedScale(_ metrics: [MetricScores]) -> LinearTicks? {
        let rows = metrics.filter(\.isUnit).flatMap(\.rows)
        guard !rows.isEmpty else { return nil }
        let lower = rows.map { max(min($0.value, $0.interval?.lowerBound ?? $0.value), 0) }.min() ?? 0
        let upper = rows.map { min(max($0.value, $0.interval?.upperBound ?? $0.value), 1) }.max() ?? 1
        return LinearTicks(from: lower, to: upper, steps: 3)
    }

    private static func panel(
        _ page: PageContext, _ metric: MetricScores, index: Int, order: [String: Double], scale: LinearTicks?
    ) -> Markup {
        let ranked = metric.rows.map { row -> (row: MetricScores.Row, label: String, rank: Double) in
            let label = label(row, page)
            return (row: row, label: label, rank: order[label] ?? 0)
        }
        .sorted { ($1.rank, $0.label) < ($0.rank, $1.label) }
        let rows = Array(ranked.prefix(page.limits.chartRows))
        let ends = rows.flatMap { [$0.row.value, $0.row.interval?.lowerBound, $0.row.interval?.upperBound] }
            .compactMap { $0 }
        let ticks = scale ?? LinearTicks(from: ends.min() ?? 0, to: ends.max() ?? 1, steps: 3)
        let best = metric.rows.map(\.value).max() ?? 0
        let bottom = row * Double(rows.count)
        var drawing = Drawing()
        drawing.horizontalAxis(ticks, labels: AxisLabels.numbers(ticks.values), top: 0, bottom: bottom)
        for (index, entry) in rows.enumerated() {
            draw(entry.row, entry.label, y: (Double(index) + 0.5) * row, ticks, best, page, in: &drawing)
        }
        let name = VisibleText.name(metric.metric, to: page.limits.name)
        let chart = drawing.chart(
            id: "score\(index)", margins: .rows, height: bottom + 22, title: name + " by model",
            description: rows.map { page.names.cut($0.label, to: 60) + " " + NumberFormat.score($0.row.value) }
                .joined(separator: "; "))
        let left = ranked.count - rows.count
        let rest = left > 0 ? ", \(NumberFormat.count(Int64(left))) rows left out" : ""
        let note: Markup = "\(counted(metric))\(rest)"
        return Figure(heading: page.name(metric.metric), notes: [note], content: chart, indentation: 2).markup
    }

    private static func counted(_ metric: MetricScores) -> String {
        guard metric.isMean else { return "share passed" }
        return Plural.count(metric.rows.compactMap(\.count).saturatingSum, "score") + ", mean"
    }

    private static func draw(
        _ score: MetricScores.Row, _ label: String, y: Double, _ ticks: LinearTicks, _ best: Double,
        _ page: PageContext, in drawing: inout Drawing
    ) {
        let paint = page.series.paint(provider: score.provider, model: score.model)
        if let interval = score.interval {
            drawing.line(
                from: (ticks.fraction(interval.lowerBound), y), to: (ticks.fraction(interval.upperBound), y), paint,
                width: 2)
        }
        drawing.circle(x: ticks.fraction(score.value), y: y, radius: 4, paint)
        drawing.text(
            LabelText.fit(label, width: LabelText.rowCharacters, among: page.names), x: 0, y: y + 4, anchor: .end,
            dx: -8)
        drawing.text(NumberFormat.score(score.value), x: 1, y: y + 4, dx: 8, bold: score.value == best)
    }

    private static func label(_ row: MetricScores.Row, _ page: PageContext) -> String {
        let model = page.series.label(provider: row.provider, model: row.model)
        return row.benchmark.map { model + " · " + $0 } ?? model
    }
}
