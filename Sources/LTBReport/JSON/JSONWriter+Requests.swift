// Owns the JSON of a set of requests, of a distribution, and of single requests.

import LTBAnalysis
import LTBEvents

extension JSONWriter {
    /// The fields of a model, without the object around them.
    mutating func members(of figures: RequestFigures) {
        counts(figures)
        member("total_input_tokens", figures.totalInputTokens)
        member("total_output_tokens", figures.totalOutputTokens)
        member("total_cached_input_tokens", figures.totalCachedInputTokens)
        member("total_cache_write_tokens", figures.totalCacheWriteTokens)
        member("total_reasoning_tokens", figures.totalReasoningTokens)
        member("total_cost", figures.totalCost)
        member("unpriced_requests", figures.unpricedRequests)
        member("requests_per_second", figures.requestsPerSecond)
        member("output_tokens_per_second", figures.outputTokensPerSecond)
        member("peak_concurrency", figures.peakConcurrency)
        member("peak_concurrency_exact", figures.peakConcurrencyExact)
        distributions(figures)
        map("errors", figures.errors) { $0.value($1) }
        map("error_examples", figures.errorExamples) { $0.value($1) }
        member("priced_requests", figures.pricedRequests)
        member("goodput", figures.goodput)
    }

    private mutating func counts(_ figures: RequestFigures) {
        member("total_requests", figures.totalRequests)
        member("successful_requests", figures.successfulRequests)
        member("failed_requests", figures.failedRequests)
        member("unfinished_requests", figures.unfinishedRequests)
        member("retried_requests", figures.retriedRequests)
        member("error_rate", figures.errorRate)
        member("avg_latency", figures.averageLatency)
    }

    private mutating func distributions(_ figures: RequestFigures) {
        member("latency", figures.latency)
        member("failed_latency", figures.failedLatency)
        member("time_to_first_token", figures.timeToFirstToken)
        member("time_per_output_token", figures.timePerOutputToken)
        member("chunk_gap", figures.chunkGap)
        member("scheduled_latency", figures.scheduledLatency)
        member("output_tokens", figures.outputTokens)
        member("input_tokens", figures.inputTokens)
    }

    /// A distribution, or null.
    mutating func member(_ name: StaticString, _ figures: DistributionFigures?) {
        key(name)
        guard let figures else { return null() }
        object {
            $0.member("count", figures.count)
            $0.member("mean", figures.mean)
            $0.member("stddev", figures.standardDeviation)
            $0.member("min", figures.minimum)
            $0.member("max", figures.maximum)
            $0.percentiles(figures)
            $0.member("exact", figures.isExact)
            $0.series("buckets", figures.buckets) { $0.value($1) }
            $0.series("curve", figures.curve) { $0.value($1) }
        }
    }

    private mutating func percentiles(_ figures: DistributionFigures) {
        member("p1", figures.p1)
        member("p5", figures.p5)
        member("p10", figures.p10)
        member("p25", figures.p25)
        member("p50", figures.p50)
        member("p75", figures.p75)
        member("p90", figures.p90)
        member("p95", figures.p95)
        member("p99", figures.p99)
        member("p999", figures.p999)
    }

    mutating func value(_ bucket: DistributionFigures.Bucket) {
        object {
            $0.member("le", bucket.upperBound)
            $0.member("count", bucket.count)
        }
    }

    /// A quantile and its value, as a pair.
    mutating func value(_ point: DistributionFigures.QuantilePoint) {
        line([point.quantile, point.value]) { $0.value($1) }
    }

    mutating func value(_ request: SlowRequest) {
        object {
            $0.member("request_id", request.requestID)
            $0.member("provider", request.provider)
            $0.member("model", request.model)
            $0.member("latency", request.latency)
            $0.member("time_to_first_token", request.timeToFirstToken)
            $0.member("time_per_output_token", request.timePerOutputToken)
            $0.member("input_tokens", request.inputTokens)
            $0.member("output_tokens", request.outputTokens)
            $0.member("cost", request.cost)
            $0.member("at", request.at)
        }
    }
}
