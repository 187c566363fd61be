// Owns what a reader must know of two runs before believing their comparison.

import LTBAnalysis
import LTBStatistics

/// Sentences, as plain text in which names are as recorded; the most serious first.
struct ComparisonNotices {
    let sentences: [String]

    init(_ comparison: RunComparison) {
        let sides = [("base", comparison.base), ("candidate", comparison.candidate)]
        sentences =
            sides.compactMap { Self.damage($0, $1.summary.log) } + sides.compactMap { Self.skipped($0, $1.summary.log) }
            + sides.compactMap { Self.dropped($0, $1.summary.log) }
            + [Self.counts(comparison)].compactMap { $0 } + Self.unfinished(comparison)
            + sides.compactMap { Self.unmatched($0, $1.unmatched) } + Self.halves(comparison)
            + Self.sampled(comparison) + Self.longerAnswers(comparison)
    }

    private static func damage(_ side: String, _ log: LogFigures) -> String? {
        guard log.damagedBytes > 0 || log.damagedFrames > 0 || log.tornTail else { return nil }
        let bytes = log.damagedBytes > 0 ? " \(NumberFormat.bytes(log.damagedBytes)) could not be read." : ""
        let torn = log.tornTail ? " It ends in the middle of a frame or line." : ""
        return "The \(side)'s log is damaged:\(bytes)\(torn) What it lost is in no figure."
    }

    private static func skipped(_ side: String, _ log: LogFigures) -> String? {
        Notice.listed(log.skippedLines).map { total, reasons in
            "\(Headline.counted(total, "line")) of the \(side)'s log \(total == 1 ? "is" : "are") not in the figures: "
                + "\(reasons)."
        }
    }

    private static func dropped(_ side: String, _ log: LogFigures) -> String? {
        guard log.droppedEvents > 0 else { return nil }
        return "The \(side)'s recorder had to drop \(Headline.counted(log.droppedEvents, "event"))."
    }

    /// A run that has much fewer requests than the other may have lost them without a trace.
    private static func counts(_ comparison: RunComparison) -> String? {
        guard let fewer = fewer(comparison) else { return nil }
        let each = comparison.base.runs > 1 ? " a run" : ""
        return
            "The \(fewer.few) has only \(fewer.share) of the requests of the \(fewer.many) "
            + "(\(NumberFormat.count(fewer.counts.0)) against \(NumberFormat.count(fewer.counts.1))\(each)): if the others "
            + "were lost, its figures are those of the rest."
    }

    /// The run that has much fewer requests, and how many of the other's; nil where both have about as many.
    static func fewer(
        _ comparison: RunComparison
    ) -> (few: String, many: String, share: String, counts: (Int64, Int64))? {
        let (one, two) = (sent(comparison.base), sent(comparison.candidate))
        guard min(one, two) > 0, min(one, two) * 4 < max(one, two) * 3 else { return nil }
        let share = NumberFormat.wholeShare(Double(min(one, two)) / Double(max(one, two)))
        let names = one < two ? ("base", "candidate") : ("candidate", "base")
        return (names.0, names.1, share, (min(one, two), max(one, two)))
    }

    private static func sent(_ run: RunComparison.Run) -> Int64 {
        (run.summary.totals.totalRequests + (run.summary.totals.unfinishedRequests ?? 0)) / Int64(max(1, run.runs))
    }

    private static func unfinished(_ comparison: RunComparison) -> [String] {
        [("base", comparison.base), ("candidate", comparison.candidate)].compactMap { side, run in
            guard let count = run.summary.totals.unfinishedRequests, count > 0 else { return nil }
            return "\(Headline.counted(count, "request")) of the \(side) never ended."
        }
    }

    private static func unmatched(_ side: String, _ models: [RunComparison.ModelName]) -> String? {
        guard !models.isEmpty else { return nil }
        let names = models.prefix(4).map { "\(Headline.short($0.provider))/\(Headline.short($0.model))" }
        let rest = models.count > 4 ? " and \(models.count - 4) more" : ""
        return
            "Only in the \(side): \(names.joined(separator: ", "))\(rest); --map OLD=NEW compares models of other names."
    }

    /// Examples that only one of the runs has are in no pair.
    private static func halves(_ comparison: RunComparison) -> [String] {
        comparison.groups.compactMap { group in
            guard let common = group.pairedExamples else { return nil }
            let pairs = RunComparison.PairedExamples(
                common: common, base: group.base.kept, candidate: group.candidate.kept)
            let hasWholeShares = group.rows.contains { $0.measure.unit == .share && $0.effect?.isPaired == false }
            return Self.half(pairs).map {
                "\(group.name): \($0)\(hasWholeShares ? "; shares such as the error rate are of all requests" : "")."
            }
        }
    }

    /// That much of a run is in no pair, without a stop; nil where nearly all is.
    static func half(_ pairs: RunComparison.PairedExamples) -> String? {
        let most = max(pairs.base, pairs.candidate)
        guard pairs.common * 10 < most * 9, pairs.base != pairs.candidate else { return nil }
        return "only the \(NumberFormat.count(Int64(pairs.common))) examples that both runs have are compared, "
            + "of \(NumberFormat.count(Int64(most))) requests"
    }

    private static func sampled(_ comparison: RunComparison) -> [String] {
        let parts = comparison.groups.flatMap { [$0.base, $0.candidate] }
        guard parts.contains(where: { Int64($0.kept) < $0.counts.ended }) else { return [] }
        return [
            "Quantiles, means and shares of very many requests are of a sample, the same in every run of this command; "
                + "error rates are of all requests."
        ]
    }

    /// Longer answers take longer.
    private static func longerAnswers(_ comparison: RunComparison) -> [String] {
        comparison.groups.compactMap { group in
            guard let tokens = group.rows.first(where: { $0.measure == .outputTokens }), tokens.verdict == .different,
                group.rows.contains(where: { $0.measure == .latency && [.better, .worse].contains($0.verdict) }),
                let relative = tokens.effect?.relative
            else { return nil }
            let how = relative > 0 ? "longer" : "shorter"
            return
                "\(group.name): answers are \(ComparisonNumbers.percent(abs(relative))) \(how), and latency grows with "
                + "their length; the time per output token does not."
        }
    }
}
