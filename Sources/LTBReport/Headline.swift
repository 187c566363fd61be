// Owns the words at the top of every report: what happened, and who caused it.

package import LTBAnalysis

/// The headline sentence and the sentences under it, as plain text: names in it are as recorded, so that each format
/// must escape it as it escapes any text.
package struct Headline: Sendable, Equatable {
    /// A part of a sentence.
    package struct Phrase: Sendable, Equatable {
        /// The words, with the spaces and stops that belong to them.
        package var text: String
        /// Whether it is one of the few figures to see first.
        package var isStrong = false
    }

    /// One sentence, after one on a run that ended badly: whether the objectives were met; without any, how many requests, and how many of them succeeded.
    /// How many failed comes first if more than half did, or over 5 % and no objective says so.
    package var title: String
    /// The same with who caused the failures, where one provider explains them.
    package var titleWithCause: String
    /// Short sentences that say how successful the run was, how fast, and how dear.
    package var deck: [Phrase]

    /// The deck without emphasis.
    package var deckText: String { deck.map(\.text).joined() }

    /// Puts a summary into words.
    package init(_ summary: RunSummary) {
        guard summary.totals.totalRequests > 0 else {
            let nothing = summary.filters.inWords.isEmpty ? "No request ended." : "No request passes the filters."
            title = Self.verdict(on: summary) + nothing
            titleWithCause = title
            deck = Self.nothingEnded(summary)
            return
        }
        let bad = Self.verdict(on: summary)
        let models = Self.modelCount(summary)
        let size = "\(Self.counted(summary.totals.totalRequests, "request")) to \(models)\(Self.duration(of: summary))"
        let cause = FailureCause(summary)
        let because = cause.map { ": \($0.sentence)" } ?? ""
        let answers = Self.answerPhrases(summary)
        let told = Self.successPhrases(summary, cause, before: answers)
        let success = told + answers.map { Phrase(text: told.isEmpty ? $0.text : " \($0.text)") }
        let failed = Self.failed(of: summary.totals)
        guard let objectives = ObjectiveVerdict(summary) else {
            let share = Self.sentenceShare(Self.successShare(of: summary.totals))
            let verdict =
                Self.mostFailed(summary.totals)
                ? "\(failed) to \(models) failed\(Self.duration(of: summary))" : "\(size); \(share) succeeded"
            title = "\(bad)\(verdict)."
            titleWithCause = "\(bad)\(verdict)\(because)."
            deck = success
            return
        }
        deck = [Phrase(text: "\(size). ")] + success
        if Self.failuresLead(summary.totals, objectives) {
            let verdict = "; " + objectives.sentence.prefix(1).lowercased() + objectives.sentence.dropFirst()
            title = "\(bad)\(failed) failed\(verdict)."
            titleWithCause = "\(bad)\(failed) failed\(because)\(verdict)."
            return
        }
        title = bad + objectives.sentence + "."
        titleWithCause = bad + objectives.sentence + (objectives.reason(cause).map { ": \($0)." } ?? ".")
    }

    /// How badly the run ended, as a sentence before all others; empty where it did not.
    private static func verdict(on summary: RunSummary) -> String {
        RunVerdict(summary).sentence.map { "\($0). " } ?? ""
    }

    /// A count and its noun: `1 request`, `12,000 requests`.
    package static func counted(_ count: Int64, _ noun: String) -> String {
        "\(NumberFormat.count(count))\(NumberFormat.space)\(noun)\(count == 1 ? "" : "s")"
    }

    /// A name as recorded, short enough for a sentence: at most 40 characters, and 160 bytes; `(no name)` or `(blank)` where nothing
    /// of it would be seen.
    package static func short(_ name: String) -> String {
        if let placeholder = ShownText.placeholder(of: name) { return placeholder }
        guard name.utf8.count > 40 else { return name }
        var kept = ""
        var bytes = 0
        for (index, character) in name.enumerated() {
            bytes += character.utf8.count
            guard index < 39, bytes <= 157 else { return kept + "…" }
            kept.append(character)
        }
        return kept
    }

    /// `3 models`, `more than 256 models` where not all are told apart.
    private static func modelCount(_ summary: RunSummary) -> String {
        // A model may be called like the sum of those that were not kept.
        let isFolded = summary.folded.contains("models") || summary.folded.contains("models shown")
        let count = Int64(summary.models.count)
        return isFolded ? "more than \(counted(max(count - 1, 0), "model"))" : counted(count, "model")
    }

    private static func duration(of summary: RunSummary) -> String {
        guard let seconds = summary.window?.durationSeconds, seconds > 0 else { return "" }
        return " in " + NumberFormat.duration(seconds: seconds)
    }

    /// `130 of 145 requests`, `All 145 requests`
    private static func failed(of totals: RequestFigures) -> String {
        let all = counted(totals.totalRequests, "request")
        if totals.failedRequests < totals.totalRequests {
            return "\(NumberFormat.count(totals.failedRequests)) of \(all)"
        }
        return totals.totalRequests == 1 ? "The only request" : "All \(all)"
    }

    private static func mostFailed(_ totals: RequestFigures) -> Bool {
        totals.failedRequests > totals.totalRequests - totals.failedRequests
    }

    /// Whether a verdict on objectives alone would hide how many requests failed.
    private static func failuresLead(_ totals: RequestFigures, _ objectives: ObjectiveVerdict) -> Bool {
        mostFailed(totals) || (totals.errorRate ?? 0) > 0.05 && !objectives.missesErrorRate
    }

    private static func successShare(of figures: RequestFigures) -> Double {
        Double(figures.successfulRequests) / Double(figures.totalRequests)
    }

    /// A share in whole percent, or with one decimal where the whole would claim too much.
    static func sentenceShare(_ share: Double) -> String {
        share > 0.985 || share < 0.015 ? NumberFormat.share(share) : NumberFormat.wholeShare(share)
    }

    /// Nothing where the title has said without objectives that all requests succeeded, and there is something else to say.
    private static func successPhrases(
        _ summary: RunSummary, _ cause: FailureCause?, before answers: [Phrase]
    ) -> [Phrase] {
        if summary.objectives.isEmpty, summary.totals.failedRequests == 0, !answers.isEmpty { return [] }
        let share = NumberFormat.share(successShare(of: summary.totals))
        let providers = counted(Int64(summary.providers.count), "provider")
        let recipients = summary.providers.isEmpty ? "" : " to \(providers)"
        let without = cause?.withoutIt.map { " \($0)." } ?? ""
        return [
            Phrase(text: "\(share) of the requests", isStrong: true),
            Phrase(text: "\(recipients) succeeded.\(without)"),
        ]
    }

    private static func answerPhrases(_ summary: RunSummary) -> [Phrase] {
        let parts = [summary.totals.latency.map(speed) ?? tokens(summary.totals), cost(summary)].compactMap { $0 }
        guard let first = parts.first?.first else { return [] }
        return [Phrase(text: "\(first.uppercased())\(parts.joined(separator: "; ").dropFirst()).")]
    }

    /// What is known of requests of which no latency is; nil if that is nothing.
    private static func tokens(_ totals: RequestFigures) -> String? {
        let counts = [
            totals.totalInputTokens > 0 ? "read \(counted(totals.totalInputTokens, "token"))" : nil,
            totals.totalOutputTokens > 0 ? "wrote \(counted(totals.totalOutputTokens, "token"))" : nil,
        ].compactMap(\.self)
        let subject = totals.totalRequests == 1 ? "the request" : "the requests"
        return counts.isEmpty ? nil : "\(subject) \(counts.joined(separator: " and "))"
    }

    private static func speed(_ latency: DistributionFigures) -> String {
        let typical = NumberFormat.duration(seconds: latency.p50)
        if latency.count == 1 { return "the answer took \(typical)" }
        let half = "half of all answers took at most \(typical)"
        return latency.count < 20
            ? half : "\(half), one in twenty more than \(NumberFormat.duration(seconds: latency.p95))"
    }

    /// The computed cost where there are prices, else the recorded one; nil if there is none.
    private static func cost(_ summary: RunSummary) -> String? {
        guard let dollars = summary.totals.totalCost else { return nil }
        return (summary.totals.unpricedRequests == 0 ? "the run cost " : "the priced requests cost ")
            + NumberFormat.cost(dollars) + (summary.isRepriced ? " \(summary.priceWords)" : "")
    }

    private static func nothingEnded(_ summary: RunSummary) -> [Phrase] {
        let events = summary.log.events
        guard events > 0 else { return [Phrase(text: "The log holds no events.")] }
        let size = "The log holds \(counted(events, "event"))"
        // Those that do end a request did not pass.
        return [
            Phrase(text: summary.filters.inWords.isEmpty ? "\(size), and none of them ends a request." : "\(size).")
        ]
    }
}
