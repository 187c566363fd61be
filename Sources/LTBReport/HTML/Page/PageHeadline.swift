// Owns the headline of the page and the short text below it.

internal import LTBAnalysis

/// The headline with its cause, and the deck: short sentences, past tense, no adjectives.
struct PageHeadline {
    private let page: PageContext
    private let cause: FailureCause?
    private var totals: RequestFigures { page.summary.totals }

    init(_ page: PageContext) {
        self.page = page
        cause = FailureCause(page.summary)
    }

    /// The verdict; with its cause, where one provider explains the failures.
    var title: String {
        let title = Headline(page.summary).title
        guard let cause, title.hasSuffix(".") else { return title }
        return title.dropLast() + ": " + cause.sentence + "."
    }

    /// Success, success without the cause, typical and slow answers, cost.
    var deck: Markup {
        guard totals.totalRequests > 0 else { return nothingEnded }
        let success = NumberFormat.share(Double(totals.successfulRequests) / Double(totals.totalRequests))
        var deck: Markup = "<b>\(success) of the requests</b>\(recipients) succeeded."
        if let without = cause?.withoutIt { deck += " \(without)." }
        let sentence = [latency, cost].filter { !$0.isEmpty }.joined(separator: "; ")
        if let first = sentence.first { deck += " \(first.uppercased() + sentence.dropFirst())." }
        return deck
    }

    private var recipients: String {
        let providers = page.summary.providers.count
        return providers > 0 ? " to " + Plural.count(providers, "provider") : ""
    }

    private var latency: String {
        guard let latency = totals.latency else { return "" }
        let typical = NumberFormat.duration(seconds: latency.p50)
        if latency.count == 1 { return "the answer took " + typical }
        if latency.count < 20 { return "half of all answers took at most " + typical }
        return "half of all answers took at most " + typical + ", one in twenty more than "
            + NumberFormat.duration(seconds: latency.p95)
    }

    private var cost: String {
        totals.totalCost.map { "the run cost " + NumberFormat.cost($0) } ?? ""
    }

    private var nothingEnded: Markup {
        let events = page.summary.log.events
        guard events > 0 else { return "The log holds no events." }
        let count = totals.unfinishedRequests ?? 0
        let started = count > 0 ? " \(Plural.count(count, "request")) started and did not end." : ""
        return "The log holds \(Plural.count(events, "event")), and none of them ends a request.\(started)"
    }
}
