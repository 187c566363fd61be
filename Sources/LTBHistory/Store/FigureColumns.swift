// Owns how the figures of requests lie in the table `figures`.

import GRDB
import LTBAnalysis

/// A column of `figures` that is a field of `RequestFigures`.
struct FigureColumn {
    let name: String
    let value: (RequestFigures) -> (any DatabaseValueConvertible)?
    let take: (Row, inout RequestFigures) throws -> Void

    private init(_ name: String, _ field: WritableKeyPath<RequestFigures, Int64>) {
        self.name = name
        value = { $0[keyPath: field] }
        take = { $1[keyPath: field] = try $0.count(name) }
    }

    private init(_ name: String, _ field: WritableKeyPath<RequestFigures, Int64?>) {
        self.name = name
        value = { $0[keyPath: field] }
        take = { $1[keyPath: field] = try $0.countIfKnown(name) }
    }

    private init(_ name: String, _ field: WritableKeyPath<RequestFigures, Double?>, isShare: Bool = false) {
        self.name = name
        value = { $0[keyPath: field] }
        take = { $1[keyPath: field] = try isShare ? $0.shareIfKnown(name) : $0.figureIfKnown(name) }
    }

    /// The columns, those of distributions apart.
    static var all: [FigureColumn] {
        [
            FigureColumn("total_requests", \.totalRequests), FigureColumn("successful_requests", \.successfulRequests),
            FigureColumn("failed_requests", \.failedRequests),
            FigureColumn("unfinished_requests", \.unfinishedRequests),
            FigureColumn("retried_requests", \.retriedRequests), FigureColumn("error_rate", \.errorRate, isShare: true),
            FigureColumn("total_input_tokens", \.totalInputTokens),
            FigureColumn("total_output_tokens", \.totalOutputTokens),
            FigureColumn("total_cached_input_tokens", \.totalCachedInputTokens),
            FigureColumn("total_cache_write_tokens", \.totalCacheWriteTokens),
            FigureColumn("total_reasoning_tokens", \.totalReasoningTokens), FigureColumn("total_cost", \.totalCost),
            FigureColumn("priced_requests", \.pricedRequests), FigureColumn("unpriced_requests", \.unpricedRequests),
            FigureColumn("requests_per_second", \.requestsPerSecond),
            FigureColumn("output_tokens_per_second", \.outputTokensPerSecond),
            FigureColumn("peak_concurrency", \.peakConcurrency),
        ]
    }
}

/// A distribution of requests that is kept.
struct KeptQuantity {
    let name: String
    let field: WritableKeyPath<RequestFigures, DistributionFigures?>
    /// Whether `figures` has its mean and percentiles, too, for people's own SQL.
    let isShown: Bool

    static var all: [KeptQuantity] {
        [
            KeptQuantity(name: "latency", field: \.latency, isShown: true),
            KeptQuantity(name: "time_to_first_token", field: \.timeToFirstToken, isShown: true),
            KeptQuantity(name: "time_per_output_token", field: \.timePerOutputToken, isShown: true),
            KeptQuantity(name: "failed_latency", field: \.failedLatency, isShown: false),
            KeptQuantity(name: "scheduled_latency", field: \.scheduledLatency, isShown: false),
            KeptQuantity(name: "chunk_gap", field: \.chunkGap, isShown: false),
            KeptQuantity(name: "output_tokens", field: \.outputTokens, isShown: false),
            KeptQuantity(name: "input_tokens", field: \.inputTokens, isShown: false),
        ]
    }
}
