// Owns cost against score: a dot a model, the efficient frontier, and what a better score costs.

internal import LTBAnalysis

/// The models that have both a cost and a score in every metric.
struct CostScore {
    private struct Point {
        let model: ModelFigures
        let label: String
        let cost: Double
        let score: Double
        /// Whether nothing cheaper scores as high or higher.
        let isEfficient: Bool
    }

    private static let top = 8.0
    private static let height = 240.0
    /// The plot's width on a wide screen, and on a phone or on paper, for finding room for labels.
    private static let widths = (wide: 440.0, narrow: 216.0)

    private static let explanation =
        "Mean score over all metrics against cost per 1,000 requests (logarithmic)."
    private static let frontier = " Dashed: the efficient frontier, where nothing cheaper scores higher."

    private let page: PageContext
    /// From the cheapest to the dearest.
    private let points: [Point]
    private let leftOut: [String]

    init?(_ page: PageContext) {
        let metrics = MetricScores.all(page.summary.evaluations).filter { $0.isUnit && $0.isMean }
        guard !metrics.isEmpty else { return nil }
        var found: [(model: ModelFigures, cost: Double, score: Double)] = []
        var missing: [String] = []
        for model in page.largestModels(page.limits.chartRows) {
            let scores = metrics.compactMap { metric in
                metric.rows.first { $0.model == model.model && ($0.provider ?? model.provider) == model.provider }?
                    .value
            }
            guard !scores.isEmpty else { continue }
            guard let cost = model.requests.costPerThousand, cost > 0, scores.count == metrics.count else {
                missing.append(page.label(model) + (model.requests.totalCost == nil ? " is unpriced" : " lacks scores"))
                continue
            }
            found.append((model: model, cost: cost, score: scores.reduce(0, +) / Double(scores.count)))
        }
        guard found.count > 1 else { return nil }
        found.sort { ($0.cost, -$0.score, $0.model.timelineKey) < ($1.cost, -$1.score, $1.model.timelineKey) }
        var best = -Double.infinity
        points = found.map { entry in
            let isEfficient = entry.score > best
            best = max(best, entry.score)
            return Point(
                model: entry.model, label: page.label(entry.model), cost: entry.cost, score: entry.score,
                isEfficient: isEfficient)
        }
        self.page = page
        leftOut = missing
    }

    var figures: Markup {
        let scatter = Figure(
            heading: "Cost against score",
            notes: [
                "\(Self.explanation)\(hasFrontier ? Self.frontier : "")\(missing)"
            ], content: chart
        ).markup
        let list = Figure(
            heading: "What a better score costs", notes: ["From cheapest to dearest."], content: table
        ).markup
        return #"<div class="g2">\#(scatter)\#(list)</div>"# + "\n"
    }

    /// One model alone has no line.
    private var hasFrontier: Bool { points.count(where: \.isEfficient) > 1 }

    private var missing: String {
        guard let first = leftOut.first else { return "" }
        let rest = leftOut.count > 1 ? ", nor are \(leftOut.count - 1) more" : ""
        return " " + VisibleText.cut(first, to: page.limits.name + 16) + " and not shown" + rest + "."
    }

    private var chart: Markup {
        let scores = points.map(\.score)
        let vertical = LinearTicks(from: scores.min() ?? 0, to: scores.max() ?? 1)
        let horizontal = LogTicks(around: points[0].cost, points[points.count - 1].cost)
        let bottom = Self.top + Self.height
        var drawing = Drawing()
        drawing.valueAxis(vertical, labels: AxisLabels.numbers(vertical.values), top: Self.top, height: Self.height)
        drawing.horizontalAxis(
            horizontal, labels: AxisLabels.dollars(horizontal.values), top: Self.top, bottom: bottom)
        let place = { (point: Point) in
            (x: horizontal.fraction(point.cost), y: Self.top + vertical.y(point.score, height: Self.height))
        }
        let frontier = points.filter(\.isEfficient).map(place)
        for (start, end) in zip(frontier, frontier.dropFirst()) {
            drawing.line(from: start, to: end, .axis, width: 1.5, dash: "4 3")
        }
        for point in points {
            drawing.circle(x: place(point).x, y: place(point).y, radius: 5.5, page.series.paint(point.model))
        }
        label(place, in: &drawing)
        let description = points.map { point in
            page.names.cut(point.label, to: 60) + " " + NumberFormat.cost(point.cost) + " per 1,000, "
                + NumberFormat.score(point.score)
        }
        return drawing.chart(
            id: "cost-score", height: bottom + 24, title: "Cost against score",
            description: description.joined(separator: "; "))
    }

    /// Labels where a wide screen has room for them, and others for narrow ones; the table names all models.
    private func label(_ place: (Point) -> (x: Double, y: Double), in drawing: inout Drawing) {
        // Those on the frontier choose first.
        let named = points.filter { page.series.isNamed($0.model) }
        let order = named.filter(\.isEfficient) + named.filter { !$0.isEfficient }
        for (width, look) in [(Self.widths.wide, Drawing.Look.wide), (Self.widths.narrow, .narrow)] {
            var placement = DotLabels(dots: points.map { (x: place($0).x * width, y: place($0).y) })
            for point in order {
                let text = LabelText.fit(
                    point.label, width: look == .wide ? 20 : LabelText.rowCharacters, among: page.names)
                let dot = place(point)
                guard let label = placement.place(text, at: (x: dot.x * width, y: dot.y), width: width) else {
                    continue
                }
                drawing.text(
                    text, x: dot.x, y: dot.y + label.dy, anchor: label.isEnd ? .end : .start, dx: label.dx,
                    bold: point.isEfficient, look: look, outlined: true)
            }
        }
    }

    private var table: Markup {
        var table = Table([
            .init(head: "Model"), .init(head: "Score"), .init(head: "Per 1,000"), .init(head: "Verdict", isText: true),
        ])
        var better: Point?
        for point in points {
            let verdict = verdict(point, after: better)
            if point.isEfficient { better = point }
            table.add(
                "\(page.series.paint(point.model).dot) \(page.name(point.label))",
                [
                    .init(NumberFormat.score(point.score)), .init(NumberFormat.cost(point.cost)),
                    .init("\(verdict)", isMuted: !point.isEfficient, wraps: true),
                ])
        }
        return table.markup(label: "What a better score costs")
    }

    private func verdict(_ point: Point, after better: Point?) -> String {
        guard let better else { return "cheapest" }
        guard point.isEfficient else {
            let name = LabelText.fit(better.label, width: 24, among: page.names)
            return "dearer and " + (point.score < better.score ? "weaker than " : "no better than ") + name
        }
        let gain = NumberFormat.score(point.score - better.score)
        return "+" + gain + " for " + NumberFormat.fixed(point.cost / better.cost, places: 1) + "× the cost"
    }
}
