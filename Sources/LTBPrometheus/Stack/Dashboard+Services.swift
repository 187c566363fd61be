// Owns the dashboards of the prompt pipeline and of the model router.

extension Dashboard {
    /// The stages of the prompt pipeline.
    package static let pipeline = Dashboard(
        uid: "ltb-pipeline", title: "Prompt pipeline",
        details: "The stages of the pipeline: how much they do, how long it takes, and what they turn away.",
        variables: [Variable(label: "stage", metric: "orchestrator_requests_total")],
        rows: [pipelineTotals, pipelineStages])

    private static let stage = #"stage=~"$stage""#
    private static let stageDuration = "orchestrator_stage_duration_seconds"

    /// All of a counter, which is 0 where requests were counted and nothing went wrong.
    private static func total(_ metric: String) -> String {
        Query.counted("sum(\(metric){\(stage)})", besides: "sum(orchestrator_requests_total{\(stage)})")
    }

    private static let pipelineTotals = Row(
        "Totals",
        [
            .stat(
                "Requests", "short", "sum(orchestrator_requests_total{\(stage)})",
                details: "Requests that reached a stage, so far."),
            .stat(
                "Errors", "short", total("orchestrator_errors_total"), details: "Requests that failed in one."
            )
            .warning(1, critical: 100),
            .stat(
                "Shed", "short", total("orchestrator_requests_shed_total"),
                details: "Requests that a stage turned away."
            ).warning(1, critical: 100),
            .stat(
                "Tokens", "short", "sum(orchestrator_tokens_generated_total)", details: "Tokens generated so far."),
        ])

    private static let pipelineStages = Row(
        "Stages",
        [
            .lines(
                "Request rate", "reqps",
                (Query.rate("orchestrator_requests_total", stage, by: "stage", over: window), "{{stage}}"),
                details: "Requests a second that reach each stage."),
            .gauge(
                "p95 by stage", "s", Query.quantile(0.95, stageDuration, stage, by: "stage", over: window), "{{stage}}",
                upTo: 10, details: "95 % of a stage's requests are at most that long."
            ).warning(2.5, critical: 5),
            .lines(
                "Duration of a stage", "s",
                (Query.quantile(0.5, stageDuration, stage, by: "stage", over: window), "p50 {{stage}}"),
                (Query.quantile(0.95, stageDuration, stage, by: "stage", over: window), "p95 {{stage}}"),
                (Query.quantile(0.99, stageDuration, stage, by: "stage", over: window), "p99 {{stage}}"),
                details: "Percentiles over time."),
            .lines(
                "Queue depth", "short", ("max by (stage) (orchestrator_queue_depth{\(stage)})", "{{stage}}"),
                details: "Requests that wait for a stage."
            ).warning(500, critical: 900),
            .lines(
                "Shed rate", "percentunit",
                (
                    Query.share(
                        Query.rate("orchestrator_requests_shed_total", stage, by: "stage", over: window),
                        of: Query.rate("orchestrator_requests_total", stage, by: "stage", over: window)), "{{stage}}"
                ), details: "Requests turned away of those that reached the stage."
            ).warning(0.05, critical: 0.1),
            .lines(
                "Errors by type", "reqps",
                (
                    Query.rate("orchestrator_errors_total", stage, by: "stage, error_type", over: window),
                    "{{stage}} {{error_type}}"
                ), details: "Requests a second that fail."),
        ])

    /// The model router, whose metrics have a prefix.
    package static func router(prefix: String) -> Dashboard {
        Dashboard(
            uid: "ltb-router", title: "Model router",
            details: "What the router serves, what its models do, and what that takes.",
            variables: [Variable(label: "model_id", metric: "\(prefix)model_inference_total")],
            rows: [routerRequests(prefix), routerModels(prefix), routerResources(prefix)])
    }

    private static let model = #"model_id=~"$model_id""#

    private static func routerRequests(_ prefix: String) -> Row {
        Row(
            "Requests",
            [
                .lines(
                    "Requests by route", "reqps",
                    (
                        Query.rate("\(prefix)http_requests_total", by: "method, route", over: window),
                        "{{method}} {{route}}"
                    ),
                    details: "HTTP requests a second."),
                .lines(
                    "p95 by route", "s",
                    (
                        Query.quantile(0.95, "\(prefix)http_request_duration_seconds", by: "route", over: window),
                        "{{route}}"
                    ), details: "95 % of the requests are at most that long."
                ).warning(2.5, critical: 5),
                .lines(
                    "Errors", "ops",
                    (
                        Query.rate("\(prefix)errors_total", by: "component, error_type", over: window),
                        "{{component}} {{error_type}}"
                    ),
                    details: "Errors a second, by component and type."),
                .lines(
                    "Size of answers", "decbytes",
                    (
                        Query.quantile(0.95, "\(prefix)http_response_size_bytes", by: "route", over: window),
                        "p95 {{route}}"
                    ),
                    details: "95 % of the answers are at most that long."),
            ])
    }

    private static func routerModels(_ prefix: String) -> Row {
        Row(
            "Models",
            [
                .lines(
                    "Inferences", "ops",
                    (
                        Query.rate("\(prefix)model_inference_total", model, by: "model_id, status", over: window),
                        "{{model_id}} {{status}}"
                    ), details: "Inferences a second, by how they ended."),
                .lines(
                    "Duration of inferences", "s",
                    (
                        Query.quantile(
                            0.95, "\(prefix)model_inference_duration_seconds", model, by: "model_id", over: window),
                        "p95 {{model_id}}"
                    ), details: "95 % of the inferences are at most that long."
                ).warning(2.5, critical: 5),
                .lines(
                    "Tokens per second", "short",
                    ("sum by (model_id) (\(prefix)tokens_per_second{\(model)})", "{{model_id}}"),
                    details: "How fast each model writes, as it says."),
                .lines(
                    "Duration of loading", "s",
                    (
                        Query.quantile(
                            0.95, "\(prefix)model_loading_duration_seconds", model, by: "model_id", over: "1h"),
                        "p95 {{model_id}}"
                    ), details: "95 % of the loads of an hour are at most that long."),
            ])
    }

    private static func routerResources(_ prefix: String) -> Row {
        Row(
            "Resources",
            [
                .stat("Loaded models", "short", "sum(\(prefix)loaded_models)", details: "Models in memory."),
                .stat(
                    "Connections", "short", "sum(\(prefix)active_connections)",
                    details: "Open connections of all types."),
                .lines(
                    "Memory", "decbytes", ("sum by (type) (\(prefix)memory_usage_bytes)", "{{type}}"),
                    details: "Memory in use, by type."),
                .lines(
                    "Cache hit ratio", "percentunit",
                    ("max by (cache_type) (\(prefix)cache_hit_ratio)", "{{cache_type}}"),
                    details: "As the router says."),
                .lines(
                    "Health", "short",
                    (#"max by (component) (ltb_health_status{status="healthy"})"#, "{{component}}"),
                    details: "1 for each component that is healthy."
                ).words((1, "healthy", "green"), (0, "not healthy", "red")),
            ])
    }
}
