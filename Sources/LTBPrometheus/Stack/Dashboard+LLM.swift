// Owns the dashboard of LLM requests.

extension Dashboard {
    /// The window over which Grafana asks for rates: four scrapes, or what a point of the picture spans.
    static let window = "$__rate_interval"

    private static let chosen = #"provider=~"$provider",model=~"$model""#
    private static let provider = #"provider=~"$provider""#
    private static let each = "{{provider}} {{model}}"

    /// Requests to models: how many, how fast, how dear.
    package static let overview = Dashboard(
        uid: "ltb-llm-overview", title: "LLM overview",
        details: "Requests to models: how many, how fast, how dear, and how far benchmarks are.",
        variables: [
            Variable(label: "provider", metric: "llm_requests_total"),
            Variable(label: "model", metric: "llm_requests_total"),
        ],
        rows: [requests, latency, money, work])

    private static let requests = Row(
        "Requests",
        [
            .stat(
                "Requests per second", "reqps", Query.rate("llm_requests_total", chosen, over: window),
                details: "Requests that ended, a second."),
            .stat(
                "Errors", "percentunit",
                Query.share(
                    Query.rate("llm_requests_total", chosen + #",status="error""#, over: window),
                    of: Query.rate("llm_requests_total", chosen, over: window)),
                details: "Failed requests of all that ended."
            ).warning(0.05, critical: 0.1),
            .stat(
                "Active requests", "short", "sum(llm_requests_active{\(provider)})",
                details: "Requests started and not ended."),
            .stat(
                "Requests", "short", "sum(llm_requests_total{\(chosen)})", details: "All requests that ended so far."),
            .lines(
                "Requests per second by model", "reqps",
                (Query.rate("llm_requests_total", chosen, by: "provider, model", over: window), each),
                details: "Requests that ended, a second."),
            .lines(
                "Errors by type", "reqps",
                (
                    Query.rate("llm_errors_total", chosen, by: "provider, error_type", over: window),
                    "{{provider}} {{error_type}}"
                ), details: "Failed requests a second, by type of error."),
        ])

    private static let latency = Row(
        "Latency",
        [
            .lines(
                "Latency", "s",
                (Query.quantile(0.5, "llm_request_duration_seconds", chosen, over: window), "p50"),
                (Query.quantile(0.95, "llm_request_duration_seconds", chosen, over: window), "p95"),
                (Query.quantile(0.99, "llm_request_duration_seconds", chosen, over: window), "p99"),
                details: "From the request sent to the last byte, of successful requests."),
            .lines(
                "p95 by model", "s",
                (
                    Query.quantile(0.95, "llm_request_duration_seconds", chosen, by: "provider, model", over: window),
                    each
                ),
                details: "95 % of the successful requests are at most that long."),
            .lines(
                "Time to first token", "s",
                (Query.quantile(0.5, "llm_time_to_first_token_seconds", chosen, over: window), "p50"),
                (Query.quantile(0.95, "llm_time_to_first_token_seconds", chosen, over: window), "p95"),
                details: "From the request sent to the first content, of streaming requests."),
            .lines(
                "Time per output token", "s",
                (Query.quantile(0.5, "llm_time_per_output_token_seconds", chosen, over: window), "p50"),
                (Query.quantile(0.95, "llm_time_per_output_token_seconds", chosen, over: window), "p95"),
                details: "(latency - time to first token) / (output tokens - 1)."),
        ])

    private static let money = Row(
        "Money and tokens",
        [
            .stat(
                "Cost", "currencyUSD", "sum(llm_cost_usd_total{\(chosen)}) / 1e6",
                details: "What all requests cost so far, as recorded."),
            .stat(
                "Cost per hour", "currencyUSD",
                Query.rate("llm_cost_usd_total", chosen, over: window) + " * 3600 / 1e6",
                details: "What an hour costs at the present rate."
            ).warning(5, critical: 10),
            .lines(
                "Cost per hour by model", "currencyUSD",
                (
                    Query.rate("llm_cost_usd_total", chosen, by: "provider, model", over: window) + " * 3600 / 1e6",
                    each
                ), details: "What an hour costs at the present rate, as recorded."),
            .lines(
                "Tokens per second", "short",
                (Query.rate("llm_tokens_input_total", chosen, over: window), "input"),
                (Query.rate("llm_tokens_output_total", chosen, over: window), "output"),
                details: "Tokens a second; cached ones are part of the input, reasoning ones of the output."),
            .pie(
                "Cost by model", "currencyUSD", "sum by (provider, model) (llm_cost_usd_total{\(chosen)}) / 1e6", each,
                details: "Shares of what all requests cost."),
        ])

    private static let work = Row(
        "Providers and benchmarks",
        [
            .lines(
                "Provider status", "short",
                (
                    #"2 * max by (provider) (llm_provider_status{status="healthy",\#(provider)}) "#
                        + #"+ max by (provider) (llm_provider_status{status="degraded",\#(provider)})"#, "{{provider}}"
                ),
                details: "2 is healthy, 1 degraded, 0 unavailable, as last recorded."
            ).words((2, "healthy", "green"), (1, "degraded", "yellow"), (0, "unavailable", "red")),
            .gauge(
                "Benchmark progress", "percent", "max by (benchmark_id, name) (llm_benchmark_progress)", "{{name}}",
                upTo: 100, details: "How much of each benchmark is done."),
            .lines(
                "Evaluation scores", "short",
                ("avg by (provider, model, metric) (llm_evaluation_score{\(chosen)})", "{{metric}} \(each)"),
                details: "The last score of each metric."),
        ])
}
