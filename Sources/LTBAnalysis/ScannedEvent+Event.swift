// Owns the other way to the analysis' fields: from an event that was decoded whole.

import LTBEvents

extension ScannedEvent {
    /// Calls `body` with the fields of a request or a score, valid only inside; nil if the event is neither.
    ///
    /// This is what defines the fields: `EventScanner` must find the same in place.
    static func with<Result>(_ event: Event, _ body: (ScannedEvent) -> Result) -> Result? {
        guard let kind = Kind(event.payload) else { return nil }
        var strings = StringStorage()
        var scanned = ScannedEvent()
        scanned.kind = kind
        scanned.timestamp = event.timestamp.nanosecondsSince1970
        scanned.id = strings.add(event.id)
        switch event.payload {
        case .requestStarted(let request):
            scanned.request = Request(request.context, &strings)
        case .requestCompleted(let request):
            scanned.request = Request(request.context, &strings)
            scanned.request.take(
                latency: request.latencySeconds, cost: request.costUSD, tokens: request.tokens)
            // A first token after no time at all is how many tools write that they did not measure it.
            let first = request.timeToFirstTokenSeconds.flatMap { nanoseconds(fromSeconds: $0) }
            scanned.request.timeToFirstToken = first == 0 ? nil : first
            let gaps = request.chunkGapsSeconds.compactMap { nanoseconds(fromSeconds: $0) }
            if !gaps.isEmpty { scanned.request.chunkGaps = strings.add(gaps) }
        case .requestFailed(let request):
            scanned.request = Request(request.context, &strings)
            scanned.request.take(
                latency: request.latencySeconds, cost: request.costUSD, tokens: request.tokens)
            scanned.request.errorType = strings.add(request.errorType)
            scanned.request.message = strings.add(request.message)
        case .evaluationCompleted(let evaluation):
            scanned.evaluation = Evaluation(evaluation, &strings)
        default: break
        }
        return body(scanned)
    }
}

extension ScannedEvent.Kind {
    fileprivate init?(_ payload: Payload) {
        switch payload {
        case .requestStarted: self = .requestStarted
        case .requestCompleted: self = .requestCompleted
        case .requestFailed: self = .requestFailed
        case .evaluationCompleted: self = .evaluationCompleted
        default: return nil
        }
    }
}

extension ScannedEvent.Request {
    fileprivate init(_ context: RequestContext, _ strings: inout StringStorage) {
        provider = strings.add(context.provider)
        model = strings.add(context.model)
        requestID = strings.add(context.requestID)
        benchmarkID = strings.add(context.benchmarkID)
        attempt = context.attempt
        scheduledAt = context.scheduledAt?.nanosecondsSince1970
    }

    fileprivate mutating func take(latency: Double?, cost: Double?, tokens: TokenUsage?) {
        self.latency = latency.flatMap { nanoseconds(fromSeconds: $0) }
        self.cost = cost.flatMap { scaledBillionths($0) }
        inputTokens = tokens?.inputTokens
        outputTokens = tokens?.outputTokens
        cachedInputTokens = tokens?.cachedInputTokens
        cacheWriteTokens = tokens?.cacheWriteTokens
        reasoningTokens = tokens?.reasoningTokens
    }
}

extension ScannedEvent.Evaluation {
    fileprivate init(_ evaluation: EvaluationCompleted, _ strings: inout StringStorage) {
        metric = strings.add(evaluation.metric)
        provider = strings.add(evaluation.provider)
        model = strings.add(evaluation.model)
        benchmarkID = strings.add(evaluation.benchmarkID)
        score = evaluation.score.flatMap { scaledBillionths($0) }
        passed = evaluation.passed
    }
}
