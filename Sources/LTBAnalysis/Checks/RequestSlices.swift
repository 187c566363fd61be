// Owns choosing the requests of which a figure is asked.

import LTBPricing

/// Some of a run's requests: their labels, their figures and what they cost.
struct RequestSlice {
    var subject: [FigureQuery.Condition]
    var requests: RequestFigures
    var cost: CostFigures?
}

extension RunSummary {
    /// The sets of requests that conditions choose; `own` are labels of the quantity itself.
    ///
    /// A summary has figures of all requests, by provider, by model, by benchmark and by one label.
    func slices(_ query: FigureQuery, own: [String] = []) throws(ExpectationError) -> [RequestSlice] {
        let conditions = query.conditions.filter { !own.contains($0.label) }
        let labels = Set(conditions.map(\.label))
        if labels.isEmpty { return [RequestSlice(subject: [], requests: totals, cost: cost?.total)] }
        if labels == ["provider"] {
            return providers.compactMap { figures in
                slice(conditions, ["provider": figures.provider], figures.requests) {
                    $0.dimension == .provider && $0.provider == figures.provider
                }
            }
        }
        if labels.isSubset(of: ["provider", "model"]) {
            return models.compactMap { figures in
                slice(conditions, ["provider": figures.provider, "model": figures.model], figures.requests) {
                    $0.dimension == .model && $0.provider == figures.provider && $0.model == figures.model
                }
            }
        }
        if labels == ["benchmark"] {
            return benchmarks.compactMap { figures in
                slice(conditions, ["benchmark": figures.benchmarkID], figures.requests) {
                    $0.dimension == .benchmark && $0.benchmarkID == figures.benchmarkID
                }
            }
        }
        guard let condition = conditions.first, conditions.count == 1 else { throw Self.tooManyLabels(query) }
        return try groupSlices(condition, query)
    }

    private func groupSlices(
        _ condition: FigureQuery.Condition, _ query: FigureQuery
    ) throws(ExpectationError) -> [RequestSlice] {
        // Where no request was recorded, there are no groups by any label.
        guard groups.first?.label == condition.label || totals.totalRequests == 0 else {
            let meant = nearestName(to: condition.label, in: query.quantity.labels).map { "did you mean '\($0)'?" }
            throw ExpectationError(
                "'\(condition.label)' in '\(query.text)' is neither provider, model nor benchmark; "
                    + (meant ?? "to ask by the label '\(condition.label)', add --group-by \(condition.label)."))
        }
        return groups.compactMap { figures in
            guard let value = figures.value else { return nil }
            return slice([condition], [condition.label: value], figures.requests) {
                $0.dimension == .label && $0.value == value
            }
        }
    }

    private static func tooManyLabels(_ query: FigureQuery) -> ExpectationError {
        ExpectationError(
            "'\(query.text)' joins labels that no figure has together; ask by provider and model, by benchmark or by one "
                + "label, and choose the rest with --provider, --model, --benchmark or --where.")
    }

    private func slice(
        _ conditions: [FigureQuery.Condition], _ labels: [String: String], _ requests: RequestFigures,
        cost isRow: (CostSummary.Row) -> Bool
    ) -> RequestSlice? {
        guard conditions.allSatisfy({ $0.matches(labels[$0.label] ?? "") }) else { return nil }
        let subject = labels.sorted { $0.key > $1.key }.map { FigureQuery.Condition(label: $0.key, name: $0.value) }
        return RequestSlice(subject: subject, requests: requests, cost: cost?.rows.first(where: isRow)?.cost)
    }
}
