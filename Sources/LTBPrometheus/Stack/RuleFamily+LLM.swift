// Owns the rules of LLM requests: errors, money, waiting, benchmarks and providers.

import LTBEvents

extension RuleFamily {
    /// Family 1: what follows from the events of requests.
    package static let llm = RuleFamily(
        name: "llm", title: "LLM requests",
        recordings: [
            RecordingRule("provider:llm_requests:rate5m", Query.rate("llm_requests_total", by: "provider")),
            RecordingRule(
                "provider:llm_request_errors:ratio_rate5m",
                Query.share(
                    Query.rate("llm_requests_total", #"status="error""#, by: "provider"),
                    of: Query.rate("llm_requests_total", by: "provider"))),
            RecordingRule(
                "model:llm_request_duration_seconds:p95_5m",
                Query.quantile(0.95, "llm_request_duration_seconds", by: "provider, model")),
            RecordingRule(
                "model:llm_cost_usd:rate1h",
                Query.rate("llm_cost_usd_total", by: "provider, model", over: "1h") + " / 1e6"),
        ],
        alerts: [
            down, errorRate, costPerHour, budget, firstToken, stalledBenchmark, unavailableProvider, droppedEvents,
        ])

    private static let down = AlertRule(
        "LTBDown", "no scrape succeeds", for: "1m", .critical, #"up{job="ltb"} == 0"#,
        summary: "ltb on {{ $labels.instance }} is down",
        details: "Prometheus cannot scrape it; of requests nothing is known since then.",
        runbook: "See whether `ltb-analyze serve` runs and whether its port can be reached; then what it wrote last.")

    private static let errorRate = AlertRule(
        "HighErrorRate", "over 5 % of requests", for: "5m", .warning,
        Query.rate("llm_requests_total", #"status="error""#, by: "provider") + " / "
            + Query.rate("llm_requests_total", by: "provider") + " > 0.05",
        summary: "Requests to {{ $labels.provider }} fail",
        details: "{{ $value | humanizePercentage }} of the requests of 5 minutes failed.",
        runbook: "Look at errors by type in the overview: rate limits ask for fewer requests, timeouts for patience.")

    private static let costPerHour = AlertRule(
        "HighCostRate", "over $10 an hour", for: "10m", .warning,
        Query.rate("llm_cost_usd_total", over: "1h") + " * 3600 / 1e6 > 10",
        summary: "Requests cost much",
        details: "At the rate of the last hour they cost ${{ $value | humanize }} an hour.",
        runbook:
            "Find the model in cost per hour of the overview, then the benchmark with `ltb-analyze cost --by benchmark`."
    )

    private static let budget = AlertRule(
        "BudgetBurn", "over $100 in a day", for: "5m", .critical,
        "sum(increase(llm_cost_usd_total[1d])) / 1e6 > 100", summary: "The day's budget is spent",
        details: "The requests of 24 hours cost ${{ $value | humanize }}.",
        runbook: "Stop what is not needed; set another budget here if this one is wrong.")

    private static let firstToken = AlertRule(
        "SlowTimeToFirstToken", "p95 over 2 s", for: "5m", .warning,
        Query.quantile(0.95, "llm_time_to_first_token_seconds", by: "provider, model") + " > 2",
        summary: "{{ $labels.provider }}/{{ $labels.model }} begins to answer late",
        details: "95 % of its first tokens come within {{ $value | humanizeDuration }}.",
        runbook: "Compare with the provider's status and with the length of prompts; cached prompts begin sooner.")

    private static let stalledBenchmark = AlertRule(
        "BenchmarkStalled", "no progress in 15 minutes", for: "5m", .warning,
        // One that has just begun has changed as little as one that stands still.
        "llm_benchmark_progress < 100 and changes(llm_benchmark_progress[15m]) == 0 "
            + "and llm_benchmark_progress offset 15m",
        summary: "The benchmark {{ $labels.name }} stands still",
        details: "It has been at {{ $value | humanize }} % for over 15 minutes.",
        runbook: "See whether its process still runs, and what it waits for: `ltb-analyze tail -f`.")

    private static let unavailableProvider = AlertRule(
        "ProviderUnavailable", "status is unavailable", for: "1m", .critical,
        #"max by (provider) (llm_provider_status{status="unavailable"}) == 1"#,
        summary: "{{ $labels.provider }} is unavailable", details: "Its last recorded status is unavailable.",
        runbook: "Look at the provider's status page; send requests elsewhere until it is back.")

    private static let droppedEvents = AlertRule(
        "RecorderDropsEvents", "any event in 5 minutes", for: "1m", .warning,
        Query.growth("ltb_recorder_dropped_events_total") + " > 0", summary: "The recorder drops events",
        details: "{{ $value | humanize }} events of 5 minutes are lost, and missing in all figures.",
        runbook: "The disk of the log is too slow or full; make room, or give the recorder a larger buffer.")
}
