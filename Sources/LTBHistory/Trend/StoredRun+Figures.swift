// Owns asking a run of a history for a figure, in the words of a check.

package import LTBAnalysis

extension StoredRun {
    /// What a figure was in the run, as `FigureQuery.readings(in:)` says it.
    ///
    /// An error also says that a history does not keep such figures: those that only the log knows would seem to be none.
    package func readings(_ query: FigureQuery) throws(HistoryError) -> [FigureReading] {
        guard Self.isKept(query) else { throw .notKept(query.text) }
        do throws(ExpectationError) {
            return try query.readings(in: summary)
        } catch {
            throw .badFigure(error.description)
        }
    }

    private static func isKept(_ query: FigureQuery) -> Bool {
        switch query.quantity {
        case .latency, .failedLatency, .timeToFirstToken, .timePerOutputToken, .chunkGap, .scheduledLatency,
            .inputTokens, .outputTokens, .requests, .successes, .failures, .retries, .unfinished, .errors, .errorRate,
            .cost, .costPerRequest, .requestsPerSecond, .outputTokensPerSecond, .peakConcurrency:
            query.conditions.allSatisfy { ["provider", "model", "type"].contains($0.label) }
        case .score, .passRate, .duration, .droppedEvents: true
        case .alerts, .incidents, .events, .skippedLines, .damagedFrames, .examples, .failedExamples, .goodput,
            .cacheHitRate, .metric:
            false
        }
    }
}
