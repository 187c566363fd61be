// Owns what the figures mean, and what other tools call them.

/// The definitions of the figures on the page.
enum Definitions {
    /// One figure: what it is called here, what it means, and what it is called elsewhere.
    private struct Entry {
        let id: String
        let term: String
        let meaning: String
        var elsewhere = ""

        var markup: Markup {
            let others: Markup = elsewhere.isEmpty ? .empty : " <small>Elsewhere: \(elsewhere).</small>"
            return #"<dt id="d-\#(id)">\#(term)</dt><dd>\#(meaning)\#(others)</dd>"#
        }
    }

    static var markup: Markup {
        "<details open><summary>Definitions</summary><dl>\(all.map(\.markup).joined())</dl></details>\n"
    }

    /// The definition that a key figure is explained by.
    static func id(ofKeyFigure label: String) -> String? {
        let ids = [
            "Requests": "requests", "Succeeded": "error-rate", "Latency p95": "latency", "First token p95": "ttft",
            "Output tokens": "token-rate", "Cost": "cost",
        ]
        return ids[label]
    }

    private static let all = [
        Entry(
            id: "requests", term: "Requests",
            meaning: "Requests that ended, successful or failed. Every attempt counts, so a retry is a request."),
        Entry(
            id: "latency", term: "Latency",
            meaning:
                "Last byte of the response minus the time the request was sent; successful requests unless it says "
                + "otherwise.",
            elsewhere: "vLLM E2EL, AIPerf request latency, k6 http_req_duration"),
        Entry(
            id: "ttft", term: "Time to first token (TTFT)",
            meaning: "First content chunk minus the time the request was sent; streaming requests only.",
            elsewhere: "vLLM, AIPerf and GuideLLM TTFT"),
        Entry(
            id: "tpot", term: "Time per output token (TPOT)",
            meaning: "(latency − TTFT) / (output tokens − 1); undefined for fewer than two tokens.",
            elsewhere: "vLLM TPOT, AIPerf ITL, GuideLLM ITL"),
        Entry(
            id: "gap", term: "Chunk gap", meaning: "Time between consecutive content chunks, pooled over requests.",
            elsewhere: "vLLM ITL, AIPerf ICL"),
        Entry(
            id: "schedule", term: "Latency from the schedule",
            meaning: "Last byte of the response minus the time at which the request should have been sent: what a user "
                + "waits when the sender is late.",
            elsewhere: "wrk2 corrected latency"),
        Entry(
            id: "percentile", term: "Percentile",
            meaning: "p95 is the value that 95 % of requests stayed at or below; linear interpolation between closest "
                + "ranks. Exact up to 16,384 values, above that within 0.1 %; coarser with more than 32 models, and over "
                + "time.",
            elsewhere: "numpy percentile, DuckDB quantile_cont, Hyndman-Fan type 7"),
        Entry(
            id: "error-rate", term: "Error rate",
            meaning: "Failed / (successful + failed). Every attempt counts. Unfinished requests are counted apart.",
            elsewhere: "k6 http_req_failed, Gatling KO"),
        Entry(
            id: "unfinished", term: "Unfinished",
            meaning: "Requests started and not ended; not measured where the log has no start events.",
            elsewhere: "GuideLLM incomplete"),
        Entry(id: "duration", term: "Run duration", meaning: "Last response end minus first request start."),
        Entry(
            id: "token-rate", term: "Output tokens a second", meaning: "Sum of output tokens / run duration.",
            elsewhere: "vLLM output token throughput, AIPerf output token throughput"),
        Entry(
            id: "goodput", term: "Goodput",
            meaning: "Requests that met every objective / run duration. A failed request is not good; one with too few "
                + "tokens for a TPOT is judged on the rest. Latency objectives are judged over successful requests.",
            elsewhere: "vLLM request goodput, AIPerf goodput"),
        Entry(
            id: "in-flight", term: "In flight",
            meaning: "Requests started and not ended. At equal times, ends count before starts.",
            elsewhere: "GuideLLM concurrency, Prometheus in-flight requests"),
        Entry(
            id: "incident", term: "Incident",
            meaning:
                "The longest span of time steps in which at least a fifth of a provider’s requests, and at least 5, "
                + "failed."),
        Entry(
            id: "own-time", term: "Own time of a span",
            meaning: "Its duration without what its children cover of it: children at the same time count once, and "
                + "only while their parent lasted. A span whose parent is not in the log is a root.",
            elsewhere: "flame graph self time, Jaeger self time"),
        Entry(
            id: "interval", term: "Confidence interval",
            meaning:
                "Range that would hold the true mean in 95 of 100 repeated runs: mean ± 1.96 · standard deviation / "
                + "√n."),
        Entry(
            id: "cost", term: "Cost",
            meaning:
                "As recorded in the log, or by the prices that the report was given: then all costs but “Recorded” are by "
                + "them. A request without a cost is unpriced, never $0. “Per 1,000” divides by the requests that have "
                + "a cost.",
            elsewhere: "OpenLLMetry and Langfuse total cost"),
    ]
}
