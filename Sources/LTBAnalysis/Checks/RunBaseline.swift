// Owns what another run says of a figure, for checks against a baseline.

import LTBStatistics

/// A run that a candidate is compared with, figure by figure, as a comparison of both does it.
///
/// Of what is a sample (latencies, tokens, shares of requests, scores) a test says whether the difference is more than
/// chance. What is a total (a count, the cost, the duration) is what it is: every difference counts.
package struct RunBaseline: FigureBaseline {
    private let base: SampledRun
    private let name: String
    private let sides: ComparedSides

    /// A run, and the one that is judged.
    package init(_ base: SampledRun, candidate: SampledRun, name: String = "baseline") {
        (self.base, self.name) = (base, name)
        sides = ComparedSides(
            base, candidate, ModelMatching.matches(base.samples.models, candidate.samples.models, []))
    }

    /// What the figure was, of the same provider, model and so on.
    package func reading(
        _ query: FigureQuery, of subject: [FigureQuery.Condition]
    ) throws(ExpectationError) -> BaselineReading {
        let before = try query.asked(of: subject).readings(in: base.summary).single
        var reading = BaselineReading(name: name, value: before?.value)
        guard before != nil else {
            reading.reason = "it has no such figure"
            return reading
        }
        guard query.isOfSamples else {
            reading.isSignificant = true
            return reading
        }
        guard let (measure, statistic) = query.comparedFigure, let sides = sides(of: subject, metric: measure.metric)
        else {
            reading.reason =
                "no test can tell this figure from chance; use a percentile or a mean of all, of a provider "
                + "or of a model"
            return reading
        }
        let group = GroupComparison(sides.base, sides.candidate, threshold: 0.05)
        let row = group.row(of: measure, statistic)
        reading.reason = Self.obstacle(row, statistic)
        reading.pairedExamples = group.pairedExamples(in: [row].compactMap { $0 })
        guard reading.reason == nil, let effect = row?.effect else { return reading }
        reading.pValue = effect.pValue
        reading.isSignificant = effect.pValue < VerdictRule.level && effect.excludesNoDifference
        return reading
    }

    /// The requests and scores of both runs that are of a subject; nil where single values are not told apart by it.
    private func sides(
        of subject: [FigureQuery.Condition], metric: String?
    ) -> (base: ComparedSide, candidate: ComparedSide)? {
        let names = Dictionary(subject.map { ($0.label, $0.pattern) }) { first, _ in first }
        let labels = Set(names.keys).subtracting(metric == nil ? [] : ["metric"])
        switch labels {
        case []: return sides.total
        case ["provider"]: return sides.provider(names["provider"] ?? "")
        case ["model"], ["provider", "model"]: return sides.model(names["model"] ?? "", of: names["provider"])
        default: return nil
        }
    }

    /// Why a difference cannot be told from chance; nil where it can.
    private static func obstacle(_ row: RunComparison.Row?, _ statistic: SampleStatistic?) -> String? {
        guard let row, let effect = row.effect else { return "one of the runs has no single values of it" }
        if let quantile = statistic?.quantile {
            let needed = Int((1 / min(quantile, 1 - quantile)).rounded(.up))
            if min(effect.base.count, effect.candidate.count) < needed {
                return "it takes at least \(needed) requests a run"
            }
        }
        switch row.reason {
        case .survivors: return "the runs lost so different shares of their requests that this explains it"
        case .fewValues(let needed): return "it takes at least \(needed) requests a run"
        case .notMeasured, .beyondAnswers, .mix, .missing, .fewRuns, .scatter, .equalRuns:
            return "too little was measured"
        case nil: return nil
        }
    }
}

extension FigureQuery {
    /// The same figure of exactly one subject.
    package func asked(of subject: [Condition]) -> FigureQuery {
        var query = self
        let labels = Set(subject.map(\.label))
        query.conditions = conditions.filter { !labels.contains($0.label) } + subject
        return query
    }

    /// Whether the figure is made of single values that chance scatters.
    fileprivate var isOfSamples: Bool {
        switch quantity.kind {
        case .distribution: function != .count && function != .sum
        case .countable: false
        case .figure: [.errorRate, .costPerRequest, .goodput, .passRate].contains(quantity)
        }
    }

    /// What of a comparison it is; nil where no test is made for it.
    fileprivate var comparedFigure: (ComparedMeasure, SampleStatistic?)? {
        switch quantity {
        case .latency: function?.statistic.map { (.latency, $0) }
        case .timeToFirstToken: function?.statistic.map { (.timeToFirstToken, $0) }
        case .timePerOutputToken: function?.statistic.map { (.timePerOutputToken, $0) }
        case .outputTokens: function?.statistic.map { (.outputTokens, $0) }
        case .costPerRequest: (.cost, .mean)
        case .errorRate: (.errorRate, nil)
        case .goodput: (.goodput, nil)
        case .score: metric.flatMap { metric in function?.statistic.map { (.score(metric: metric), $0) } }
        case .passRate: metric.map { (.passRate(metric: $0), nil) }
        default: nil
        }
    }

    /// The one evaluation metric that is asked for.
    private var metric: String? { condition("metric").flatMap { $0.isPattern ? nil : $0.pattern } }
}

extension FigureFunction {
    /// What a comparison makes of values by it; nil where no test is made for it.
    fileprivate var statistic: SampleStatistic? {
        switch self {
        case .p1: .tail(0.01)
        case .p5: .tail(0.05)
        case .p10: .tail(0.1)
        case .p25: .tail(0.25)
        case .p50, .median: .median
        case .p75: .tail(0.75)
        case .p90: .tail(0.9)
        case .p95: .tail(0.95)
        case .p99: .tail(0.99)
        case .p999: .tail(0.999)
        case .mean: .mean
        case .min, .max, .stddev, .sum, .count: nil
        }
    }
}

extension [FigureReading] {
    /// The only one that has a value.
    package var single: FigureReading? {
        let measured = filter { $0.value != nil }
        return measured.count == 1 ? measured[0] : nil
    }
}
