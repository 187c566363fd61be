// Owns the footer: what the page was made from, and what the log did not hold.

internal import LTBAnalysis

/// Where the figures come from.
enum Footer {
    static func markup(_ page: PageContext) -> Markup {
        let sentences = [source(page), missing(page.summary)].filter { !$0.isEmpty }
        return "<footer>\(sentences.joined(separator: " "))</footer>\n"
    }

    private static func source(_ page: PageContext) -> Markup {
        let log = page.summary.log
        let files = log.files.map { $0.name == "-" ? "standard input" : $0.name }
        var names = files.prefix(3).map { VisibleText.cut($0, to: 60) }.joined(separator: ", ")
        if files.count > 3 { names += " and " + Plural.count(files.count - 3, "more file") }
        let from = names.isEmpty ? "" : names + ", "
        var text = "Made from " + from + Plural.count(log.events, "event")
        let unknown = log.unknownTypes.values.saturatingSum
        if unknown > 0 { text += " (" + NumberFormat.count(unknown) + " of unknown types)" }
        if let run = runs(page) { text += "; " + run }
        if let tool = page.summary.run?.tool {
            let version = page.summary.run?.toolVersion.map { " " + $0 } ?? ""
            text += "; recorded by " + VisibleText.cut(tool + version, to: 60)
        }
        if let host = page.summary.run?.host { text += " on " + VisibleText.cut(host, to: 60) }
        return "\(text)."
    }

    private static func runs(_ page: PageContext) -> String? {
        let ids = page.summary.runs.compactMap(\.runID)
        guard !ids.isEmpty else { return nil }
        let shown = ids.prefix(3).map { VisibleText.cut($0, to: 60) }.joined(separator: ", ")
        let more = ids.count > 3 ? " and \(NumberFormat.count(Int64(ids.count - 3))) more" : ""
        return (ids.count == 1 ? "run " : "runs ") + shown + more
    }

    /// What a section or a chart would have needed.
    private static func missing(_ summary: RunSummary) -> Markup {
        let totals = summary.totals
        let all: [(name: String, isThere: Bool)] = [
            ("requests", totals.totalRequests > 0), ("latencies", totals.latency != nil),
            ("times to first token", totals.timeToFirstToken != nil),
            ("times per output token", totals.timePerOutputToken != nil), ("tokens", TokensChart.hasTokens(totals)),
            ("costs", totals.totalCost != nil), ("concurrency", totals.peakConcurrency != nil),
            ("provider status", !summary.providerStatus.isEmpty), ("benchmarks", !summary.benchmarks.isEmpty),
            ("evaluation scores", !summary.evaluations.isEmpty), ("alerts", !summary.alerts.isEmpty),
            ("recorded metrics", !summary.metrics.isEmpty), ("spans", summary.spans != nil),
        ]
        let names = all.filter { !$0.isThere }.map(\.name)
        return names.isEmpty ? .empty : "Not in this log: \(names.joined(separator: ", "))."
    }
}
