// Owns what is said of a comparison in words: what changed first, and why something could not be told.

package import LTBAnalysis
import LTBStatistics

/// The sentences at the top of every output of a comparison, as plain text in which names are as recorded.
struct ComparisonWords {
    /// As many changes are told in a sentence each.
    private static let mostChanges = 6
    private let comparison: RunComparison

    init(_ comparison: RunComparison) { self.comparison = comparison }

    /// What changed, in one sentence, and in another what makes it doubtful.
    var headline: String {
        guard let counts = ComparisonNotices.fewer(comparison) else { return verdict }
        return "\(verdict) The \(counts.few) has only \(counts.share) of the requests of the \(counts.many)."
    }

    private var verdict: String {
        let (worse, better) = (changes(.worse), changes(.better))
        if let first = worse.first {
            let rest = better.isEmpty ? "" : "; \(Self.figures(better.count)) got better"
            return "\(Self.figures(worse.count).capitalizedFirst) got worse\(rest): \(first)."
        }
        guard comparison.isJudged else { return "Nothing could be judged: \(obstacle)." }
        if let first = better.first { return "Nothing got worse, \(Self.figures(better.count)) got better: \(first)." }
        let other = changes(.different)
        if let first = other.first {
            let verb = other.count == 1 ? "is" : "are"
            return "Nothing got worse or better, \(Self.figures(other.count)) \(verb) different: \(first)."
        }
        let same = comparison.count(.same)
        let rest = [
            comparison.count(.unclear) > 0
                ? "of \(Self.number(comparison.count(.unclear))) there \(comparison.scarcity) to tell" : nil,
            comparison.lost > 0
                ? "\(Self.number(comparison.lost)) \(comparison.lost == 1 ? "is" : "are") not comparable" : nil,
        ].compactMap { $0 }
        let beginning = comparison.overallVerdict == .same ? "Nothing got worse" : "Little can be told"
        let told = "\(Self.figures(same)) \(same == 1 ? "is" : "are") the same"
        return "\(beginning): \(([told] + rest).joined(separator: "; "))."
    }

    /// Why nothing could be judged.
    private var obstacle: String {
        if comparison.groups.isEmpty { return "the runs have no model in common" }
        if comparison.groups.allSatisfy(\.isLost) { return "no request of either run got an answer" }
        if comparison.rows.contains(where: { $0.reason == .scatter }) {
            return "the runs before differ from each other too much to tell"
        }
        if comparison.rows.contains(where: { $0.reason == .equalRuns }) {
            return "the runs before were all equal, which does not tell how much runs differ"
        }
        return comparison.lost > 0 && comparison.count(.unclear) == 0
            ? "what was measured is not comparable" : "too little was measured"
    }

    /// The changes that follow the first, a sentence each, and those that are certain and too small to matter.
    var deck: [String] {
        let told = (changes(.worse) + changes(.better) + changes(.different)).dropFirst()
        let rest = told.count - Self.mostChanges
        return told.prefix(Self.mostChanges).map { $0.capitalizedFirst + "." }
            + (rest > 0 ? ["\(rest) more changed."] : []) + small
    }

    /// Changes that are certain: those that are smaller than what matters, and those that may be.
    private var small: [String] {
        certain(.same, "Certain, but smaller than what matters")
            + certain(.unclear, "Certain, but perhaps smaller than what matters")
    }

    private func certain(_ verdict: RunComparison.Verdict, _ beginning: String) -> [String] {
        let found = comparison.groups.flatMap { group in
            group.rows.filter { $0.verdict == verdict && $0.isCertain }.map { row in
                let change = row.effect?.relative.map { " " + ComparisonNumbers.relative($0) } ?? ""
                return row.name + (comparison.groups.count == 1 ? "" : " of \(group.shortName)") + change
            }
        }
        guard !found.isEmpty else { return [] }
        let rest = found.count > Self.mostChanges ? " and \(found.count - Self.mostChanges) more" : ""
        return ["\(beginning): \(found.prefix(Self.mostChanges).joined(separator: ", "))\(rest)."]
    }

    /// The changes with a verdict, the largest first: `latency p50 rose by 39.8 %, from 8.61 s to 12.0 s`.
    private func changes(_ verdict: RunComparison.Verdict) -> [String] {
        let isOne = comparison.groups.count == 1
        let found = comparison.groups.flatMap { group in
            group.rows.filter { $0.verdict == verdict }.map { (group: group, row: $0) }
        }
        let order = found.indices.sorted { (found[$1].row.size, $0) < (found[$0].row.size, $1) }
        return order.map { index in
            let (group, row) = found[index]
            return row.name + (isOne ? "" : " of \(group.shortName)") + " " + Self.change(row)
        }
    }

    private static func change(_ row: RunComparison.Row) -> String {
        guard let effect = row.effect else { return "changed" }
        let (base, candidate) = (row.text(effect.base.value), row.text(effect.candidate.value))
        let verb = effect.difference > 0 ? "rose" : "fell"
        guard effect.candidate.value.isFinite else { return "rose from \(base) to longer than any answer" }
        guard effect.base.value.isFinite else { return "fell from longer than any answer to \(candidate)" }
        guard row.measure.unit != .share, let relative = effect.relative, relative.isFinite else {
            return "\(verb) from \(base) to \(candidate)"
        }
        return "\(verb) by \(ComparisonNumbers.percent(abs(relative))), from \(base) to \(candidate)"
    }

    private static func figures(_ count: Int) -> String { count == 1 ? "one figure" : "\(number(count)) figures" }

    private static func number(_ count: Int) -> String { NumberFormat.count(Int64(count)) }

    /// Why a figure is not comparable, or unclear.
    static func sentence(_ reason: RunComparison.Reason, of row: RunComparison.Row) -> String {
        switch reason {
        case .notMeasured(let side): "nothing was measured in the \(side.rawValue)"
        case .fewValues(let needed): "it takes at least \(needed) values a side"
        case .survivors(let base, let candidate):
            "\(NumberFormat.share(base)) of the base's requests got no answer, and \(NumberFormat.share(candidate)) of "
                + "the candidate's: those that are missing could explain the difference"
        case .beyondAnswers: "in both runs so many requests got no answer"
        case .missing(let base, let candidate):
            "the candidate has only \(NumberFormat.count(candidate)) of the base's \(NumberFormat.count(base)) requests: "
                + "if the others were lost without a trace, that explains it"
        case .fewRuns(let needed): "it takes at least \(needed) runs to tell a difference from chance"
        case .scatter: "the runs before differ from each other too much to tell"
        case .equalRuns: "the runs before were all equal, which does not tell how much runs differ"
        case .mix(let model, let base, let candidate):
            "\(Headline.short(model)) took \(NumberFormat.wholeShare(base)) of the requests in the base, and "
                + "\(NumberFormat.wholeShare(candidate)) in the candidate: another mix is no change of a model"
        }
    }

    /// Of a group, why figures are not comparable or unclear: one line for figures that share a reason.
    static func remarks(_ group: RunComparison.Group) -> [String] {
        var lines: [(reason: String, names: [String])] = []
        for row in group.rows {
            guard let reason = remark(row) else { continue }
            if let index = lines.firstIndex(where: { $0.reason == reason }) {
                lines[index].names.append(row.name)
            } else {
                lines.append((reason, [row.name]))
            }
        }
        return lines.map { "\(merged($0.names)): \($0.reason)." }
    }

    private static func remark(_ row: RunComparison.Row) -> String? {
        if row.verdict == .notComparable, let reason = row.reason {
            return "not comparable, since \(sentence(reason, of: row))"
        }
        guard row.verdict == .unclear else { return nil }
        if let reason = row.reason { return "unclear, since \(sentence(reason, of: row))" }
        let what = row.measure.isOfScores ? "scores" : "requests"
        return row.requestsNeeded.map { needed in
            "unclear; about \(NumberFormat.count(Int64(rounded(needed)))) \(what) a side would decide it, were it as it seems"
        } ?? "unclear, and no number of \(what) in reach would decide it"
    }

    /// Two figures: more would claim too much.
    private static func rounded(_ count: Int) -> Double {
        var scale = 1.0
        while Double(count) / scale >= 100 { scale *= 10 }
        return (Double(count) / scale).rounded(.up) * scale
    }

    /// `latency p50, p95, p99`: what names have in common is said once.
    private static func merged(_ names: [String]) -> String {
        var parts: [String] = []
        var last = ""
        for name in names {
            let words = name.split(separator: " ")
            let head = words.dropLast().joined(separator: " ")
            parts.append(!head.isEmpty && head == last ? String(words[words.count - 1]) : name)
            last = head
        }
        return parts.joined(separator: ", ")
    }
}

extension RunComparison {
    /// What changed, in one sentence.
    package var headline: String { ComparisonWords(self).headline }

    /// What is said of the comparison in a word: what got worse, else better, else different; else what is said of most.
    var overallVerdict: Verdict {
        if isWorse { return .worse }
        guard isJudged else { return count(.unclear) > 0 ? .unclear : .notComparable }
        if count(.better) > 0 { return .better }
        if count(.different) > 0 { return .different }
        if count(.same) >= count(.unclear) + lost { return .same }
        return count(.unclear) >= lost ? .unclear : .notComparable
    }

    fileprivate func count(_ verdict: Verdict) -> Int { rows.count { $0.verdict == verdict } }

    /// How many figures both runs have and cannot be compared.
    fileprivate var lost: Int { rows.count { $0.verdict == .notComparable && $0.effect != nil } }

    /// What there is too little of, where figures are unclear.
    fileprivate var scarcity: String {
        if past != nil { return "is too little" }
        let areScores = rows.allSatisfy { $0.verdict != .unclear || $0.measure.isOfScores }
        return "are too few \(areScores ? "scores" : "requests")"
    }
}

extension RunComparison.Group {
    /// More characters of a model's name are cut, as names may be as long as they like.
    private static let longestName = 100

    /// The model, or both where they have other names.
    var name: String {
        if isNew, let candidateModel { return "\(Self.cut(candidateModel)), against all models of the base" }
        guard let baseModel, let candidateModel else { return "All models" }
        let (one, two) = (Self.cut(baseModel), Self.cut(candidateModel))
        return baseModel == candidateModel ? one : "\(one) → \(two)"
    }

    private static func cut(_ model: RunComparison.ModelName) -> String {
        VisibleText.cut(ShownText.model(model.provider, model.model), to: longestName)
    }

    /// The model without its provider, for sentences.
    var shortName: String {
        if isNew, let candidateModel { return "\(Headline.short(candidateModel.model)), which is new," }
        guard let baseModel, let candidateModel else { return "all models" }
        let (one, two) = (Headline.short(baseModel.model), Headline.short(candidateModel.model))
        return one == two ? one : "\(one) → \(two)"
    }

    /// How many requests are compared, and how.
    var sizes: String {
        let (one, two) = (Self.size(base), Self.size(candidate))
        let how =
            pairedExamples.map { "; \(NumberFormat.count(Int64($0))) examples are compared with themselves" } ?? ""
        return "\(one) in the base, \(two) in the candidate\(how)."
    }

    private static func size(_ part: RunComparison.Part) -> String {
        var text = Headline.counted(part.counts.ended, "request")
        if let runs = part.runs { return "\(text) a run of \(Headline.counted(Int64(runs), "run"))" }
        if Int64(part.kept) < part.counts.ended { text += " (\(NumberFormat.count(Int64(part.kept))) of them sampled)" }
        return text
    }
}

extension RunComparison.Row {
    /// `latency p95`, `error rate`, `faithfulness pass rate`.
    var name: String {
        let measure =
            switch measure {
            case .latency: "latency"
            case .timeToFirstToken: "TTFT"
            case .timePerOutputToken: "TPOT"
            case .outputTokens: "output tokens"
            case .errorRate: "error rate"
            case .cost: "cost a request"
            case .goodput: "goodput"
            case .score(let metric): Headline.short(metric)
            case .passRate(let metric): "\(Headline.short(metric)) pass rate"
            case .latencyWithFailures: "latency with failures"
            case .passRateWithFailures(let metric): "\(Headline.short(metric)) pass rate with failures"
            }
        return statistic == nil ? measure : "\(measure) \(statisticName)"
    }

    /// A value in the measure's unit.
    func text(_ value: Double) -> String { ComparisonNumbers.value(value, measure.unit) }

    /// The interval of the change, of a share in points, else in percent; nil where there is none.
    var interval: String? {
        guard let effect else { return nil }
        let isShare = measure.unit == .share
        return (isShare ? effect.interval : effect.relativeInterval).map { range in
            ComparisonNumbers.interval(range, around: isShare ? effect.difference : effect.relative, measure.unit)
        }
    }

    /// Whether it changed for certain.
    fileprivate var isCertain: Bool {
        guard let effect, let correctedPValue else { return false }
        return correctedPValue < 0.05 && effect.excludesNoDifference
    }

    /// How much it changed, to order changes by: as a share, and shares by points.
    fileprivate var size: Double {
        guard let effect else { return 0 }
        return abs(measure.unit == .share ? effect.difference : effect.relative ?? .infinity)
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
