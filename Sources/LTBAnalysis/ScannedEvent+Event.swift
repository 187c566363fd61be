// Owns the other way to the analysis' fields: from an event that was decoded whole.

import LTBEvents

extension ScannedEvent {
    /// Calls `body` with the fields of a frequent event, valid only inside; nil if the event is none.
    ///
    /// This is what defines the fields: `EventScanner` must find the same in place.
    static func with<Result>(_ event: Event, _ body: (borrowing ScannedEvent) -> Result) -> Result? {
        guard let kind = Kind(event.payload) else { return nil }
        var strings = StringStorage()
        var scanned = ScannedEvent()
        scanned.kind = kind
        scanned.timestamp = event.timestamp.nanosecondsSince1970
        scanned.id = strings.add(event.id)
        switch event.payload {
        case .requestStarted(let request): scanned.take(request.context, &strings)
        case .requestCompleted(let request):
            scanned.take(request.context, &strings)
            scanned.measures = RequestMeasures(
                event, request.context, latency: request.latencySeconds, cost: request.costUSD, request.tokens)
            let first = request.timeToFirstTokenSeconds.flatMap { nanoseconds(fromSeconds: $0) }
            scanned.measures.take(timeToFirstToken: first ?? RequestMeasures.missing)
            scanned.request.serviceTier = strings.add(request.serviceTier)
            let gaps = request.chunkGapsSeconds.compactMap { nanoseconds(fromSeconds: $0) }
            if !gaps.isEmpty { scanned.request.chunkGaps = strings.add(gaps) }
        case .requestFailed(let request):
            scanned.take(request.context, &strings)
            scanned.measures = RequestMeasures(
                event, request.context, latency: request.latencySeconds, cost: request.costUSD, request.tokens)
            scanned.measures.isFailure = true
            scanned.measures.takeUncounted(request.tokens?.totalTokens ?? RequestMeasures.missing)
            scanned.request.errorType = strings.add(request.errorType)
            scanned.request.message = strings.add(request.message)
        case .evaluationCompleted(let evaluation):
            scanned.evaluation = Evaluation(evaluation, &strings)
        case .spanEnded(let span): scanned.span = Span(span, &strings)
        default: break
        }
        return body(scanned)
    }
}

extension ScannedEvent.Kind {
    /// The kind of a payload; nil for one that is not scanned.
    init?(_ payload: Payload) {
        switch payload {
        case .requestStarted: self = .requestStarted
        case .requestCompleted: self = .requestCompleted
        case .requestFailed: self = .requestFailed
        case .evaluationStarted: self = .evaluationStarted
        case .evaluationCompleted: self = .evaluationCompleted
        case .spanEnded: self = .spanEnded
        default: return nil
        }
    }
}

extension ScannedEvent {
    fileprivate mutating func take(_ context: RequestContext, _ strings: inout StringStorage) {
        request.provider = strings.add(context.provider)
        request.model = strings.add(context.model)
        request.requestID = strings.add(context.requestID)
        request.benchmarkID = strings.add(context.benchmarkID)
    }
}

extension RequestMeasures {
    fileprivate init(
        _ event: Event, _ context: RequestContext, latency: Double?, cost: Double?, _ tokens: TokenUsage?
    ) {
        end = event.timestamp.nanosecondsSince1970
        isRetry = context.attempt ?? 0 > 1
        if let time = context.scheduledAt { setScheduled(at: time.nanosecondsSince1970) }
        self.latency = latency.flatMap { nanoseconds(fromSeconds: $0) } ?? Self.missing
        self.cost = cost.flatMap { scaledBillionths($0) } ?? Self.missing
        inputTokens = tokens?.inputTokens ?? Self.missing
        outputTokens = tokens?.outputTokens ?? Self.missing
        cachedInputTokens = tokens?.cachedInputTokens ?? Self.missing
        cacheWriteTokens = tokens?.cacheWriteTokens ?? Self.missing
        reasoningTokens = tokens?.reasoningTokens ?? Self.missing
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

extension ScannedEvent.Span {
    fileprivate init(_ span: SpanEnded, _ strings: inout StringStorage) {
        traceID = strings.add(span.traceID)
        spanID = strings.add(span.spanID)
        parentID = strings.add(span.parentSpanID)
        name = strings.add(span.name)
        status = strings.add(span.status)
        start = span.startTime?.nanosecondsSince1970
        duration = span.durationSeconds.flatMap { nanoseconds(fromSeconds: $0) } ?? RequestMeasures.missing
    }
}
