// Owns recording what was measured elsewhere, in one call each.

public import LTBEvents

extension Recorder {
    /// Records a request that was answered just now.
    ///
    /// - Parameters:
    ///   - latency: from sending the request to the last byte of the answer.
    ///   - cost: US dollars.
    @inlinable
    public func recordRequest(
        provider: String, model: String, latency: Duration, timeToFirstToken: Duration? = nil,
        tokens: TokenUsage? = nil, cost: Double? = nil
    ) {
        // Where recording is off, this look is all that is left in the caller.
        guard isEnabled else { return }
        recordCompletion(
            provider: provider, model: model, latency: latency, timeToFirstToken: timeToFirstToken, tokens: tokens,
            cost: cost)
    }

    /// Records a request that failed just now.
    public func recordError(
        provider: String, model: String, _ type: ErrorType, message: String? = nil, latency: Duration? = nil,
        statusCode: Int? = nil
    ) {
        recordFailure(provider: provider, model: model, Failure(type, message, statusCode: statusCode), latency)
    }

    /// Records a request that failed just now with an error, whose kind is told as `MeasuredRequest.fail` does.
    public func recordError(
        provider: String, model: String, _ error: any Error, latency: Duration? = nil
    ) {
        guard isEnabled else { return }
        recordFailure(provider: provider, model: model, Failure(error), latency)
    }

    private func recordFailure(provider: String, model: String, _ failure: Failure, _ latency: Duration?) {
        guard isEnabled else { return }
        var context = RequestContext(provider: provider, model: model, requestID: nextRequestID())
        context.takeIDs(of: currentSpan)
        context.takeIDs(of: BenchmarkContext.current)
        record(
            .requestFailed(
                RequestFailed(
                    context: context, errorType: failure.type.rawValue, message: failure.message,
                    latencySeconds: latency.map { .seconds($0) }, statusCode: failure.statusCode.map(Int64.init))))
    }

    /// Records a latency on its own, as the metric `llm_request_duration_seconds`: it counts as no request.
    public func recordLatency(provider: String, model: String, _ latency: Duration) {
        metrics.writer.record(.llmRequestDurationSeconds, .seconds(latency), provider, model)
    }

    /// Records tokens on their own, as the metrics `llm_tokens_input_total` and `llm_tokens_output_total`: they count for no
    /// request.
    public func recordTokens(provider: String, model: String, input: Int = 0, output: Int = 0) {
        if input > 0 { metrics.writer.record(.llmTokensInputTotal, input, provider, model) }
        if output > 0 { metrics.writer.record(.llmTokensOutputTotal, output, provider, model) }
    }

    /// Records US dollars on their own, as the metric `llm_cost_usd_total`, whose unit is the micro-dollar: they count for
    /// no request.
    public func recordCost(provider: String, model: String, _ dollars: Double) {
        metrics.writer.record(.llmCostUSDTotal, dollars * 1e6, provider, model)
    }

    /// Records the score of an answer.
    public func recordEvaluation(
        metric: String, score: Double, passed: Bool? = nil, provider: String? = nil, model: String? = nil,
        benchmarkID: String? = nil, exampleID: String? = nil, requestID: String? = nil, explanation: String? = nil
    ) {
        guard isEnabled else { return }
        record(
            .evaluationCompleted(
                EvaluationCompleted(
                    evaluationID: nextEvaluationID(), metric: metric, provider: provider, model: model,
                    benchmarkID: benchmarkID ?? BenchmarkContext.current?.benchmarkID,
                    exampleID: exampleID ?? BenchmarkContext.current?.exampleID, requestID: requestID,
                    score: score.recordableScore, passed: passed, explanation: explanation)))
    }

    /// Records the state of a provider.
    public func recordProviderStatus(
        _ provider: String, _ status: ProviderCondition, activeRequests: Int? = nil, errorRate: Double? = nil,
        message: String? = nil
    ) {
        guard isEnabled else { return }
        record(
            .providerStatus(
                ProviderStatus(
                    provider: provider, status: status.rawValue, activeRequests: activeRequests.map(Int64.init),
                    errorRate: errorRate, message: message)))
    }

    /// Records a value of a metric: the increment of a counter, the value of a gauge, one observation of a histogram.
    public func recordMetric(
        _ name: String, _ kind: MetricKind, _ value: Double, labels: [String: String] = [:], unit: String? = nil,
        description: String? = nil
    ) {
        guard isEnabled else { return }
        record(
            .metricRecorded(
                MetricRecorded(
                    name: name, type: kind.rawValue, value: .number(value), labels: labels, unit: unit,
                    description: description)))
    }

    /// Records that an alert fires, or is resolved.
    public func alert(
        _ name: String, _ severity: AlertSeverity, _ message: String, isResolved: Bool = false, value: Double? = nil,
        threshold: Double? = nil, labels: [String: String] = [:]
    ) {
        guard isEnabled else { return }
        record(
            .systemAlert(
                SystemAlert(
                    name: name, severity: severity.rawValue, message: message,
                    state: (isResolved ? SystemAlert.State.resolved : .firing).rawValue, value: value,
                    threshold: threshold, labels: labels)))
    }
}

/// The state of a provider.
public enum ProviderCondition: String, Sendable, CaseIterable {
    /// As it should be.
    case healthy
    /// It answers, but badly.
    case degraded
    /// It does not answer.
    case unavailable
}

/// How the values of a metric are meant.
public enum MetricKind: String, Sendable, CaseIterable {
    /// It only grows; values are increments.
    case counter
    /// It goes up and down.
    case gauge
    /// Observations, of which the distribution matters.
    case histogram
}

/// How bad an alert is.
public enum AlertSeverity: String, Sendable, CaseIterable {
    /// Somebody has to do something now.
    case critical
    /// Somebody should look.
    case warning
    /// Somebody may want to know.
    case info
}
