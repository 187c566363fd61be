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

    /// One sentence.
    package var title: String
    /// Short sentences that say how large, how successful, why not, how fast and how dear; empty when nothing ended.
    package var deck: [Phrase] = []

    /// The deck without emphasis.
    package var deckText: String { deck.map(\.text).joined() }

    /// Puts a summary into words.
    package init(_ summary: RunSummary) {
        let totals = summary.totals
        guard totals.totalRequests > 0 else {
            title = "No request ended."
            return
        }
        let requests = Self.counted(totals.totalRequests, "request")
        let models = Self.counted(Int64(summary.models.count), "model")
        let size = "\(requests) to \(models)" + Self.duration(of: summary)
        title = "\(size); \(Self.sentenceShare(Self.successShare(of: totals))) succeeded."
        deck = Self.successPhrases(summary) + Self.speedPhrases(totals) + Self.costPhrases(totals)
    }

    /// A count and its noun: `1 request`, `12,000 requests`.
    package static func counted(_ count: Int64, _ noun: String) -> String {
        "\(NumberFormat.count(count))\(NumberFormat.space)\(noun)\(count == 1 ? "" : "s")"
    }

    /// A name as recorded, short enough for a sentence: at most 40 characters, and 160 bytes.
    package static func short(_ name: String) -> String {
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

    private static func duration(of summary: RunSummary) -> String {
        guard let seconds = summary.window?.durationSeconds, seconds > 0 else { return "" }
        return " in " + NumberFormat.duration(seconds: seconds)
    }

    private static func successShare(of figures: RequestFigures) -> Double {
        Double(figures.successfulRequests) / Double(figures.totalRequests)
    }

    /// A share in whole percent, or with one decimal where the whole would claim too much.
    static func sentenceShare(_ share: Double) -> String {
        share > 0.985 || share < 0.015 ? NumberFormat.share(share) : NumberFormat.wholeShare(share)
    }

    private static func successPhrases(_ summary: RunSummary) -> [Phrase] {
        let totals = summary.totals
        let providers = counted(Int64(summary.providers.count), "provider")
        var phrases = [
            Phrase(text: "\(NumberFormat.share(successShare(of: totals))) of the requests", isStrong: true),
            Phrase(text: " to \(providers) succeeded"),
        ]
        guard let cause = FailureCause(summary) else { return phrases + [Phrase(text: ".")] }
        phrases.append(Phrase(text: "; \(cause.sentence)."))
        return phrases + (cause.withoutIt.map { [Phrase(text: " \($0).")] } ?? [])
    }

    private static func speedPhrases(_ totals: RequestFigures) -> [Phrase] {
        guard let latency = totals.latency else { return [] }
        let typical = NumberFormat.duration(seconds: latency.p50)
        if latency.count < 20 { return [Phrase(text: " Half of all answers took at most \(typical).")] }
        let slow = NumberFormat.duration(seconds: latency.p95)
        return [Phrase(text: " Half of all answers took at most \(typical), one in twenty \(slow) or more.")]
    }

    private static func costPhrases(_ totals: RequestFigures) -> [Phrase] {
        guard let cost = totals.totalCost else { return [] }
        let amount = NumberFormat.cost(cost)
        if totals.unpricedRequests == 0 { return [Phrase(text: " The run cost \(amount).")] }
        return [Phrase(text: " What was priced of the run cost \(amount).")]
    }
}
