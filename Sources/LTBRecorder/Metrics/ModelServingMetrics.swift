// Owns the functions for the metrics of prompt pipelines and model routers: families 3 and 4.

import LTBEvents

/// `orchestrator_…`: a prompt pipeline with the stages `rag`, `assemble`, `inference`, `post` and `stream`.
public struct PipelineMetrics: Sendable {
    let writer: MetricWriter

    /// A request has passed a stage.
    public func stage(_ stage: String, took duration: Duration) {
        writer.record(.orchestratorRequestsTotal, 1, stage)
        writer.record(.orchestratorStageDurationSeconds, .seconds(duration), stage)
    }

    /// A stage turned a request away.
    public func shed(stage: String) { writer.record(.orchestratorRequestsShedTotal, 1, stage) }

    /// So many requests wait for a stage.
    public func queueDepth(_ count: Int, stage: String) { writer.record(.orchestratorQueueDepth, count, stage) }

    /// A stage failed.
    public func error(_ type: String, stage: String) { writer.record(.orchestratorErrorsTotal, 1, stage, type) }

    /// Workers generated tokens.
    public func tokens(_ count: Int, workerType: String) {
        writer.record(.orchestratorTokensGeneratedTotal, count, workerType)
    }
}

/// `llm_router_…`: a model router.
public struct RouterMetrics: Sendable {
    let writer: MetricWriter

    /// A request was answered.
    public func httpRequest(
        method: String, route: String, status: Int, took duration: Duration, requestBytes: Int? = nil,
        responseBytes: Int? = nil
    ) {
        let status = String(status)
        writer.record(.routerHTTPRequestsTotal, 1, method, route, status)
        writer.record(.routerHTTPRequestDurationSeconds, .seconds(duration), method, route, status)
        if let requestBytes { writer.record(.routerHTTPRequestSizeBytes, requestBytes, method, route, status) }
        if let responseBytes { writer.record(.routerHTTPResponseSizeBytes, responseBytes, method, route, status) }
    }

    /// A model was asked.
    public func inference(
        model: String, type: String, engine: String, status: String = "success", took duration: Duration,
        tokens: Int? = nil
    ) {
        writer.record(.routerModelInferenceTotal, 1, model, type, engine, status)
        writer.record(.routerModelInferenceDurationSeconds, .seconds(duration), model, type, engine)
        if let tokens { writer.record(.routerTokensGeneratedTotal, tokens, model, type, engine) }
    }

    /// A model was loaded.
    public func modelLoading(model: String, type: String, engine: String, took duration: Duration) {
        writer.record(.routerModelLoadingDurationSeconds, .seconds(duration), model, type, engine)
    }

    /// A model generates so many tokens in a second.
    public func tokensPerSecond(_ rate: Double, model: String, type: String, engine: String) {
        writer.record(.routerTokensPerSecond, rate, model, type, engine)
    }

    /// So many connections are open.
    public func activeConnections(_ count: Int, type: String) { writer.record(.routerActiveConnections, count, type) }

    /// So many models are loaded.
    public func loadedModels(_ count: Int, type: String) { writer.record(.routerLoadedModels, count, type) }

    /// So much memory is in use.
    public func memoryUsage(bytes: Int, type: String) { writer.record(.routerMemoryUsageBytes, bytes, type) }

    /// Something failed.
    public func error(_ type: String, component: String) { writer.record(.routerErrorsTotal, 1, type, component) }

    /// An operation of a cache was made.
    public func cacheOperation(_ operation: String, cacheType: String, status: String) {
        writer.record(.routerCacheOperationsTotal, 1, operation, cacheType, status)
    }

    /// The cache answers this share of look-ups, 0 to 1.
    public func cacheHitRatio(_ ratio: Double, cacheType: String) {
        writer.record(.routerCacheHitRatio, ratio, cacheType)
    }

    /// The cache has so many bytes.
    public func cacheSize(bytes: Int, cacheType: String) { writer.record(.routerCacheSizeBytes, bytes, cacheType) }
}
