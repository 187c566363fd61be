// Owns family 4 of the metrics: the model router.

/// The metrics of family 4, without the prefix that goes before each name.
extension MetricDefinition {
    private static let routeLabels = ["method", "route", "status_code"]
    private static let modelLabels = ["model_id", "model_type", "engine"]

    package static let routerHTTPRequestsTotal = counter("http_requests_total", routeLabels, "HTTP requests")
    package static let routerHTTPRequestDurationSeconds = histogram(
        "http_request_duration_seconds", routeLabels, "Duration of HTTP requests")
    package static let routerHTTPRequestSizeBytes = histogram(
        "http_request_size_bytes", routeLabels, "Size of HTTP requests", MetricCatalogue.sizeBounds)
    package static let routerHTTPResponseSizeBytes = histogram(
        "http_response_size_bytes", routeLabels, "Size of HTTP responses", MetricCatalogue.sizeBounds)
    package static let routerModelInferenceTotal = counter(
        "model_inference_total", modelLabels + ["status"], "Inferences")
    package static let routerModelInferenceDurationSeconds = histogram(
        "model_inference_duration_seconds", modelLabels, "Duration of inferences")
    package static let routerModelLoadingDurationSeconds = histogram(
        "model_loading_duration_seconds", modelLabels, "Duration of loading models")
    package static let routerTokensGeneratedTotal = counter("tokens_generated_total", modelLabels, "Tokens generated")
    package static let routerTokensPerSecond = gauge("tokens_per_second", modelLabels, "Tokens generated in a second")
    package static let routerActiveConnections = gauge("active_connections", ["connection_type"], "Open connections")
    package static let routerLoadedModels = gauge("loaded_models", ["model_type"], "Models that are loaded")
    package static let routerMemoryUsageBytes = gauge("memory_usage_bytes", ["type"], "Memory in use")
    package static let routerErrorsTotal = counter("errors_total", ["error_type", "component"], "Errors")
    package static let routerCacheOperationsTotal = counter(
        "cache_operations_total", ["operation", "cache_type", "status"], "Cache operations")
    package static let routerCacheHitRatio = gauge(
        "cache_hit_ratio", ["cache_type"], "Share of look-ups that the cache answered")
    package static let routerCacheSizeBytes = gauge("cache_size_bytes", ["cache_type"], "Size of the cache")
}

extension MetricCatalogue {
    /// The router's usual prefix.
    package static let routerPrefix = "llm_router_"

    /// Family 4, without the prefix that goes before each name.
    package static let unprefixedRouter: [MetricDefinition] = [
        .routerHTTPRequestsTotal, .routerHTTPRequestDurationSeconds, .routerHTTPRequestSizeBytes,
        .routerHTTPResponseSizeBytes, .routerModelInferenceTotal, .routerModelInferenceDurationSeconds,
        .routerModelLoadingDurationSeconds, .routerTokensGeneratedTotal, .routerTokensPerSecond,
        .routerActiveConnections, .routerLoadedModels, .routerMemoryUsageBytes, .routerErrorsTotal,
        .routerCacheOperationsTotal, .routerCacheHitRatio, .routerCacheSizeBytes,
    ]

    /// Family 4: the model router, whose names begin with a prefix of the user's choice (`llm_router_vps_`).
    package static func router(prefix: String) -> [MetricDefinition] {
        unprefixedRouter.map { $0.prefixed(prefix) }
    }
}
