// Owns the costs of the summaries that formats are tested with.

import LTBAnalysis

extension FormatSummaries {
    /// Costs of providers, models, benchmarks, labels and sources with these names, in which every field has a value; of
    /// these requests, so that a report tells one cost.
    static func cost(namedBy names: [String], of requests: RequestFigures) -> CostSummary {
        var cost = CostSummary()
        (cost.isRepriced, cost.total) = (true, figures(requests))
        for dimension in CostSummary.Dimension.allCases {
            // The first has two parts of all, each of the others one.
            let parts = Int64(names.count + 1)
            cost.rows += names.enumerated().map { row($1, dimension, figures(requests, $0 == 0 ? 2 : 1, of: parts)) }
        }
        cost.unpricedModels = names.map {
            var model = CostSummary.UnpricedModel(
                provider: $0, model: $0, requests: [.unknownModel: 7, .outputNotMeasured: 5])
            model.suggestions = Array(names.prefix(3))
            return model
        }
        cost.unpricedModelCount = Int64(names.count + 1_000)
        cost.sources =
            [.init(name: "built-in", date: "2026-11-21", models: 500)]
            + names.map { CostSummary.Source(name: $0, date: $0, models: 3) }
        cost.whatIfs = names.map { CostSummary.WhatIf(model: $0, pricedAs: $0) }
        cost.perSuccessfulExample = 0.0039
        cost.scores = names.map {
            var score = CostSummary.Score(metric: $0, points: 85.9)
            (score.provider, score.model, score.costPerPoint) = ($0, $0, 0.049)
            return score
        }
        return cost
    }

    private static func row(_ name: String, _ dimension: CostSummary.Dimension, _ cost: CostFigures) -> CostSummary.Row
    {
        var row = CostSummary.Row(dimension, cost)
        switch dimension {
        case .provider: row.provider = name
        case .model: (row.provider, row.model) = (name, name)
        case .benchmark: (row.benchmarkID, row.perSuccessfulExample) = (name, 0.25)
        case .label: (row.label, row.value) = (name, name)
        case .hour: (row.start, row.hours) = (time(3600), 1)
        case .day: (row.start, row.hours) = (time(86_400), 24)
        }
        return row
    }

    private static func figures(
        _ all: RequestFigures, _ part: Int64 = 1, of parts: Int64 = 1
    ) -> CostFigures {
        func counted(_ count: Int64) -> Int64 { count / parts * part }
        let dollars = (all.totalCost ?? 0) / Double(parts) * Double(part)
        let (requests, priced) = (counted(all.totalRequests), counted(all.pricedRequests))
        let unknown = counted(all.unpricedRequests) / 2
        var figures = CostFigures()
        figures.isRepriced = true
        (figures.requests, figures.recordedRequests, figures.computedRequests) = (
            requests, priced - 900 / parts, priced
        )
        (figures.recorded, figures.computed, figures.drift) = (dollars * 1.02, dollars, -0.0196)
        figures.comparedRequests = priced - 912 / parts
        figures.unpriced = [.unknownModel: unknown, .outputNotMeasured: counted(all.unpricedRequests) - unknown]
        (figures.cacheSavings, figures.failed, figures.retried) = (dollars / 10, dollars / 50, dollars / 40)
        (figures.whatIf, figures.whatIfRequests) = (dollars * 1.3, priced)
        (figures.whatIfChange, figures.whatIfComparedRequests) = (0.3, priced)
        return figures
    }
}
