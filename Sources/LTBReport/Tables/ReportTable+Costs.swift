// Owns the tables of costs: by a dimension, unpriced models, what a point of score cost.

import LTBAnalysis
import LTBEvents

extension ReportTable {
    /// Costs by a dimension.
    static func costs(_ summary: RunSummary, by dimension: CostSummary.Dimension) -> ReportTable {
        let cost = summary.cost ?? CostSummary()
        var table = ReportTable(
            title: "Cost by \(dimension.rawValue)", columns: [.text(head(dimension))] + columns(cost),
            rowLimit: 100)
        table.rows = cost.rows.filter { $0.dimension == dimension }.map { row in
            Row(cells: [Cell(name(of: row))] + cells(row.cost, cost), weight: row.cost.requests)
        }
        table.footer = table.rows.count > 1 ? [Cell("all", .strong)] + cells(cost.total, cost) : nil
        return table
    }

    /// All costs, by model and by label, where prices were given.
    static func computedCosts(_ summary: RunSummary) -> [ReportTable] {
        guard let cost = summary.cost, cost.isRepriced else { return [] }
        var tables = [costs(summary, by: .model), costs(summary, by: .label)]
        for index in tables.indices { tables[index].rowLimit = 40 }
        return [costFigures(summary, cost)] + tables + [unpricedModels(summary), scoreCosts(summary)]
    }

    /// The costs of all requests, and what there is to say of them.
    private static func costFigures(_ summary: RunSummary, _ cost: CostSummary) -> ReportTable {
        var table = ReportTable(title: "Cost", columns: [.text("figure"), .figure("value"), .text("note")])
        table.rows = cost.keyFigures.map { Row(cells: [Cell($0.label), Cell($0.value, .strong), Cell($0.note)]) }
        table.note = cost.sentences(summary).joined(separator: " ")
        return table
    }

    /// Models with requests that have no computed cost, and why.
    static func unpricedModels(_ summary: RunSummary) -> ReportTable {
        let columns: [Column] = [.text("model"), .figure("unpriced"), .text("because"), .text("did you mean", rank: 1)]
        var table = ReportTable(title: "Unpriced models", columns: columns, rowLimit: 20)
        let models = summary.cost?.unpricedModels ?? []
        table.rowsLeftOut = max(0, (summary.cost?.unpricedModelCount ?? 0) - Int64(models.count))
        table.rows = models.map { model in
            let count = model.requests.values.reduce(0, +)
            let cells: [Cell] = [
                Cell(ShownText.model(model.provider, model.model)), .count(count),
                Cell(UnpricedCause.list(model.requests)),
                model.suggestions.isEmpty ? .dash : Cell(model.suggestions.joined(separator: ", ")),
            ]
            return Row(cells: cells, weight: count)
        }
        return table
    }

    /// What a point of each metric cost.
    static func scoreCosts(_ summary: RunSummary) -> ReportTable {
        let columns: [Column] = [.text("metric"), .text("model"), .figure("points"), .figure("a point")]
        var table = ReportTable(title: "Cost of a point of score", columns: columns)
        table.rows = (summary.cost?.scores ?? []).map { score in
            let model = score.model.map { ShownText.model(score.provider ?? RunSummary.unknownName, $0) }
            return Row(cells: [
                .name(score.metric), Cell(model ?? "all"), Cell(NumberFormat.fixed(score.points, places: 1)),
                score.points > 0 ? .cost(score.costPerPoint) : .dash,
            ])
        }
        return table
    }

    static func head(_ dimension: CostSummary.Dimension) -> String {
        switch dimension {
        case .provider, .model, .benchmark, .label: dimension.rawValue
        case .hour, .day: "\(dimension.rawValue), UTC"
        }
    }

    /// What the requests of a row have in common.
    static func name(of row: CostSummary.Row) -> String {
        switch row.dimension {
        case .provider: row.provider ?? ""
        case .model: ShownText.model(row.provider ?? "", row.model ?? "")
        case .benchmark: row.benchmarkID ?? "without a benchmark"
        case .label: row.value.map { "\(row.label ?? "")=\($0)" } ?? "without \(row.label ?? "label")"
        case .hour: row.start.map { String(CivilTime($0).moment.dropLast(3)) } ?? ""
        case .day: days(row)
        }
    }

    /// `2026-01-15`, or `2026-01-14, 2 days`.
    private static func days(_ row: CostSummary.Row) -> String {
        let day = row.start.map { String(CivilTime($0).moment.prefix(10)) } ?? ""
        guard let hours = row.hours, hours > 24 else { return day }
        return "\(day), \(hours / 24) days"
    }

    private static func columns(_ cost: CostSummary) -> [Column] {
        let computed: [Column] = [.figure("computed"), .figure("drift", rank: 1)]
        let whatIf: [Column] = cost.whatIfs.isEmpty ? [] : [.figure("what if")]
        let saved: [Column] = [
            .figure("cache saved", rank: 3), .figure("failed", rank: 4), .figure("unpriced", rank: 2),
        ]
        return [.figure("requests"), .figure("recorded")] + (cost.isRepriced ? computed + whatIf : [])
            + [.figure("per 1,000", rank: 5)] + (cost.isRepriced ? saved : [])
    }

    private static func cells(_ figures: CostFigures, _ cost: CostSummary) -> [Cell] {
        let dollars = { (dollars: Double?) -> Cell in
            figures.hasNoUsage && dollars == nil ? Cell(figures.absence) : .cost(dollars)
        }
        let recorded =
            figures.recorded == nil && !figures.hasNoUsage ? Cell.notRecorded : dollars(figures.recorded)
        let computed: [Cell] = [
            dollars(figures.computed), figures.drift.map { Cell(NumberFormat.drift($0)) } ?? .dash,
        ]
        let whatIf: [Cell] = cost.whatIfs.isEmpty ? [] : [dollars(figures.whatIf)]
        let unpriced = figures.unpricedRequests
        let saved: [Cell] = [
            figures.cacheSavings.map { Cell(NumberFormat.cost($0)) } ?? .dash,
            figures.failed.map { Cell(NumberFormat.cost($0)) } ?? .dash,
            Cell(NumberFormat.count(unpriced), unpriced > 0 ? .warn : .plain),
        ]
        return [.count(figures.requests), recorded] + (cost.isRepriced ? computed + whatIf : [])
            + [figures.perThousand.map { Cell(NumberFormat.cost($0)) } ?? .dash] + (cost.isRepriced ? saved : [])
    }
}
