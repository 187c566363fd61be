// Owns the JSON of what a run cost.

import LTBAnalysis
import LTBEvents

extension JSONWriter {
    /// What the run cost, or null without requests.
    mutating func member(_ name: StaticString, _ cost: CostSummary?, _ gaps: CostGaps) {
        key(name)
        guard let cost else { return null() }
        object {
            $0.members(of: cost.total)
            $0.series("lower_bound_because", gaps.parts)
            $0.member("per_successful_example", cost.perSuccessfulExample)
            $0.array("per_score_point", cost.scores) { $0.value($1) }
            $0.member("unpriced_model_count", cost.isRepriced ? cost.unpricedModelCount : nil)
            $0.array("unpriced_models", cost.unpricedModels) { $0.value($1) }
            $0.array("sources", cost.sources) { $0.value($1) }
            $0.array("what_if_models", cost.whatIfs) { writer, whatIf in
                writer.object {
                    $0.member("model", whatIf.model)
                    $0.member("priced_as", whatIf.pricedAs)
                }
            }
            $0.array("by", cost.rows) { $0.value($1) }
        }
    }

    private mutating func value(_ row: CostSummary.Row) {
        object {
            $0.member("dimension", row.dimension.rawValue)
            $0.member("provider", row.provider)
            $0.member("model", row.model)
            $0.member("benchmark_id", row.benchmarkID)
            $0.member("label", row.label)
            $0.member("value", row.value)
            $0.member("hour", row.dimension == .hour ? row.start : nil)
            $0.member("day", row.dimension == .day ? row.start : nil)
            $0.member("hours", row.hours)
            $0.member("per_successful_example", row.perSuccessfulExample)
            $0.members(of: row.cost)
        }
    }

    private mutating func members(of cost: CostFigures) {
        member("cost", cost.total)
        member("recorded", cost.recorded)
        member("computed", cost.computed)
        member("drift", cost.drift)
        member("requests", cost.requests)
        member("recorded_requests", cost.recordedRequests)
        member("computed_requests", cost.isRepriced ? cost.computedRequests : nil)
        member("compared_requests", cost.isRepriced ? cost.comparedRequests : nil)
        member("unpriced_requests", cost.isRepriced ? cost.unpricedRequests : nil)
        member("requests_without_usage", cost.isRepriced ? cost.requestsWithoutUsage : nil)
        map("unpriced", cost.unpriced.keyed) { $0.value($1) }
        map("priced_as_standard", cost.pricedAsStandard) { $0.value($1) }
        member("per_request", cost.perRequest)
        member("per_thousand_requests", cost.perThousand)
        member("cache_savings", cost.cacheSavings)
        member("failed", cost.failed)
        member("failed_share", cost.failedShare)
        member("retried", cost.retried)
        member("retried_share", cost.retriedShare)
        member("what_if", cost.whatIf)
        member("what_if_requests", cost.whatIf == nil ? nil : cost.whatIfRequests)
        member("what_if_change", cost.whatIfChange)
        member("what_if_compared_requests", cost.whatIf == nil ? nil : cost.whatIfComparedRequests)
    }

    private mutating func value(_ model: CostSummary.UnpricedModel) {
        object {
            $0.member("provider", model.provider)
            $0.member("model", model.model)
            $0.map("requests", model.requests.keyed) { $0.value($1) }
            $0.series("suggestions", model.suggestions)
        }
    }

    private mutating func value(_ score: CostSummary.Score) {
        object {
            $0.member("metric", score.metric)
            $0.member("provider", score.provider)
            $0.member("model", score.model)
            $0.member("points", score.points)
            $0.member("cost", score.costPerPoint)
        }
    }

    private mutating func value(_ source: CostSummary.Source) {
        object {
            $0.member("source", source.name)
            $0.member("date", source.date)
            $0.member("models", source.models)
        }
    }
}

extension [UnpricedCause: Int64] {
    /// The counts by the names of the reasons.
    fileprivate var keyed: [String: Int64] {
        Dictionary<String, Int64>(uniqueKeysWithValues: map { ($0.key.key, $0.value) })
    }
}
