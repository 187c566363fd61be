// Owns random events of every type.

package import LTBEvents

extension SplitMix64 {
    /// An event of a type, with any of its fields.
    package mutating func event(_ type: EventType) -> Event {
        var event = Event(timestamp: timestamp(), id: maybe { $0.text() }, payload: payload(type))
        event.unknownFields = unknownFields()
        return event
    }

    /// An event of any type, now and then one that the format does not define.
    package mutating func event() -> Event {
        guard !oneIn(20), let type = EventType.allCases.randomElement(using: &self) else { return unknownEvent() }
        return event(type)
    }

    /// An event of a type that the format does not define.
    package mutating func unknownEvent() -> Event {
        let payloadType = maybe { $0.text() }
        var payload = object()
        payload["type"] = payloadType.map { .string($0) }
        let unknown = Payload.unknown(
            eventType: "x_" + text(), payloadType: payloadType,
            payload: payloadType == nil && payload.isEmpty ? nil : .object(payload))
        return Event(timestamp: timestamp(), id: maybe { $0.text() }, payload: unknown)
    }

    private mutating func payload(_ type: EventType) -> Payload {
        switch type {
        case .runStarted: .runStarted(runStarted())
        case .runCompleted: .runCompleted(runCompleted())
        case .requestStarted: .requestStarted(requestStarted())
        case .requestCompleted: .requestCompleted(requestCompleted())
        case .requestFailed: .requestFailed(requestFailed())
        case .benchmarkStarted: .benchmarkStarted(benchmarkStarted())
        case .benchmarkProgress: .benchmarkProgress(benchmarkProgress())
        case .benchmarkCompleted: .benchmarkCompleted(benchmarkCompleted())
        case .evaluationStarted: .evaluationStarted(evaluationStarted())
        case .evaluationCompleted: .evaluationCompleted(evaluationCompleted())
        case .providerStatus: .providerStatus(providerStatus())
        case .metricRecorded: .metricRecorded(metricRecorded())
        case .systemAlert: .systemAlert(systemAlert())
        case .spanEnded: .spanEnded(spanEnded())
        case .healthReported: .healthReported(healthReported())
        }
    }

    private mutating func runStarted() -> RunStarted {
        RunStarted(
            runID: maybe { $0.text() }, schemaVersion: maybe { $0.count() }, startedAt: maybe { $0.timestamp() },
            name: maybe { $0.text() }, labels: labels(), host: maybe { $0.text() }, tool: maybe { $0.text() },
            toolVersion: maybe { $0.text() }, unknownFields: unknownFields())
    }

    private mutating func runCompleted() -> RunCompleted {
        RunCompleted(
            runID: maybe { $0.text() }, status: maybe { $0.text() }, durationSeconds: maybe { $0.amount() },
            droppedEvents: maybe { $0.count() }, unknownFields: unknownFields())
    }

    private mutating func tokenUsage() -> TokenUsage {
        TokenUsage(
            inputTokens: maybe { $0.count() }, outputTokens: maybe { $0.count() },
            totalTokens: maybe { $0.count() }, cachedInputTokens: maybe { $0.count() },
            cacheWriteTokens: maybe { $0.count() }, reasoningTokens: maybe { $0.count() },
            unknownFields: unknownFields())
    }

    private mutating func requestContext() -> RequestContext {
        RequestContext(
            provider: maybe { $0.text() }, model: maybe { $0.text() }, requestID: maybe { $0.text() },
            scheduledAt: maybe { $0.timestamp() }, benchmarkID: maybe { $0.text() }, exampleID: maybe { $0.text() },
            operation: maybe { $0.text() }, attempt: maybe { $0.count() }, traceID: maybe { $0.text() },
            spanID: maybe { $0.text() }, labels: labels())
    }

    private mutating func requestStarted() -> RequestStarted {
        RequestStarted(
            context: requestContext(), unknownFields: unknownFields())
    }

    private mutating func requestCompleted() -> RequestCompleted {
        RequestCompleted(
            context: requestContext(), latencySeconds: maybe { $0.amount() },
            timeToFirstTokenSeconds: maybe { $0.amount() }, chunkGapsSeconds: list { $0.amount() },
            tokens: maybe { $0.tokenUsage() }, costUSD: maybe { $0.amount() }, serviceTier: maybe { $0.text() },
            finishReason: maybe { $0.text() }, statusCode: maybe { $0.count() }, unknownFields: unknownFields())
    }

    private mutating func requestFailed() -> RequestFailed {
        RequestFailed(
            context: requestContext(), errorType: maybe { $0.text() }, message: maybe { $0.text() },
            latencySeconds: maybe { $0.amount() }, statusCode: maybe { $0.count() },
            tokens: maybe { $0.tokenUsage() }, costUSD: maybe { $0.amount() }, unknownFields: unknownFields())
    }

    private mutating func benchmarkStarted() -> BenchmarkStarted {
        BenchmarkStarted(
            benchmarkID: maybe { $0.text() }, name: maybe { $0.text() }, totalExamples: maybe { $0.count() },
            unknownFields: unknownFields())
    }

    private mutating func benchmarkProgress() -> BenchmarkProgress {
        BenchmarkProgress(
            benchmarkID: maybe { $0.text() }, name: maybe { $0.text() }, totalExamples: maybe { $0.count() },
            completedExamples: maybe { $0.count() }, progressPercent: maybe { $0.signedAmount() },
            failedExamples: maybe { $0.count() }, currentProvider: maybe { $0.text() },
            etaSeconds: maybe { $0.amount() }, unknownFields: unknownFields())
    }

    private mutating func benchmarkCompleted() -> BenchmarkCompleted {
        BenchmarkCompleted(
            benchmarkID: maybe { $0.text() }, name: maybe { $0.text() }, totalExamples: maybe { $0.count() },
            completedExamples: maybe { $0.count() }, progressPercent: maybe { $0.signedAmount() },
            failedExamples: maybe { $0.count() }, currentProvider: maybe { $0.text() },
            etaSeconds: maybe { $0.amount() }, durationSeconds: maybe { $0.amount() },
            unknownFields: unknownFields())
    }

    private mutating func evaluationStarted() -> EvaluationStarted {
        EvaluationStarted(
            evaluationID: maybe { $0.text() }, metric: maybe { $0.text() }, provider: maybe { $0.text() },
            model: maybe { $0.text() }, benchmarkID: maybe { $0.text() }, exampleID: maybe { $0.text() },
            requestID: maybe { $0.text() }, unknownFields: unknownFields())
    }

    private mutating func evaluationCompleted() -> EvaluationCompleted {
        EvaluationCompleted(
            evaluationID: maybe { $0.text() }, metric: maybe { $0.text() }, provider: maybe { $0.text() },
            model: maybe { $0.text() }, benchmarkID: maybe { $0.text() }, exampleID: maybe { $0.text() },
            requestID: maybe { $0.text() }, score: maybe { $0.signedAmount() }, passed: maybe { $0.oneIn(2) },
            explanation: maybe { $0.text() }, durationSeconds: maybe { $0.amount() },
            unknownFields: unknownFields())
    }

    private mutating func providerStatus() -> ProviderStatus {
        ProviderStatus(
            provider: maybe { $0.text() }, status: maybe { $0.text() }, activeRequests: maybe { $0.count() },
            averageLatencySeconds: maybe { $0.amount() }, errorRate: maybe { $0.signedAmount() },
            message: maybe { $0.text() }, unknownFields: unknownFields())
    }

    private mutating func systemAlert() -> SystemAlert {
        SystemAlert(
            name: maybe { $0.text() }, severity: maybe { $0.text() }, message: maybe { $0.text() },
            state: maybe { $0.text() }, value: maybe { $0.signedAmount() }, threshold: maybe { $0.signedAmount() },
            labels: labels(), rule: maybe { $0.text() }, unknownFields: unknownFields())
    }

    private mutating func spanEnded() -> SpanEnded {
        SpanEnded(
            traceID: maybe { $0.text() }, spanID: maybe { $0.text() }, name: maybe { $0.text() },
            startTime: maybe { $0.timestamp() }, durationSeconds: maybe { $0.amount() },
            parentSpanID: maybe { $0.text() }, kind: maybe { $0.text() }, status: maybe { $0.text() },
            attributes: object(), links: list { $0.json() }, events: list { $0.json() },
            unknownFields: unknownFields())
    }

    private mutating func metricRecorded() -> MetricRecorded {
        let type = maybe { $0.oneOf("counter", "gauge", "histogram", "summary", "other") }
        return MetricRecorded(
            name: maybe { $0.text() }, type: type, value: maybe { $0.metricValue(type) }, labels: labels(),
            unit: maybe { $0.text() }, description: maybe { $0.text() }, unknownFields: unknownFields())
    }

    private mutating func healthReported() -> HealthReported {
        HealthReported(
            status: maybe { $0.text() }, checks: healthChecks(), reportedAt: maybe { $0.timestamp() },
            uptimeSeconds: maybe { $0.amount() }, unknownFields: unknownFields())
    }

    private mutating func healthCheck() -> HealthCheck {
        HealthCheck(
            component: maybe { $0.text() }, status: maybe { $0.text() }, message: maybe { $0.text() },
            lastCheck: maybe { $0.timestamp() }, durationMilliseconds: maybe { $0.amount() },
            critical: maybe { $0.oneIn(2) }, unknownFields: unknownFields())
    }

    private mutating func list<Element>(_ element: (inout SplitMix64) -> Element) -> [Element] {
        (0..<Int.random(in: 0...4, using: &self)).map { _ in element(&self) }
    }

    private mutating func healthChecks() -> [String: HealthCheck] {
        var checks: [String: HealthCheck] = [:]
        for _ in 0..<Int.random(in: 0...3, using: &self) { checks[text()] = healthCheck() }
        return checks
    }

    private mutating func metricValue(_ type: String?) -> MetricValue {
        switch type {
        case "histogram" where oneIn(2): return .histogram(histogram())
        case "summary" where oneIn(2):
            let quantiles = list {
                MetricValue.SummaryValue.Quantile(
                    quantile: Double.random(in: 0...1, using: &$0), value: $0.signedAmount())
            }
            return .summary(.init(quantiles: quantiles, count: maybe { $0.count() }, sum: maybe { $0.signedAmount() }))
        default: return .number(signedAmount())
        }
    }

    private mutating func histogram() -> MetricValue.HistogramValue {
        let counts = list { Int64.random(in: 0..<1000, using: &$0) }.sorted()
        var bounds = Set(counts.map { _ in signedAmount() })
        if oneIn(2) { bounds.insert(.infinity) }
        let buckets = zip(bounds.sorted(), counts).map {
            MetricValue.HistogramValue.Bucket(upperBound: $0, cumulativeCount: $1)
        }
        let count = buckets.last?.cumulativeCount ?? 0
        return .init(buckets: buckets, count: maybe { _ in count }, sum: maybe { $0.signedAmount() })
    }
}
