// Owns what the figures mean.

/// The definitions of the figures on the page.
enum Definitions {
    static var markup: Markup {
        let entries = all.map { "<dt>\($0.term)</dt><dd>\($0.meaning)</dd>" as Markup }
        return "<details open><summary>Definitions</summary><dl>\(entries.joined())</dl></details>\n"
    }

    private static let all: [(term: String, meaning: String)] = [
        (
            "Latency",
            "Last byte of the response minus the time the request was sent; successful requests unless it says otherwise."
        ),
        (
            "Time to first token (TTFT)",
            "First content chunk minus the time the request was sent; streaming requests only."
        ),
        (
            "Time per output token (TPOT)",
            "(latency − TTFT) / (output tokens − 1); undefined for fewer than two tokens."
        ),
        ("Chunk gap", "Time between consecutive content chunks, pooled over requests."),
        (
            "Percentile",
            "p95 is the value that 95 % of requests stayed at or below; linear interpolation between closest ranks. "
                + "Exact up to 16,384 values, above that within 0.1 %; coarser with more than 32 models, and over time."
        ),
        ("Error rate", "Failed / (successful + failed). Every attempt counts. Unfinished requests are counted apart."),
        ("Unfinished", "Requests started and not ended; not measured where the log has no start events."),
        ("Run duration", "Last response end minus first request start."),
        ("Output tokens a second", "Sum of output tokens / run duration."),
        (
            "Goodput",
            "Requests that met every objective / run duration. A failed request is not good; one with too few tokens for a "
                + "TPOT is judged on the rest. Latency objectives are judged over successful requests."
        ),
        ("In flight", "Requests started and not ended. At equal times, ends count before starts."),
        (
            "Own time of a span",
            "Its duration without what its children cover of it: children at the same time count once, and only while "
                + "their parent lasted. A span whose parent is not in the log is a root."
        ),
        (
            "Incident",
            "The longest span of time steps in which at least a fifth of a provider’s requests, and at least 5, failed."
        ),
        (
            "Confidence interval",
            "Range that would hold the true mean in 95 of 100 repeated runs: mean ± 1.96 · standard deviation / √n."
        ),
        (
            "Cost",
            "As recorded in the log. A request without a cost is unpriced, never $0. "
                + "“Per 1,000” divides by the successful requests that have a cost."
        ),
    ]
}
