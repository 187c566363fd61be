// Owns the columns that every table of requests has: providers, models, benchmarks.

internal import LTBAnalysis

/// The figures of requests as table cells, one unit and one precision a column; columns without a figure are left out.
struct RequestColumns {
    private let latency: DurationColumn
    private let firstToken: DurationColumn
    private let perToken: DurationColumn
    private let hasLatency: Bool
    private let hasFirstToken: Bool
    private let hasPerToken: Bool
    private let outputRate: QuantityColumn?
    private let hasCost: Bool

    /// Columns for all rows of a table of a page.
    init(_ rows: [RequestFigures], _ page: PageContext) {
        hasLatency = rows.contains { $0.latency != nil }
        hasFirstToken = rows.contains { $0.timeToFirstToken != nil }
        hasPerToken = rows.contains { $0.timePerOutputToken != nil }
        let rates = rows.filter { $0.measuredOutputTokens != nil }.compactMap(\.outputTokensPerSecond)
        outputRate = rates.isEmpty ? nil : QuantityColumn(rates)
        hasCost = rows.contains { $0.totalCost != nil }
        latency = DurationColumn(rows.flatMap { [$0.latency?.p50, $0.latency?.p95, $0.latency?.p99] })
        firstToken = DurationColumn(rows.flatMap { [$0.timeToFirstToken?.p50, $0.timeToFirstToken?.p95] })
        perToken = DurationColumn(rows.map { $0.timePerOutputToken?.p50 })
    }

    var heads: [Table.Column] {
        var heads = ["Requests", "Errors"]
        if hasLatency { heads += ["p50, \(latency.unit)", "p95, \(latency.unit)", "p99, \(latency.unit)"] }
        if hasFirstToken { heads += ["TTFT p50, \(firstToken.unit)", "TTFT p95, \(firstToken.unit)"] }
        if hasPerToken { heads += ["TPOT p50, \(perToken.unit)"] }
        if outputRate != nil { heads += ["Output tok/s"] }
        if hasCost { heads += ["Cost", "per 1,000"] }
        return heads.map { Table.Column(head: $0) }
    }

    func cells(_ figures: RequestFigures) -> [Table.Cell] {
        var cells = [Table.Cell(NumberFormat.count(figures.totalRequests)), errors(figures)]
        if hasLatency {
            cells += [figures.latency?.p50, figures.latency?.p95, figures.latency?.p99].map { .init(latency.text($0)) }
        }
        if hasFirstToken {
            cells += [figures.timeToFirstToken?.p50, figures.timeToFirstToken?.p95].map { .init(firstToken.text($0)) }
        }
        if hasPerToken { cells += [.init(perToken.text(figures.timePerOutputToken?.p50))] }
        if let outputRate {
            let rate = figures.measuredOutputTokens == nil ? nil : figures.outputTokensPerSecond
            cells += [.init(outputRate.text(rate))]
        }
        if hasCost { cells += cost(figures) }
        return cells
    }

    /// Red and bold over 1 % errors.
    private func errors(_ figures: RequestFigures) -> Table.Cell {
        guard let rate = figures.errorRate else { return .init(NumberFormat.dash) }
        return .init(NumberFormat.share(rate, apartFrom: 0.01), isBad: rate > 0.01)
    }

    private func cost(_ figures: RequestFigures) -> [Table.Cell] {
        guard let cost = figures.totalCost else {
            return [
                .init(figures.hasNoUsage ? NumberFormat.dash : figures.costAbsence), .init(NumberFormat.dash),
            ]
        }
        let each = figures.costPerThousand.map(NumberFormat.cost) ?? NumberFormat.dash
        return [.init(NumberFormat.cost(cost)), .init(each)]
    }
}
