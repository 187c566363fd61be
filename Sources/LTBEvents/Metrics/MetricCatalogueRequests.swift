// Owns family 1 of the metrics: what follows from the events of LLM requests.

/// The metrics of family 1 that programs record themselves.
extension MetricDefinition {
    package static let llmRequestDurationSeconds = histogram(
        "llm_request_duration_seconds", ["provider", "model"], "End-to-end latency of successful requests",
        MetricCatalogue.requestDurationBounds)
    package static let llmRequestsActive = gauge(
        "llm_requests_active", ["provider"], "Requests started and not ended")
    package static let llmTokensInputTotal = counter(
        "llm_tokens_input_total", ["provider", "model"], "Input tokens, cached ones included")
    package static let llmTokensOutputTotal = counter(
        "llm_tokens_output_total", ["provider", "model"], "Output tokens, reasoning ones included")
    package static let llmCostUSDTotal = counter(
        "llm_cost_usd_total", ["provider", "model"],
        "Cost of requests in micro-dollars: divide by 1000000 for US dollars")
    package static let llmEvaluationScore = gauge(
        "llm_evaluation_score", ["provider", "model", "metric"], "Last score of an evaluation metric")
    package static let llmBenchmarkProgress = gauge(
        "llm_benchmark_progress", ["benchmark_id", "name"], "Percent of a benchmark that is done, 0 to 100")
    package static let recorderDroppedEventsTotal = counter(
        "ltb_recorder_dropped_events_total", [], "Events that the recorder had to drop")
    package static let processCPUSecondsTotal = counter(
        "process_cpu_seconds_total", [], "CPU time of the instrumented process")
    package static let processResidentMemoryBytes = gauge(
        "process_resident_memory_bytes", [], "Resident memory of the instrumented process")
    package static let processOpenFDs = gauge(
        "process_open_fds", [], "Open file descriptors of the instrumented process")
    package static let processThreads = gauge("process_threads", [], "Threads of the instrumented process")
}

extension MetricCatalogue {
    /// Family 1: what events give, and samples of the instrumented process.
    package static let requests = derived + process

    /// Samples of the instrumented process.
    private static let process: [MetricDefinition] = [
        .processCPUSecondsTotal, .processResidentMemoryBytes, .processOpenFDs, .processThreads,
    ]

    /// Derived from request, benchmark, evaluation and provider events, and from the log.
    package static let derived: [MetricDefinition] = [
        .counter("llm_requests_total", ["provider", "model", "status"], "Requests ended, by success or error"),
        .llmRequestDurationSeconds,
        .histogram(
            "llm_request_failed_duration_seconds", ["provider", "model"], "End-to-end latency of failed requests",
            requestDurationBounds),
        .llmRequestsActive, .llmTokensInputTotal, .llmTokensOutputTotal, .llmCostUSDTotal,
        .counter("llm_errors_total", ["provider", "model", "error_type"], "Failed requests by type of error"),
        .llmEvaluationScore, .llmBenchmarkProgress,
        .histogram(
            "llm_benchmark_duration_seconds", ["benchmark_id", "name"], "Duration of completed benchmarks",
            benchmarkDurationBounds),
        .histogram(
            "llm_time_to_first_token_seconds", ["provider", "model"],
            "Time to the first content of successful streaming requests", timeToFirstTokenBounds),
        .histogram(
            "llm_time_per_output_token_seconds", ["provider", "model"],
            "(latency - time to first token) / (output tokens - 1)", timePerOutputTokenBounds),
        .counter("llm_tokens_cached_input_total", ["provider", "model"], "Input tokens read from a cache"),
        .counter("llm_tokens_reasoning_total", ["provider", "model"], "Output tokens that were reasoning"),
        .gauge(
            "llm_provider_status", ["provider", "status"],
            "1 for the current status of healthy, degraded and unavailable, 0 for the others"),
        .counter("ltb_events_total", ["event_type"], "Events read"),
        .counter("ltb_log_damaged_bytes_total", [], "Compressed bytes of the log that could not be read"),
        .recorderDroppedEventsTotal,
        .gauge("ltb_filter_info", ["filter"], "1, with what an export of only some events was restricted to"),
        .gauge("ltb_health_status", ["component", "status"], "1 for the current status of the component"),
    ]

    /// The same data under the names of the OpenTelemetry GenAI conventions.
    package static let openTelemetry: [MetricDefinition] = [
        .histogram(
            "gen_ai_client_operation_duration_seconds",
            ["gen_ai_provider_name", "gen_ai_request_model", "error_type"], "Duration of requests",
            openTelemetryDurationBounds),
        .histogram(
            "gen_ai_client_token_usage", ["gen_ai_provider_name", "gen_ai_request_model", "gen_ai_token_type"],
            "Tokens of requests, by input or output", tokenUsageBounds),
        .histogram(
            "gen_ai_client_operation_time_to_first_chunk_seconds", ["gen_ai_provider_name", "gen_ai_request_model"],
            "Time to the first content of streaming requests", openTelemetryDurationBounds),
    ]
}
