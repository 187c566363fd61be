// Owns the step from gathered costs to what a summary tells of them.

import LTBEvents
import LTBPricing

/// Makes a `CostSummary` of an aggregator and of the figures that are made of it.
struct CostSummaryBuilder {
    /// As many models as are named, and as many of them as similar names are looked for.
    private static let namedModels = 256
    private static let suggestedModels = 16

    /// Requests that have a name.
    struct Named {
        var provider: String
        var model: String?
        var requests: RequestAccumulator
    }

    let aggregator: RunAggregator
    let totals: RequestAccumulator
    let providers: [Named]
    let models: [Named]

    /// What all of it cost; `summary` brings benchmarks and evaluations.
    func summary(_ summary: RunSummary) -> CostSummary {
        var result = CostSummary()
        result.total = cost(of: totals)
        result.isRepriced = aggregator.plan.pricing != nil
        result.rows = providers.map(row) + models.map(row) + benchmarks(summary) + groups + hours + days
        result.perSuccessfulExample = perSuccessfulExample(summary)
        result.scores = scores(summary)
        guard let pricing = aggregator.plan.pricing else { return result }
        result.unpricedModels = unpricedModels(pricing)
        result.unpricedModelCount = Int64(models.count { $0.requests.costs.unpricedCount > 0 })
        result.sources = pricing.table.lists.map {
            CostSummary.Source(name: $0.source, date: $0.date, models: Int64($0.models.count))
        }
        result.whatIfs = pricing.whatIfs.map {
            CostSummary.WhatIf(model: $0.model.text, pricedAs: $0.other.text)
        }
        return result
    }

    private func cost(of requests: RequestAccumulator) -> CostFigures {
        CostFigures(requests, isRepriced: aggregator.plan.pricing != nil)
    }

    // MARK: Rows

    private func row(_ named: Named) -> CostSummary.Row {
        var row = CostSummary.Row(named.model == nil ? .provider : .model, cost(of: named.requests))
        (row.provider, row.model) = (named.provider, named.model)
        return row
    }

    private func benchmarks(_ summary: RunSummary) -> [CostSummary.Row] {
        let table = aggregator.benchmarks
        let rest = table.isFolding ? [table.values[0]] : []
        let all = table.sorted.map(\.value) + rest
        let rows = zip(summary.benchmarks, all).map { figures, benchmark in
            var row = CostSummary.Row(.benchmark, cost(of: benchmark.requests))
            row.benchmarkID = figures.benchmarkID
            if let examples = figures.successfulExamples, examples > 0, let cost = row.cost.whole {
                row.perSuccessfulExample = cost / Double(examples)
            }
            return row
        }
        return rows.isEmpty ? [] : rows + [withoutBenchmark(all.map(\.requests))].compactMap(\.self)
    }

    /// Requests of no benchmark; nil if there are none.
    private func withoutBenchmark(_ benchmarks: [RequestAccumulator]) -> CostSummary.Row? {
        var (left, costs) = (totals, totals.costs)
        for requests in benchmarks {
            left.successful -= requests.successful
            left.failed -= requests.failed
            left.cost -= requests.cost
            left.priced -= requests.priced
            left.unpriced -= requests.unpriced
            costs.subtract(requests.costs)
        }
        left.costs = costs
        return left.successful + left.failed > 0 ? CostSummary.Row(.benchmark, cost(of: left)) : nil
    }

    private var groups: [CostSummary.Row] {
        guard let label = aggregator.plan.groupLabel else { return [] }
        let table = aggregator.groups.table
        var all: [(value: String?, requests: RequestAccumulator)] = table.sorted.map { key, requests in
            (key == [KeyBuffer.missing] ? nil : String(decoding: key, as: UTF8.self), requests)
        }
        if table.isFolding { all.append((RunSummary.otherName, table.values[0])) }
        return all.map { value, requests in
            var row = CostSummary.Row(.label, cost(of: requests))
            (row.label, row.value) = (label, value)
            return row
        }
    }

    private var hours: [CostSummary.Row] {
        let costs = aggregator.costsOverTime
        return costs.hoursPerCell == 1 ? rows(.hour, costs) : []
    }

    private var days: [CostSummary.Row] { rows(.day, aggregator.costsOverTime.byDay) }

    private func rows(_ dimension: CostSummary.Dimension, _ costs: CostsOverTime) -> [CostSummary.Row] {
        costs.cells.sorted { $0.key < $1.key }.map { number, cell in
            var row = CostSummary.Row(dimension, CostFigures(cell))
            row.start = Timestamp(nanosecondsSince1970: costs.start(of: number))
            row.hours = costs.hoursPerCell
            return row
        }
    }

    // MARK: What it bought

    private func perSuccessfulExample(_ summary: RunSummary) -> Double? {
        var (examples, spent): (Int64, Double) = (0, 0)
        let table = aggregator.benchmarks
        // Those that are not kept are left out: whether each of them tells its examples is not known.
        for (figures, benchmark) in zip(summary.benchmarks, table.sorted.map(\.value)) {
            guard let count = figures.successfulExamples, let dollars = cost(of: benchmark.requests).whole
            else {
                continue
            }
            examples += count
            spent += dollars
        }
        return examples > 0 ? spent / Double(examples) : nil
    }

    private func scores(_ summary: RunSummary) -> [CostSummary.Score] {
        let metrics = Set(summary.evaluations.map(\.metric)).sorted()
        return metrics.flatMap { metric in
            let evaluations = summary.evaluations.filter { $0.metric == metric }
            let all = score(metric, evaluations, cost(of: totals).whole)
            let each = models.compactMap { named -> CostSummary.Score? in
                let own = evaluations.filter { $0.provider == named.provider && $0.model == named.model }
                guard var score = score(metric, own, cost(of: named.requests).whole) else { return nil }
                (score.provider, score.model) = (named.provider, named.model)
                return score
            }
            return (all.map { [$0] } ?? []) + each
        }
    }

    private func score(_ metric: String, _ evaluations: [EvaluationFigures], _ cost: Double?) -> CostSummary.Score? {
        let points = evaluations.compactMap { evaluation in evaluation.score.map { $0.mean * Double($0.count) } }
        guard !points.isEmpty else { return nil }
        var score = CostSummary.Score(metric: metric, points: points.reduce(0, +))
        if let cost, score.points > 0 { score.costPerPoint = cost / score.points }
        return score
    }

    // MARK: What has no price

    private func unpricedModels(_ pricing: RequestPricing) -> [CostSummary.UnpricedModel] {
        let unpriced = models.filter { $0.requests.costs.unpricedCount > 0 }
        let counts = unpriced.map(\.requests.costs.unpricedCount)
        let order = unpriced.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(Self.namedModels)
        return order.enumerated().map { place, index in
            let named = unpriced[index]
            var model = CostSummary.UnpricedModel(
                provider: named.provider, model: named.model ?? "", requests: named.requests.costs.unpricedByCause)
            if place < Self.suggestedModels, model.requests[.unknownModel] != nil {
                model.suggestions = pricing.table.suggestions(provider: named.provider, model: model.model)
            }
            return model
        }
    }
}

extension BenchmarkFigures {
    /// Examples done that did not fail; nil where it does not tell how many were done.
    fileprivate var successfulExamples: Int64? {
        completedExamples.map { max(0, $0 - (failedExamples ?? 0)) }
    }
}

extension CostSums {
    fileprivate var unpricedByCause: [UnpricedCause: Int64] {
        UnpricedCause.allCases.reduce(into: [:]) { counts, cause in
            let place = Int(cause.rawValue)
            if unpriced.indices.contains(place), unpriced[place] > 0 { counts[cause] = unpriced[place] }
        }
    }
}

extension CostFigures {
    /// Of a set of requests.
    fileprivate init(_ requests: RequestAccumulator, isRepriced: Bool) {
        self.init()
        self.isRepriced = isRepriced
        self.requests = requests.successful + requests.failed
        if isRepriced {
            fill(requests.costs)
            return
        }
        recordedRequests = requests.priced
        recordedUnpricedRequests = requests.unpriced
        if requests.priced > 0 { recorded = Self.dollars(requests.cost) }
    }

    /// Of the requests that ended at some time.
    fileprivate init(_ cell: CostsOverTime.Cell) {
        self.init()
        isRepriced = true
        requests = cell.requests
        fill(cell.costs)
    }

    private mutating func fill(_ costs: CostSums) {
        recordedRequests = costs.recordedRequests
        recordedUnpricedRequests = costs.unrecordedRequests
        if costs.recordedRequests > 0 { recorded = Self.dollars(costs.recorded) }
        computedRequests = costs.priced
        unpriced = costs.unpricedByCause
        for tier in ServiceTier.allCases {
            let place = Int(tier.rawValue)
            guard costs.pricedAsStandard.indices.contains(place), costs.pricedAsStandard[place] > 0 else { continue }
            pricedAsStandard[tier.name] = costs.pricedAsStandard[place]
        }
        comparedRequests = costs.compared
        drift = Self.change(from: costs.comparedRecorded, to: costs.comparedComputed)
        if costs.whatIfPriced > 0 { whatIf = Self.dollars(costs.whatIf) }
        whatIfRequests = costs.whatIfPriced
        whatIfComparedRequests = costs.whatIfCompared
        whatIfChange = Self.change(from: costs.whatIfComparedOwn, to: costs.whatIfComparedOther)
        guard costs.priced > 0 else { return }
        computed = Self.dollars(costs.computed)
        cacheSavings = Self.dollars(costs.savings)
        failed = Self.dollars(costs.failedComputed)
        retried = Self.dollars(costs.retriedComputed)
    }

    private static func change(from old: Int128, to new: Int128) -> Double? {
        old > 0 ? Double(new - old) / Double(old) : nil
    }

    private static func dollars(_ nanoDollars: Int128) -> Double { Double(nanoDollars) / 1e9 }
}
