// Owns the tables of costs on the page: recorded and computed by model, and what could not be priced.

internal import LTBAnalysis

/// What the run cost by a table of prices; nothing where there was none.
enum CostTables {
    static func markup(_ page: PageContext) -> Markup {
        guard let cost = page.summary.cost, cost.isRepriced else { return .empty }
        return models(cost, page) + unpriced(cost, page)
    }

    private static func models(_ cost: CostSummary, _ page: PageContext) -> Markup {
        var columns: [Table.Column] = [
            .init(head: "Model"), .init(head: "Requests"), .init(head: "Recorded"), .init(head: "Computed"),
            .init(head: "Drift"),
        ]
        if !cost.whatIfs.isEmpty { columns.append(.init(head: "What if")) }
        columns += [.init(head: "Saved by caching"), .init(head: "Failed requests"), .init(head: "Unpriced")]
        var table = Table(columns)
        let rows = cost.rows.filter { $0.dimension == .model }
        let order = rows.indices.sorted { (rows[$1].cost.requests, $0) < (rows[$0].cost.requests, $1) }
        for index in order.prefix(page.limits.tableRows).sorted() {
            let row = rows[index]
            let (provider, model) = (row.provider ?? "", row.model ?? "")
            let dot = page.series.paint(provider: provider, model: model).dot
            table.add("\(dot) \(page.name(model))<br><small>\(page.name(provider))</small>", cells(row.cost, cost))
        }
        table.addFooter("All", cells(cost.total, cost))
        let hidden = rows.count - page.limits.tableRows
        let more = hidden > 0 ? " \(Plural.count(hidden, "more model", "more models")) left out." : ""
        return table.markup(
            label: "Cost by model, table", caption: Markup(text: ([sentence(cost)] + [more]).joined()))
    }

    /// The figures of all requests in words, and where the prices come from.
    private static func sentence(_ cost: CostSummary) -> String {
        let figures = cost.keyFigures.map { figure in
            "\(figure.label): \(figure.value)\(figure.note.isEmpty ? "" : " (\(figure.note))")."
        }
        return (figures + [cost.sourceSentence]).joined(separator: " ")
    }

    private static func cells(_ figures: CostFigures, _ cost: CostSummary) -> [Table.Cell] {
        let dollars = { (dollars: Double?) in Table.Cell(dollars.map(NumberFormat.cost) ?? figures.absence) }
        let other = { (dollars: Double?) in Table.Cell(dollars.map(NumberFormat.cost) ?? NumberFormat.dash) }
        var cells = [
            Table.Cell(NumberFormat.count(figures.requests)), dollars(figures.recorded), dollars(figures.computed),
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
        for model in cost.unpricedModels.prefix(page.limits.listRows) {
            let similar = model.suggestions.map { page.name($0) }
            let names = similar.dropFirst().reduce(similar.first ?? Markup(text: NumberFormat.dash)) { "\($0), \($1)" }
            table.add(
                "\(page.name(model.model))<br><small>\(page.name(model.provider))</small>",
                [
                    .init(NumberFormat.count(model.requests.values.reduce(0, +))),
                    .init(Markup(text: UnpricedCause.list(model.requests)), wraps: true), .init(names, wraps: true),
                ])
        }
        return table.markup(
            label: "Unpriced models, table", caption: "Requests without a price are in no sum; none of them costs $0.")
    }
}
