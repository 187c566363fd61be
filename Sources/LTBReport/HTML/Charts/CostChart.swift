// Owns the chart of what the run had cost at each time, a line a model.

internal import LTBAnalysis
internal import LTBEvents

/// Cumulative cost by model.
struct CostChart {
    private static let top = 8.0
    private static let height = 220.0
    private static let mostRows = 12

    /// A model's cost so far at the end of each step.
    private struct Line {
        let model: ModelFigures
        let total: Double
        let costs: [Double]
    }

    private let page: PageContext
    private let time: TimeFrame
    private let by: TimelineByKey
    private let lines: [Line]

    init?(_ page: PageContext) {
        guard let by = page.summary.timeline?.by, let time = page.time, page.summary.totals.totalCost != nil else {
            return nil
        }
        self.page = page
        self.time = time
        self.by = by
        lines = page.largestModels(8 + page.limits.chartRows) { $0.requests.totalCost != nil }.compactMap { model in
            guard let total = model.requests.totalCost, let costs = by.model[model.timelineKey]?.cost else {
                return nil
            }
            return Line(model: model, total: total, costs: Self.cumulative(costs))
        }
        if lines.isEmpty { return nil }
    }

    var figure: Markup {
        let isLong = AxisLabels.dollars(ticks.values).contains { $0.utf8.count > 5 }
        return Figure(
            heading: "Cost so far", notes: ["\(finding)\(leftOut)"], content: chart, indentation: isLong ? 1 : 0,
            numbers: numbers
        ).markup
    }

    /// What each model had cost at the end of some buckets.
    private var numbers: Markup {
        let named = lines.filter { page.series.isNamed($0.model) }
        guard let first = named.first else { return .empty }
        let stride = (first.costs.count + Self.mostRows - 1) / Self.mostRows
        let ends = first.costs.indices.filter { ($0 + 1) % stride == 0 || $0 == first.costs.count - 1 }
        var table = Table(
            [.init(head: "Until")] + named.map { .init(head: page.names.cut(page.label($0.model), to: 24)) })
        for end in ends {
            let cells = named.map { Table.Cell(NumberFormat.cost(end < $0.costs.count ? $0.costs[end] : $0.total)) }
            table.add("\(page.clock(by.time(ofBucket: end + 1)))", cells)
        }
        return table.markup(label: "Cost so far, numbers")
    }

    private static func cumulative(_ costs: [Double?]) -> [Double] {
        var sum = 0.0
        return costs.map { cost in
            sum += cost ?? 0
            return sum
        }
    }

    private var finding: String {
        let total = page.summary.totals.totalCost ?? 0
        let dearest = page.summary.models.max { ($0.requests.totalCost ?? 0) < ($1.requests.totalCost ?? 0) }
        guard let dearest, let cost = dearest.requests.totalCost, total > 0 else { return "" }
        let name = page.names.cut(page.label(dearest), to: page.limits.name)
        if page.summary.models.count == 1 { return name + " made all of the " + NumberFormat.cost(total) + "." }
        return name + " made " + NumberFormat.wholeShare(cost / total) + " of the " + NumberFormat.cost(total)
            + unpriced
    }

    /// Models that have a cost and no line.
    private var leftOut: String {
        let left = page.summary.models.count { $0.requests.totalCost != nil } - lines.count
        return left > 0 ? " \(Plural.count(left, "more model")) not drawn." : ""
    }

    private var unpriced: String {
        let models = page.summary.models.filter { $0.requests.totalCost == nil && $0.requests.unpricedRequests > 0 }
        guard let first = models.first else { return "." }
        if models.count > 1 { return "; " + Plural.count(models.count, "model") + " are unpriced." }
        return "; " + page.names.cut(page.label(first), to: page.limits.name) + " is unpriced."
    }

    private var ticks: LinearTicks { LinearTicks(upTo: lines.map(\.total).max() ?? 0) }

    private var chart: Markup {
        let ticks = ticks
        let bottom = Self.top + Self.height
        var drawing = Drawing()
        drawing.bands(time.bands, top: 0, bottom: bottom)
        drawing.valueAxis(ticks, labels: AxisLabels.dollars(ticks.values), top: Self.top, height: Self.height)
        let named = lines.filter { page.series.isNamed($0.model) }
        let others = lines.filter { !page.series.isNamed($0.model) }
        let paths =
            others.map { path($0, ticks, width: 1) }
            + named.enumerated().map { path($1, ticks, width: 1.75, series: $0) }
        drawing.plot(top: Self.top, height: Self.height, paths.joined())
        drawing.timeAxis(time.axis, y: bottom, halfWidth: true)
        var ends = EndLabels(among: page.names)
        for line in named {
            let y = Self.top + ticks.y(line.costs.last ?? 0, height: Self.height)
            let cost = NumberFormat.cost(line.total)
            ends.add(name: page.label(line.model), figure: cost, y: y, paint: page.series.paint(line.model))
        }
        ends.draw(in: &drawing, range: Self.top...bottom)
        drawing.data = data(named)
        let figures = named.map { page.chartName($0.model) + " " + NumberFormat.cost($0.total) }
        return drawing.chart(
            id: "cost", margins: .labelledEnds, height: bottom + 26, title: "Cumulative cost by model",
            description: figures.joined(separator: "; "))
    }

    /// The buckets at whose ends a point stands.
    private func points(_ line: Line) -> [Int] {
        let stride = (line.costs.count + TimeFrame.chartPoints - 1) / TimeFrame.chartPoints
        return line.costs.indices.filter { ($0 + 1) % stride == 0 || $0 == line.costs.count - 1 }
    }

    private func data(_ named: [Line]) -> ChartData? {
        guard let first = named.first else { return nil }
        let edges = points(first).map { time.axis.fraction(by.time(ofBucket: $0 + 1)) * 1000 }
        let series = named.map { line in
            ChartData.Series(
                name: page.names.cut(page.label(line.model), to: page.limits.name), unit: "$",
                values: points(line).map { line.costs[$0] })
        }
        return ChartData(edges: [time.axis.fraction(by.start) * 1000] + edges, series: series)
    }

    /// From nothing at the start, a point at the end of every bucket or of every few.
    private func path(_ line: Line, _ ticks: LinearTicks, width: Double, series: Int? = nil) -> Markup {
        var path = PathBuilder()
        path.move(time.axis.fraction(by.start) * 1000, Self.height)
        for index in points(line) {
            path.line(
                time.axis.fraction(by.time(ofBucket: index + 1)) * 1000, ticks.y(line.costs[index], height: Self.height)
            )
        }
        return
            #"<path\#(ChartData.mark(series)) d="\#(path.data)" \#(page.series.paint(line.model).line(width: width))/>"#
    }
}

extension ModelFigures {
    /// The model's key in the timeline by model.
    var timelineKey: String { provider + "/" + model }
}

extension TimelineByKey {
    /// When a bucket begins.
    func time(ofBucket index: Int) -> Timestamp {
        let offset = (bucketSeconds * 1e9).rounded() * Double(index)
        let (time, overflow) = start.nanosecondsSince1970.addingReportingOverflow(Int64(min(offset, 9e18)))
        return Timestamp(nanosecondsSince1970: overflow ? .max : time)
    }
}
