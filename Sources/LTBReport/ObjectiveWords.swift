// Owns the words for objectives: what was asked for, and whether it was met.

package import LTBAnalysis

extension RunSummary {
    /// The objectives judged over all requests.
    package var overallObjectives: [ObjectiveFigures] { objectives(provider: nil, model: nil) }

    /// The objectives judged over the requests to a provider and model; nil means all of them together.
    func objectives(provider: String?, model: String?) -> [ObjectiveFigures] {
        objectives.filter { $0.provider == provider && $0.model == model }
    }

    /// Goodput in one sentence, or by what it could not be measured; empty without objectives.
    var goodputSentence: String {
        if let goodput { return goodput.sentence }
        let unjudged = overallObjectives.filter { $0.judged == 0 }.map(\.objective)
        guard !unjudged.isEmpty else { return "" }
        return "Goodput: \(NumberFormat.notMeasured), since no request could be judged by "
            + "\(unjudged.joined(separator: ", "))."
    }

    /// The names of the models that missed an objective, the first three of them; a dash where there are none.
    func modelsMissing(_ objective: ObjectiveFigures) -> String {
        let missed = objectives.filter { $0.model != nil && $0.isMet == false && $0.isSame(as: objective) }
        guard !missed.isEmpty else { return NumberFormat.dash }
        let rest = missed.count > 3 ? ["\(missed.count - 3) more"] : []
        return (missed.prefix(3).map { Headline.short($0.model ?? "") } + rest).joined(separator: ", ")
    }
}

extension ObjectiveFigures {
    /// `Latency within 5 s`, `No error`
    package var title: String {
        let sides = objective.split(separator: "=", maxSplits: 1)
        let limit = sides.count == 2 ? Self.spaced(sides[1]) : ""
        return switch sides.first {
        case "latency<": "Latency within \(limit)"
        case "ttft<": "First token within \(limit)"
        case "tpot<": "Time per output token within \(limit)"
        case "error_rate<": "No error"
        default: objective
        }
    }

    /// A limit as a user writes it, `5s` or `1.5 s`, with a no-break space before its unit.
    private static func spaced(_ limit: Substring) -> String {
        let amount = limit.prefix { $0.isNumber || $0 == "." }
        let unit = limit.dropFirst(amount.count).drop(while: \.isWhitespace)
        return amount.isEmpty || unit.isEmpty ? String(limit) : "\(amount)\(NumberFormat.space)\(unit)"
    }

    /// `latency<=5s`, and the share that is needed where it is not the usual one: `latency<=5s@99%`; `no error`.
    var shortName: String {
        if objective.hasPrefix("error_rate<") { return "no error" }
        return shareNeeded == 0.95 ? objective : "\(objective)@\(NumberFormat.trimmed(shareNeeded * 100, places: 7))%"
    }

    /// `met`, `missed`, `not measured`
    package var verdict: String { isMet.map { $0 ? "met" : "missed" } ?? NumberFormat.notMeasured }

    /// Whether another one, of whichever provider and model, asks for the same.
    func isSame(as other: ObjectiveFigures) -> Bool {
        objective == other.objective && shareNeeded == other.shareNeeded
    }

    /// `Latency within 5 s: 91.2 % of the requests reached it, 95 % are needed`
    fileprivate var gapSentence: String {
        "\(title): \(reachedText ?? NumberFormat.dash) of the requests reached it, \(neededText) are needed"
    }

    /// The title within a sentence: `latency within 5 s`; the objective as it was given where it has no title.
    fileprivate var inSentence: String {
        title == objective ? title : title.prefix(1).lowercased() + title.dropFirst()
    }

    /// ` (91.2 % of the requests reached it, 95 % are needed)`
    fileprivate var gapInBrackets: String {
        reachedText.map { " (\($0) of the requests reached it, \(neededText) are needed)" } ?? ""
    }

    /// The share that is needed, as exactly as it was asked for: `95.0 %`, `99.96 %`.
    package var neededText: String {
        let exact = NumberFormat.trimmed(shareNeeded * 100, places: 7)
        let places = exact.split(separator: ".").dropFirst().first?.count ?? 0
        return places <= 1 ? NumberFormat.share(shareNeeded) : "\(exact)\(NumberFormat.space)%"
    }

    /// The share that reached it, with as many decimals as it takes to tell it from the one that is needed; nil where
    /// nothing was judged.
    package var reachedText: String? {
        guard let attainment else { return nil }
        let short = NumberFormat.share(attainment)
        guard short == neededText, attainment != shareNeeded else { return short }
        let exact = (2...7).lazy.map { NumberFormat.trimmed(attainment * 100, places: $0) }
            .first { $0 != NumberFormat.trimmed(shareNeeded * 100, places: 7) }
        return exact.map { "\($0)\(NumberFormat.space)%" } ?? short
    }
}

extension GoodputFigures {
    /// `Goodput: 85.5 % of all requests met every objective (85.1 % to 85.9 %), 6.82 a second, 210 a dollar.`
    var sentence: String {
        guard let fraction else { return "No request ended that could meet an objective." }
        let range = interval.map {
            " (\(NumberFormat.share($0.lowerBound)) to \(NumberFormat.share($0.upperBound)))"
        }
        let rate = requestsPerSecond.map { ", \(NumberFormat.quantity($0)) a second" }
        let perDollar = requestsPerDollar.map { ", \(NumberFormat.quantity($0)) a dollar" }
        let details = [range, rate, perDollar].compactMap { $0 }.joined()
        return "Goodput: \(NumberFormat.share(fraction)) of all requests met every objective\(details)."
    }
}

/// The verdict on a run's objectives in words.
package struct ObjectiveVerdict: Sendable, Equatable {
    /// `Two of three objectives were missed`, `All three objectives were met`, without a stop.
    package let sentence: String
    /// Those that were missed, the furthest from being met first.
    private let missed: [ObjectiveFigures]
    /// Whether any was missed.
    package let isMissed: Bool
    /// Whether too many requests failed.
    let missesErrorRate: Bool
    /// The objectives by which no request could be judged.
    package let unmeasured: [String]

    /// Nil without objectives.
    package init?(_ summary: RunSummary) {
        let all = summary.overallObjectives
        guard !all.isEmpty else { return nil }
        missed = all.filter { $0.isMet == false }.enumerated().sorted {
            let gaps = (Self.gap($0.element), Self.gap($1.element))
            return gaps.0 == gaps.1 ? $0.offset < $1.offset : gaps.0 > gaps.1
        }.map(\.element)
        unmeasured = all.filter { $0.isMet == nil }.map(\.objective)
        isMissed = !missed.isEmpty
        missesErrorRate = missed.contains { $0.objective.hasPrefix("error_rate") }
        if isMissed {
            sentence = Self.sentence(missed.count, of: all.count, "missed")
        } else if unmeasured.isEmpty {
            let many = all.count == 2 ? "Both" : "All \(Self.word(all.count))"
            sentence = all.count == 1 ? "The objective was met" : "\(many) objectives were met"
        } else {
            sentence = Self.sentence(unmeasured.count, of: all.count, "not measured")
        }
    }

    /// The objective that is furthest from being met: what was reached, and what is needed; nil if none was missed.
    package var worst: String? { missed.first?.gapSentence }

    /// Why objectives were missed: the cause of the failures for the error rate alone, as failures are no reason to miss
    /// another objective; the others by name. Nil if none was missed.
    func reason(_ cause: FailureCause?) -> String? {
        guard let cause, missesErrorRate else { return worst }
        let others = missed.filter { !$0.objective.hasPrefix("error_rate") }
        guard let first = others.first else { return cause.sentence }
        let rest = others.dropFirst().map(\.inSentence)
        let names =
            [first.inSentence + first.gapInBrackets] + rest.prefix(2)
            + (rest.count > 2 ? [Headline.counted(Int64(rest.count - 2), "other")] : [])
        return "\(names.joined(separator: ", ")) and the error rate, as \(cause.sentence)"
    }

    private static func gap(_ objective: ObjectiveFigures) -> Double {
        objective.shareNeeded - (objective.attainment ?? 1)
    }

    private static func sentence(_ count: Int, of all: Int, _ what: String) -> String {
        guard all > 1 else { return "The objective was \(what)" }
        let counted = word(count)
        let start = counted.prefix(1).uppercased() + counted.dropFirst()
        return "\(start) of \(word(all)) objectives \(count == 1 ? "was" : "were") \(what)"
    }

    private static func word(_ count: Int) -> String {
        let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
        return count < words.count ? words[count] : NumberFormat.count(Int64(count))
    }
}
