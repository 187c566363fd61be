// Owns the CSV table of costs: in all, and by each dimension.

import LTBAnalysis
import LTBEvents

extension CSVTable {
    /// One row of all requests, then those of each dimension; of some dimensions only, where they are named.
    static func costs(_ summary: RunSummary, by dimensions: [CostSummary.Dimension]? = nil) -> CSVTable {
        let sample = CostSummary.Row(.model, CostFigures())
        guard let cost = summary.cost else { return CSVTable([], sample: sample) { members(of: $0, total) } }
        var all = CostSummary.Row(.model, cost.total)
        all.perSuccessfulExample = cost.perSuccessfulExample
        let rows = cost.rows.filter { dimensions?.contains($0.dimension) ?? true }
        let named = [(all, total)] + rows.map { ($0, $0.dimension.rawValue) }
        return CSVTable(named, sample: (sample, total)) { row, dimension in members(of: row, dimension) }
    }

    private static func members(of row: CostSummary.Row, _ dimension: String) -> [Member] {
        let names: [Member] = [
            ("dimension", .text(dimension)), ("provider", .text(row.provider)), ("model", .text(row.model)),
            ("benchmark_id", .text(row.benchmarkID)), ("label", .text(row.label)), ("value", .text(row.value)),
            ("start", .time(row.start)), ("hours", .integer(row.hours)),
        ]
        return names + members(of: row.cost) + [("per_successful_example", .number(row.perSuccessfulExample))]
    }

    private static func members(of cost: CostFigures) -> [Member] {
        let unpriced = UnpricedCause.allCases.map { cause -> Member in
            ("unpriced_\(cause.key)", .integer(cost.isRepriced ? cost.unpriced[cause, default: 0] : nil))
        }
        return [
            ("requests", .integer(cost.requests)), ("cost", .number(cost.total)), ("recorded", .number(cost.recorded)),
            ("computed", .number(cost.computed)), ("drift", .number(cost.drift)),
            ("recorded_requests", .integer(cost.recordedRequests)),
            ("computed_requests", .integer(cost.isRepriced ? cost.computedRequests : nil)),
            ("compared_requests", .integer(cost.isRepriced ? cost.comparedRequests : nil)),
            ("unpriced_requests", .integer(cost.isRepriced ? cost.unpricedRequests : nil)),
            ("requests_without_usage", .integer(cost.isRepriced ? cost.requestsWithoutUsage : nil)),
            ("priced_as_standard", .integer(cost.isRepriced ? cost.pricedAsStandard.values.reduce(0, +) : nil)),
            ("per_request", .number(cost.perRequest)), ("per_thousand_requests", .number(cost.perThousand)),
            ("cache_savings", .number(cost.cacheSavings)), ("failed", .number(cost.failed)),
            ("failed_share", .number(cost.failedShare)), ("retried", .number(cost.retried)),
            ("retried_share", .number(cost.retriedShare)), ("what_if", .number(cost.whatIf)),
            ("what_if_change", .number(cost.whatIfChange)),
        ] + unpriced
    }
}
