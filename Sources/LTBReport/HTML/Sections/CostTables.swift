// Owns the tables of costs on the page: recorded and computed by each dimension, and what could not be priced.

internal import LTBAnalysis

/// What the run cost by a table of prices; nothing where there was none.
enum CostTables {
    static func markup(_ page: PageContext) -> Markup {
        guard let cost = page.summary.cost, cost.isRepriced else { return .empty }
        let others = others(cost, page).map { table($0, cost, page, limit: page.limits.tableRows / 2) }
        return table(.model, cost, page, limit: page.limits.tableRows, caption: sentence(cost, page))
            + others.joined() + unpriced(cost, page) + scores(cost, page)
    }

    /// The further dimensions of which there is more than one row, which would be that of all requests.
    private static func others(_ cost: CostSummary, _ page: PageContext) -> [CostSummary.Dimension] {
        let counts = Dictionary(grouping: cost.rows, by: \.dimension).mapValues(\.count)
        let fits = { (dimension: CostSummary.Dimension) in counts[dimension, default: 0] <= page.limits.tableRows / 2 }
        let time: CostSummary.Dimension = counts[.hour] != nil && (fits(.hour) || counts[.day] == 1) ? .hour : .day
        return [.provider, .benchmark, .label, time].filter { counts[$0, default: 0] > 1 }
    }

    private static func table(
        _ dimension: CostSummary.Dimension, _ cost: CostSummary, _ page: PageContext, limit: Int, caption: String = ""
    ) -> Markup {
        let head = ReportTable.head(dimension)
        var table = Table(columns(cost, head: head.prefix(1).uppercased() + head.dropFirst()))
        let rows = cost.rows.filter { $0.dimension == dimension }
        let order = rows.indices.sorted { (rows[$1].cost.requests, $0) < (rows[$0].cost.requests, $1) }
        for index in order.prefix(limit).sorted() {
            table.add(name(of: rows[index], page), cells(rows[index].cost, cost))
        }
        table.addFooter("All", cells(cost.total, cost))
        let left = Int64(rows.count - limit)
        let more = left > 0 ? ["\(NumberFormat.count(left)) more left out."] : []
        return table.markup(
            label: "Cost by \(dimension.rawValue), table",
            caption: Markup(text: ([caption] + more).filter { !$0.isEmpty }.joined(separator: " ")))
    }

    private static func name(of row: CostSummary.Row, _ page: PageContext) -> Markup {
        guard row.dimension == .model else { return page.name(ReportTable.name(of: row)) }
        let (provider, model) = (row.provider ?? "", row.model ?? "")
        let dot = page.series.paint(provider: provider, model: model).dot
        return "\(dot) \(page.name(model))<br><small>\(page.name(provider))</small>"
    }

    private static func columns(_ cost: CostSummary, head: String) -> [Table.Column] {
        let heads =
            [head, "Requests", "Recorded", "Computed", "Drift"] + (cost.whatIfs.isEmpty ? [] : ["What if"])
            + ["Saved by cache reads", "Failed requests", "Unpriced"]
        return heads.map { Table.Column(head: $0) }
    }

    /// The figures of all requests in words, what they lack, and where the prices come from.
    private static func sentence(_ cost: CostSummary, _ page: PageContext) -> String {
        let figures = cost.keyFigures.map { figure in
            "\(figure.label): \(figure.value)\(figure.note.isEmpty ? "" : " (\(figure.note))")."
        }
        return (figures + cost.sentences(page.summary)).joined(separator: " ")
    }

    private static func cells(_ figures: CostFigures, _ cost: CostSummary) -> [Table.Cell] {
        let dollars = { (dollars: Double?) in Table.Cell(dollars.map(NumberFormat.cost) ?? figures.absence) }
        let other = { (dollars: Double?) in Table.Cell(dollars.map(NumberFormat.cost) ?? NumberFormat.dash) }
        let recorded = Table.Cell(figures.recorded.map(NumberFormat.cost) ?? figures.recordedAbsence)
        var cells = [
            Table.Cell(NumberFormat.count(figures.requests)), recorded,
            dollars(figures.computed),
            Table.Cell(figures.drift.map(NumberFormat.drift) ?? NumberFormat.dash),
        ]
        if !cost.whatIfs.isEmpty { cells.append(dollars(figures.whatIf)) }
        return cells + [
            other(figures.cacheSavings), other(figures.failed), .init(NumberFormat.count(figures.unpricedRequests)),
        ]
    }

    private static func unpriced(_ cost: CostSummary, _ page: PageContext) -> Markup {
        guard !cost.unpricedModels.isEmpty else { return .empty }
        var table = Table([
            .init(head: "Model"), .init(head: "Unpriced requests"), .init(head: "Because", isText: true),
            .init(head: "Did you mean", isText: true),
        ])
        let shown = cost.unpricedModels.prefix(page.limits.listRows)
        for model in shown {
            let similar = model.suggestions.map { page.name($0) }
            let names = similar.dropFirst().reduce(similar.first ?? Markup(text: NumberFormat.dash)) { "\($0), \($1)" }
            table.add(
                "\(page.name(model.model))<br><small>\(page.name(model.provider))</small>",
                [
                    .init(NumberFormat.count(model.requests.values.reduce(0, +))),
                    .init(Markup(text: UnpricedCause.list(model.requests)), wraps: true), .init(names, wraps: true),
                ])
        }
        let left = cost.unpricedModelCount - Int64(shown.count)
        let more = left > 0 ? " \(Plural.count(left, "more model", "more models")) left out." : ""
        return table.markup(
            label: "Unpriced models, table",
            caption: Markup(text: "Requests without a price are in no sum; none of them costs $0." + more))
    }

    /// What a point of each evaluation metric cost.
    private static func scores(_ cost: CostSummary, _ page: PageContext) -> Markup {
        guard !cost.scores.isEmpty else { return .empty }
        var table = Table([
            .init(head: "Metric"), .init(head: "Model", isText: true), .init(head: "Points"), .init(head: "A point"),
        ])
        let shown = cost.scores.prefix(page.limits.tableRows)
        for score in shown {
            let model = score.model.map { page.name(ShownText.model(score.provider ?? RunSummary.unknownName, $0)) }
            let missing = score.points > 0 ? ReportTable.Cell.unpriced.text : NumberFormat.dash
            table.add(
                page.name(score.metric),
                [
                    .init(model ?? "all"), .init(NumberFormat.fixed(score.points, places: 1)),
                    .init(score.costPerPoint.map(NumberFormat.cost) ?? missing),
                ])
        }
        let left = cost.scores.count - shown.count
        return table.markup(
            label: "Cost of a point of score, table",
            caption: Markup(text: left > 0 ? "\(NumberFormat.count(Int64(left))) more left out." : ""))
    }
}
