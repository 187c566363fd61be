// Owns the CSV tables of requests: models, providers, errors, slowest requests.

import LTBAnalysis
import LTBEvents

extension CSVTable {
    static func models(_ summary: RunSummary) -> CSVTable {
        let all = ModelFigures(provider: total, model: total, requests: summary.totals)
        let models = summary.models + [all]
        var table = CSVTable(models, sample: all) { model in
            [("provider", .text(model.provider)), ("model", .text(model.model))] + members(of: model.requests)
        }
        table.addGoodput(summary, of: models.map(\.requests))
        table.addObjectives(summary, of: summary.models.map { ($0.provider, $0.model) } + [(nil, nil)])
        return table
    }

    static func providers(_ summary: RunSummary) -> CSVTable {
        let all = ProviderFigures(provider: total, requests: summary.totals)
        let providers = summary.providers + [all]
        var table = CSVTable(providers, sample: all) { provider in
            [("provider", .text(provider.provider))] + members(of: provider.requests)
        }
        table.addGoodput(summary, of: providers.map(\.requests))
        table.addObjectives(summary, of: summary.providers.map { ($0.provider, nil) } + [(nil, nil)])
        return table
    }

    /// One row a value of the label by which requests are grouped.
    static func groups(_ summary: RunSummary) -> CSVTable {
        let sample = GroupFigures(label: "", value: nil, requests: RequestFigures())
        var table = CSVTable(summary.groups, sample: sample) { group in
            [("label", .text(group.label)), ("value", .text(group.value))] + members(of: group.requests)
        }
        table.addGoodput(summary, of: summary.groups.map(\.requests))
        return table
    }

    /// One row a model and error type, then one for each type over all models.
    static func errors(_ summary: RunSummary) -> CSVTable {
        let all = ModelFigures(provider: total, model: total, requests: summary.totals)
        let rows = (summary.models + [all]).flatMap { model in
            model.requests.errors.sorted { $0.key < $1.key }.map { type, count -> [CSVField] in
                let example = model.requests.errorExamples[type]
                return [.text(model.provider), .text(model.model), .text(type), .integer(count), .text(example)]
            }
        }
        return CSVTable(columns: ["provider", "model", "error_type", "requests", "example"], rows: rows)
    }

    static func slowest(_ summary: RunSummary) -> CSVTable {
        let sample = SlowRequest(provider: "", model: "", latency: 0, at: Timestamp(nanosecondsSince1970: 0))
        return CSVTable(summary.slowest, sample: sample) { request in
            [
                ("request_id", .text(request.requestID)), ("provider", .text(request.provider)),
                ("model", .text(request.model)), ("latency", .number(request.latency)),
                ("time_to_first_token", .number(request.timeToFirstToken)),
                ("time_per_output_token", .number(request.timePerOutputToken)),
                ("input_tokens", .integer(request.inputTokens)), ("output_tokens", .integer(request.outputTokens)),
                ("cost", .number(request.cost)), ("at", .time(request.at)),
            ]
        }
    }

    /// The fields of a set of requests; errors by type have a table of their own.
    static func members(of figures: RequestFigures) -> [Member] {
        counts(figures) + usage(figures) + members(of: figures.latency, "latency")
            + members(of: figures.failedLatency, "failed_latency")
            + members(of: figures.timeToFirstToken, "time_to_first_token")
            + members(of: figures.timePerOutputToken, "time_per_output_token")
            + members(of: figures.chunkGap, "chunk_gap")
            + members(of: figures.scheduledLatency, "scheduled_latency")
            + members(of: figures.outputTokens, "output_tokens")
            + members(of: figures.inputTokens, "input_tokens")
    }

    private static func counts(_ figures: RequestFigures) -> [Member] {
        [
            ("total_requests", .integer(figures.totalRequests)),
            ("successful_requests", .integer(figures.successfulRequests)),
            ("failed_requests", .integer(figures.failedRequests)),
            ("unfinished_requests", .integer(figures.unfinishedRequests)),
            ("retried_requests", .integer(figures.retriedRequests)),
            ("error_rate", .number(figures.errorRate)), ("avg_latency", .number(figures.averageLatency)),
        ]
    }

    private static func usage(_ figures: RequestFigures) -> [Member] {
        [
            ("total_input_tokens", .integer(figures.totalInputTokens)),
            ("total_output_tokens", .integer(figures.totalOutputTokens)),
            ("total_cached_input_tokens", .integer(figures.totalCachedInputTokens)),
            ("total_cache_write_tokens", .integer(figures.totalCacheWriteTokens)),
            ("total_reasoning_tokens", .integer(figures.totalReasoningTokens)),
            ("total_cost", .number(figures.totalCost)), ("unpriced_requests", .integer(figures.unpricedRequests)),
            ("requests_per_second", .number(figures.requestsPerSecond)),
            ("output_tokens_per_second", .number(figures.outputTokensPerSecond)),
            ("peak_concurrency", .integer(figures.peakConcurrency)),
            ("peak_concurrency_exact", .flag(figures.peakConcurrencyExact)),
        ]
    }

    /// The figures of a distribution, without its buckets and curve.
    static func members(of distribution: DistributionFigures?, _ name: String) -> [Member] {
        let figures: [Member] = [
            ("count", .integer(distribution?.count)), ("mean", .number(distribution?.mean)),
            ("stddev", .number(distribution?.standardDeviation)), ("min", .number(distribution?.minimum)),
            ("max", .number(distribution?.maximum)), ("p1", .number(distribution?.p1)),
            ("p5", .number(distribution?.p5)), ("p10", .number(distribution?.p10)),
            ("p25", .number(distribution?.p25)), ("p50", .number(distribution?.p50)),
            ("p75", .number(distribution?.p75)), ("p90", .number(distribution?.p90)),
            ("p95", .number(distribution?.p95)), ("p99", .number(distribution?.p99)),
            ("p999", .number(distribution?.p999)), ("exact", .flag(distribution?.isExact)),
        ]
        return figures.map { ("\(name)_\($0.name)", $0.field) }
    }
}
