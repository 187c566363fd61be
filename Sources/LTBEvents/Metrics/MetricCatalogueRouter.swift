// Owns family 4 of the metrics: the model router.

extension MetricCatalogue {
    /// The router's usual prefix.
    package static let routerPrefix = "llm_router_"

    private static let routeLabels = ["method", "route", "status_code"]
    private static let modelLabels = ["model_id", "model_type", "engine"]

    /// Family 4: the model router, whose names begin with a prefix of the user's choice (`llm_router_vps_`).
    package static func router(prefix: String) -> [MetricDefinition] {
        [
            .counter(prefix + "http_requests_total", routeLabels, "HTTP requests"),
            .histogram(prefix + "http_request_duration_seconds", routeLabels, "Duration of HTTP requests"),
            .histogram(prefix + "http_request_size_bytes", routeLabels, "Size of HTTP requests", sizeBounds),
            .histogram(prefix + "http_response_size_bytes", routeLabels, "Size of HTTP responses", sizeBounds),
            .counter(prefix + "model_inference_total", modelLabels + ["status"], "Inferences"),
            .histogram(prefix + "model_inference_duration_seconds", modelLabels, "Duration of inferences"),
            .histogram(prefix + "model_loading_duration_seconds", modelLabels, "Duration of loading models"),
            .counter(prefix + "tokens_generated_total", modelLabels, "Tokens generated"),
            .gauge(prefix + "tokens_per_second", modelLabels, "Tokens generated in a second"),
            .gauge(prefix + "active_connections", ["connection_type"], "Open connections"),
            .gauge(prefix + "loaded_models", ["model_type"], "Models that are loaded"),
            .gauge(prefix + "memory_usage_bytes", ["type"], "Memory in use"),
            .counter(prefix + "errors_total", ["error_type", "component"], "Errors"),
            .counter(prefix + "cache_operations_total", ["operation", "cache_type", "status"], "Cache operations"),
            .gauge(prefix + "cache_hit_ratio", ["cache_type"], "Share of look-ups that the cache answered"),
            .gauge(prefix + "cache_size_bytes", ["cache_type"], "Size of the cache"),
        ]
    }
}
