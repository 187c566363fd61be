// Owns charts with a row a model that show how durations or tokens are spread.

internal import LTBAnalysis

/// For each model a bar for the middle half, an upright for the median, a line from p5 to p95 and a tick at p99.
struct RangeRows {
    private static let row = 22.0

    let id: String
    let heading: String
    let note: Markup
    var measure = Measure.seconds
    let figures: (RequestFigures) -> DistributionFigures?

    func figure(_ page: PageContext) -> Markup {
        let all = page.summary.models.filter { figures($0.requests) != nil }
        let models = page.largestModels(page.limits.chartRows) { figures($0.requests) != nil }
        let rows = models.compactMap { model in figures(model.requests).map { (model: model, values: $0) } }
        let positive = rows.flatMap { [$0.values.p5, $0.values.p99] }.filter { $0 > 0 }
        guard let smallest = positive.min(), let largest = positive.max() else { return .empty }
        let scale = LogTicks(around: smallest, largest)
        let left = all.count - models.count
        let rest: Markup = left > 0 ? " \(Plural.count(left, "more model")) left out." : .empty
        var drawing = Drawing()
        let bottom = Self.row * Double(rows.count)
        drawing.horizontalAxis(scale, labels: measure.labels(scale.values), top: 0, bottom: bottom)
        for (index, row) in rows.enumerated() {
            draw(row.model, row.values, y: (Double(index) + 0.5) * Self.row, page, scale, in: &drawing)
        }
        let description = rows.map { row in
            page.chartName(row.model) + ": median " + measure.text(row.values.p50) + ", p95 "
                + measure.text(row.values.p95)
        }
        let chart = drawing.chart(
            id: id, margins: .rows, height: bottom + 22, title: heading,
            description: description.joined(separator: "; "))
        return Figure(
            heading: "\(heading)", notes: [note + rest], content: chart, indentation: 2, numbers: numbers(rows, page)
        ).markup
    }

    private func numbers(_ rows: [(model: ModelFigures, values: DistributionFigures)], _ page: PageContext) -> Markup {
        let column = measure.column(rows.flatMap { [$0.values.p5, $0.values.p50, $0.values.p99] })
        let heads = ["p5", "p25", "p50", "p75", "p95", "p99"].map { $0 + column.unit }
        var table = Table((["Model", "Values"] + heads).map { .init(head: $0) })
        for (model, values) in rows {
            let all = [values.p5, values.p25, values.p50, values.p75, values.p95, values.p99]
            table.add(
                page.name(page.label(model)),
                [.init(NumberFormat.count(values.count))] + all.map { .init(column.text($0)) })
        }
        return table.markup(label: "\(heading), numbers")
    }

    private func draw(
        _ model: ModelFigures, _ values: DistributionFigures, y: Double, _ page: PageContext, _ scale: LogTicks,
        in drawing: inout Drawing
    ) {
        let paint = page.series.paint(model)
        let x = { (value: Double) in scale.fraction(value) }
        drawing.line(from: (x(values.p5), y), to: (x(values.p95), y), paint, width: 1.5)
        drawing.line(from: (x(values.p25), y), to: (x(values.p75), y), paint, width: 9)
        drawing.line(from: (x(values.p99), y - 4), to: (x(values.p99), y + 4), paint, width: 1.5)
        drawing.line(from: (x(values.p50), y - 8), to: (x(values.p50), y + 8), .ink, width: 2)
        let name = LabelText.fit(page.label(model), width: LabelText.rowCharacters, among: page.names)
        drawing.text(name, x: 0, y: y + 4, anchor: .end, dx: -8)
        drawing.text(measure.text(values.p50), x: 1, y: y + 4, dx: 8)
    }
}

extension RangeRows {
    /// What the values are.
    enum Measure {
        case seconds, tokens

        func labels(_ ticks: [Double]) -> [String] {
            switch self {
            case .seconds: AxisLabels.seconds(ticks)
            case .tokens: AxisLabels.quantities(ticks)
            }
        }

        func text(_ value: Double) -> String {
            switch self {
            case .seconds: NumberFormat.duration(seconds: value)
            case .tokens: NumberFormat.quantity(value)
            }
        }

        /// How the column of a table names the unit behind a comma, and how it writes the values.
        func column(_ values: [Double]) -> (unit: String, text: (Double) -> String) {
            switch self {
            case .seconds:
                let durations = DurationColumn(values)
                return (", " + durations.unit, { durations.text($0) })
            case .tokens:
                let quantities = QuantityColumn(values)
                return ("", { quantities.text($0) })
            }
        }
    }
}
