// Owns what keeps a cost from being the whole of it.

package import LTBAnalysis

/// What a cost lacks: it is then a lower bound of what the run did cost.
package struct CostGaps: Sendable, Equatable {
    /// What is missing, as clauses of a sentence; empty where nothing is known to be.
    package let parts: [String]

    /// Whether nothing is known to be missing.
    package var isEmpty: Bool { parts.isEmpty }

    /// `1 request could not be priced, 3 lines were skipped`
    package var text: String { parts.joined(separator: ", ") }

    /// That it is a lower bound, and why; empty where it is not.
    package var sentence: String {
        isEmpty ? "" : "The cost is a lower bound: \(text); none of that counts as $0."
    }

    /// What the computed cost of a summary lacks, or the cost on the prices of its what-ifs.
    package init(_ summary: RunSummary, ofWhatIf: Bool = false) {
        guard let cost = summary.cost, cost.isRepriced else {
            parts = []
            return
        }
        let (log, total) = (summary.log, cost.total)
        let skipped = log.skippedLines.values.reduce(0) { $0 &+ $1 }
        let isCut = log.damagedBytes > 0 || log.damagedFrames > 0
        let damage = "\(NumberFormat.bytes(log.damagedBytes)) in \(Headline.counted(log.damagedFrames, "frame"))"
        parts = [
            Self.part(
                ofWhatIf ? total.whatIfUnpricedRequests : total.unpricedRequests, "request", "could not be priced"),
            Self.part(summary.totals.unfinishedRequests ?? 0, "request", "did not finish"),
            isCut ? "\(damage) could not be read" : nil,
            log.tornTail ? "the log ends in the middle of a frame or line" : nil,
            Self.part(skipped, "line", skipped == 1 ? "was skipped" : "were skipped"),
            Self.part(log.droppedEvents, "event", "did not reach the log"),
        ].compactMap(\.self)
    }

    private static func part(_ count: Int64, _ noun: String, _ verb: String) -> String? {
        count > 0 ? "\(Headline.counted(count, noun)) \(verb)" : nil
    }
}
