// Owns how costs are told in words: figures with their notes, reasons, sources.

package import LTBAnalysis

extension CostFigures {
    /// The cost of a thousand requests, on average over those that have one.
    var perThousand: Double? { perRequest.map { $0 * 1000 } }

    /// Whether there are requests, and none of them used anything as far as is known.
    var hasNoUsage: Bool { requests > 0 && requestsWithoutUsage == requests }

    /// What is said in place of a computed cost that there is not.
    var absence: String { hasNoUsage ? "no usage" : "unpriced" }

    /// What is said in place of a recorded cost that there is not.
    var recordedAbsence: String { hasNoUsage ? "no usage" : ReportTable.Cell.notRecorded.text }
}

extension RunSummary {
    /// Whether there were prices to compute costs by.
    var isRepriced: Bool { cost?.isRepriced == true }

    /// Whose prices a cost is by, to follow it; empty where it is the recorded one.
    var priceWords: String { isRepriced ? "by the given prices" : "" }
}

extension RequestFigures {
    /// Whether they failed and used nothing, so that they lack no price.
    var hasNoUsage: Bool { totalCost == nil && successfulRequests == 0 && unpricedRequests == 0 }

    /// What is said in place of a cost that there is not.
    var costAbsence: String { hasNoUsage && failedRequests > 0 ? "no usage" : "unpriced" }
}

extension UnpricedCause {
    /// The reason, to follow `unpriced:`.
    var words: String {
        switch self {
        case .unknownModel: "no price table has the model"
        case .notPricedByToken: "not priced by token"
        case .notPricedThen: "no price for that time"
        case .noInputPrice: "no price for input tokens"
        case .noOutputPrice: "no price for output tokens"
        case .inputNotMeasured: "input tokens not measured"
        case .outputNotMeasured: "output tokens not measured"
        case .inputPartsExceedIt: "more cached or written tokens than input"
        case .reasoningExceedsOutput: "more reasoning tokens than output"
        case .tooLarge: "the cost is too large to tell"
        }
    }

    /// Reasons, the most frequent first.
    static func list(_ counts: [UnpricedCause: Int64]) -> String {
        counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.map(\.key.words)
            .joined(separator: ", ")
    }
}

extension NumberFormat {
    /// How far a figure is from another one: `+1.5 %`, `−12 %`, `−0.03 %`, `0 %`, and of what is cut `<−99.9 %`,
    /// `>−0.0001 %`.
    static func drift(_ fraction: Double) -> String {
        guard fraction != 0, fraction.isFinite else { return share(fraction) }
        let size = abs(fraction)
        // Of a drift too small for a decimal one figure is told, which has its sign.
        let text = size >= 0.0005 ? share(size) : significant(max(size * 100, 0.0001), figures: 1) + space + "%"
        let isCut = text.hasPrefix(">")
        let digits = isCut ? String(text.dropFirst()) : text
        guard isCut || size < 0.000_001 else { return (fraction > 0 ? "+" : "−") + digits }
        // A comparison is with the whole number, and so turns around with its sign.
        return (isCut == (fraction > 0) ? ">" : "<") + (fraction > 0 ? "+" : "−") + digits
    }
}

extension CostSummary {
    /// What there is to say of the costs of all requests, as figures with notes.
    var keyFigures: [KeyFigure] {
        let parts = isRepriced ? [computedFigure, recordedFigure, driftFigure] : [recordedFigure]
        return (parts + [whatIfFigure, savingsFigure] + wasteFigures + [exampleFigure]).compactMap(\.self)
    }

    private var computedFigure: KeyFigure {
        guard let computed = total.computed else { return KeyFigure(label: "Computed", value: total.absence) }
        return KeyFigure(
            label: "Computed", value: NumberFormat.cost(computed),
            note: Self.note(total.computedRequests, of: total.requests, perThousand: total.perThousand))
    }

    private var recordedFigure: KeyFigure {
        guard let recorded = total.recorded else { return KeyFigure(label: "Recorded", value: total.recordedAbsence) }
        return KeyFigure(
            label: "Recorded", value: NumberFormat.cost(recorded),
            note: Self.note(
                total.recordedRequests, of: total.requests, perThousand: isRepriced ? nil : total.perThousand))
    }

    private var driftFigure: KeyFigure? {
        total.drift.map {
            let requests = Headline.counted(total.comparedRequests, "request")
            return KeyFigure(
                label: "Drift", value: NumberFormat.drift($0), note: "computed against recorded, \(requests) with both")
        }
    }

    private static func note(_ priced: Int64, of requests: Int64, perThousand: Double?) -> String {
        let all = Headline.counted(requests, "request")
        let each = perThousand.map { "\(NumberFormat.cost($0)) per 1,000" }
        let isOfAll = priced == requests
        let parts = [
            isOfAll ? all : "\(NumberFormat.count(priced)) of \(all)",
            isOfAll ? each : each.map { "\($0) priced ones" },
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    private var whatIfFigure: KeyFigure? {
        guard !whatIfs.isEmpty else { return nil }
        guard let whatIf = total.whatIf else { return KeyFigure(label: "What if", value: total.absence) }
        return KeyFigure(label: "What if", value: NumberFormat.cost(whatIf), note: whatIfComparison ?? "")
    }

    /// Which models a what-if prices as which others; empty without any.
    var whatIfSentence: String {
        guard !whatIfs.isEmpty else { return "" }
        let models = whatIfs.prefix(4).map { "\(Headline.short($0.model)) priced as \(Headline.short($0.pricedAs))" }
        let rest = whatIfs.count > 4 ? ["\(whatIfs.count - 4) more"] : []
        return "What if: \((models + rest).joined(separator: ", "))."
    }

    /// How the prices of a what-if compare: over the same requests, and how many could not be compared.
    private var whatIfComparison: String? {
        guard let change = total.whatIfChange.map(NumberFormat.drift) else { return nil }
        let left = total.dueRequests - total.whatIfComparedRequests
        guard left > 0 else { return change }
        let compared = NumberFormat.count(total.whatIfComparedRequests)
        return "\(change) over the \(compared) with both prices, \(NumberFormat.count(left)) left out"
    }

    private var savingsFigure: KeyFigure? {
        guard let savings = total.cacheSavings, savings != 0 else { return nil }
        let before = (total.computed ?? 0) + savings
        let note =
            before > 0 ? "\(NumberFormat.share(savings / before)) of \(NumberFormat.cost(before)) without them" : ""
        return KeyFigure(label: "Saved by cache reads", value: NumberFormat.cost(savings), note: note)
    }

    private var wasteFigures: [KeyFigure] {
        [("Failed requests", total.failed, total.failedShare), ("Retried attempts", total.retried, total.retriedShare)]
            .compactMap { label, cost, share in
                guard let cost, cost > 0 else { return nil }
                return KeyFigure(
                    label: label, value: NumberFormat.cost(cost),
                    note: share.map { "\(NumberFormat.share($0)) of the cost" } ?? "")
            }
    }

    private var exampleFigure: KeyFigure? {
        perSuccessfulExample.map {
            KeyFigure(
                label: "A successful example", value: NumberFormat.cost($0),
                note: "of benchmarks that tell how many succeeded")
        }
    }

    /// Why costs are told by days where hours were asked for; empty if they are not.
    private var hoursSentence: String {
        guard hasTooManyHours else { return "" }
        let limit = NumberFormat.count(Int64(Self.mostHours))
        return "Requests ended in more than \(limit) hours, so costs are told by days; --from and --to choose fewer."
    }

    /// Why costs are not told by what was asked for; empty if they are.
    package func sentence(on dimension: Dimension) -> String {
        switch dimension {
        case .hour: hoursSentence
        case .benchmark where !rows.contains { $0.dimension == .benchmark }:
            "No event names a benchmark, so costs are not told by benchmark."
        default: ""
        }
    }

    /// Of failed requests that say nothing of their usage; empty without any.
    var usageSentence: String {
        let count = total.requestsWithoutUsage
        guard count > 0 else { return "" }
        let rest = count == 1 ? "reports no usage, so it costs nothing" : "report no usage, so they cost nothing"
        return "\(Headline.counted(count, "failed request")) \(rest) as far as is known, and no price is missing."
    }

    /// Of requests whose service tier has no prices; empty without any.
    var tierSentence: String {
        let counts = total.pricedAsStandard.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard !counts.isEmpty else { return "" }
        let parts = counts.map { "\(Headline.counted($0.value, "request")) of tier \($0.key)" }
        let isOne = counts.count == 1 && counts[0].value == 1
        return
            "\(parts.joined(separator: ", ")) \(isOne ? "is" : "are") priced as standard, as there are no prices of that "
            + "tier for \(isOne ? "its model" : "their models")."
    }

    /// All that there is to say of the costs of a summary beside the figures.
    func sentences(_ summary: RunSummary) -> [String] {
        [CostGaps(summary).sentence, usageSentence, tierSentence, whatIfSentence, sourceSentence].filter { !$0.isEmpty }
    }

    /// Where the prices come from; empty without prices.
    var sourceSentence: String {
        guard isRepriced else { return "" }
        guard !sources.isEmpty else { return "There are no prices to compute costs by." }
        let shown = sources.reversed().prefix(4).map { source in
            Headline.short(source.name) + (source.date.map { " of \(Headline.short($0))" } ?? "")
        }
        let names = shown + (sources.count > 4 ? [Headline.counted(Int64(sources.count - 4), "more file")] : [])
        let order = names.count > 1 ? ", the first that has a model" : ""
        return "Prices: \(names.joined(separator: ", then "))\(order)."
    }
}
