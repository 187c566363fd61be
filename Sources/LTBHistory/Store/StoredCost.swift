// Owns what is known of a run's cost from its figures.

import LTBAnalysis

/// The recorded cost of a run in all, by provider and by model.
struct StoredCost {
    let summary: CostSummary?

    init(_ run: RunSummary) {
        guard run.totals.totalRequests > 0 else {
            summary = nil
            return
        }
        var cost = CostSummary()
        cost.total = Self.cost(of: run.totals)
        for figures in run.providers {
            var row = CostSummary.Row(.provider, Self.cost(of: figures.requests))
            row.provider = figures.provider
            cost.rows.append(row)
        }
        for figures in run.models {
            var row = CostSummary.Row(.model, Self.cost(of: figures.requests))
            (row.provider, row.model) = (figures.provider, figures.model)
            cost.rows.append(row)
        }
        summary = cost
    }

    private static func cost(of requests: RequestFigures) -> CostFigures {
        var cost = CostFigures()
        cost.requests = requests.totalRequests
        cost.recorded = requests.totalCost
        cost.recordedRequests = requests.pricedRequests
        cost.recordedUnpricedRequests = requests.unpricedRequests
        return cost
    }
}
