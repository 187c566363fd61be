// Owns what OpenTelemetry's names of metrics tell and the summary does not.

/// Counts at the bounds of OpenTelemetry's conventions, apart from the distributions, which stay those of every summary.
struct OpenTelemetryCounts: Accumulator {
    var firstChunk: BoundCounts
    /// Of failed requests: of successful ones they are among the distributions.
    var failedInputTokens: BoundCounts
    var failedOutputTokens: BoundCounts

    init(durations: [Int64], tokens: [Int64]) {
        firstChunk = BoundCounts(bounds: durations)
        failedInputTokens = BoundCounts(bounds: tokens)
        failedOutputTokens = BoundCounts(bounds: tokens)
    }

    mutating func record(_ rows: EndRows) {
        for time in rows.timeToFirstToken.values { firstChunk.record(time) }
        rows.forEach { measures in
            guard measures.isFailure else { return }
            if measures.inputTokens >= 0 { failedInputTokens.record(measures.inputTokens) }
            if measures.outputTokens >= 0 { failedOutputTokens.record(measures.outputTokens) }
        }
    }

    mutating func merge(_ other: Self) {
        firstChunk.merge(other.firstChunk)
        failedInputTokens.merge(other.failedInputTokens)
        failedOutputTokens.merge(other.failedOutputTokens)
    }
}
