// Owns the fields of a line in a form that can be compared, however they were read.

@testable import LTBAnalysis

/// What the scanner or the decoder makes of a line, in a form that can be compared.
struct ScannedFields: Equatable {
    var kind: ScannedEvent.Kind
    var timestamp: Int64
    var strings: [[UInt8]?]
    var numbers: [Int64?]
    var gaps: [Int64]
    var passed: Bool?

    init(_ event: borrowing ScannedEvent) {
        kind = event.kind
        timestamp = event.timestamp
        let isRequest = [.requestStarted, .requestCompleted, .requestFailed].contains(kind)
        let isEnd = isRequest && kind != .requestStarted
        let request = isRequest ? event.request : ScannedEvent.Request()
        let measures = isEnd ? event.measures : RequestMeasures()
        let evaluation = kind == .evaluationCompleted ? event.evaluation : ScannedEvent.Evaluation()
        let span = kind == .spanEnded ? event.span : ScannedEvent.Span()
        strings = [
            event.id, request.provider, request.model, request.requestID, request.benchmarkID,
            isEnd ? request.errorType : nil, isEnd ? request.message : nil,
            isEnd ? request.serviceTier : nil, evaluation.metric, evaluation.provider,
            evaluation.model, evaluation.benchmarkID, span.traceID, span.spanID, span.parentID, span.name, span.status,
        ].map { $0.map { Array($0) } }
        numbers = [
            measures.end, measures.latency, measures.timeToFirstToken, measures.scheduledLatency,
            measures.inputTokens, measures.outputTokens, measures.cachedInputTokens, measures.cacheWriteTokens,
            measures.reasoningTokens, measures.cost, measures.isFailure ? 1 : 0, measures.isRetry ? 1 : 0,
            measures.usesUncountedTokens ? 1 : 0, evaluation.score, span.start, span.duration,
        ]
        gaps = isEnd ? request.chunkGaps.map { Array($0) } ?? [] : []
        passed = evaluation.passed
    }
}
