// Owns comparing the two sides of a group: every figure with its difference, before anything is judged.

import LTBStatistics

/// The figures of a group, without verdicts where these depend on how many tests there are.
struct GroupComparison {
    let base: ComparedSide
    let candidate: ComparedSide
    let threshold: Double
    private let survivors: Survivors
    private let examples: ExamplePairs
    private let missing: MissingRequests?

    /// - Parameter missing: requests that the base has and the candidate has not, where these are many.
    init(
        _ base: ComparedSide, _ candidate: ComparedSide, threshold: Double, missing: MissingRequests? = nil
    ) {
        (self.base, self.candidate, self.threshold) = (base, candidate, threshold)
        survivors = Survivors(base: base.counts, candidate: candidate.counts)
        examples = ExamplePairs(base: base.examples(of: nil), candidate: candidate.examples(of: nil))
        self.missing = missing
    }

    /// The examples that both sides have, where some of these rows compare examples with themselves.
    func pairedExamples(in rows: [RunComparison.Row]) -> RunComparison.PairedExamples? {
        guard let common = examples.common, rows.contains(where: { $0.effect?.isPaired == true }) else { return nil }
        return RunComparison.PairedExamples(
            common: common.count, base: base.requests.count, candidate: candidate.requests.count)
    }

    /// A row for each figure; one that was tested has its p-value as if it were corrected already.
    var rows: [RunComparison.Row] {
        let rows = ComparedSide.measures(base, candidate).flatMap { measure in
            measure.unit == .share ? [share(measure)] : figures(measure, measure.statistics)
        }
        let lossy = rows.filter(\.isOfSurvivors)
        let passRates = lossy.compactMap { row in
            if case .passRate(let metric) = row.measure { passRateWithFailures(metric) } else { nil }
        }
        return rows + (lossy.contains { $0.measure == .latency } ? latenciesWithFailures : []) + passRates
    }

    /// The row of one figure, of which no other is compared.
    func row(of measure: ComparedMeasure, _ statistic: SampleStatistic?) -> RunComparison.Row? {
        guard let statistic else { return share(measure) }
        return figures(measure, [statistic]).first
    }

    private func pairs(_ measure: ComparedMeasure) -> Set<UInt64>? {
        if case .passRateWithFailures = measure { return examples.common }
        guard let metric = measure.metric else { return examples.common }
        return ExamplePairs(base: base.examples(of: metric), candidate: candidate.examples(of: metric)).common
    }

    private func figures(
        _ measure: ComparedMeasure, _ statistics: [SampleStatistic]
    ) -> [RunComparison.Row] {
        let (one, two) = (base.values(measure), candidate.values(measure))
        if one.isEmpty || two.isEmpty {
            return [row(measure, nil, nil, .notComparable, .notMeasured(one.isEmpty ? .base : .candidate))]
        }
        let pairs = pairs(measure).flatMap { ExamplePairs.values($0, base: one, candidate: two) }
        let paired = pairs.flatMap { $0.means.count >= 2 ? TwoSamples(pairs: $0.means) : nil }
        let whole = TwoSamples(base: one.map(\.value), candidate: two.map(\.value))
        return statistics.map { statistic in
            let isOfPairs = statistic.quantile == nil || pairs?.haveEqualCounts == true
            let samples = (isOfPairs ? paired : nil) ?? whole
            let effect = samples.effect(statistic)
            guard samples.hasEnough(for: statistic), let effect else {
                var few = row(measure, statistic, effect, .unclear, .fewValues(needed: statistic.leastValues))
                few.requestsNeeded = statistic.leastValues
                return few
            }
            if let reason = loss(measure, statistic, effect) {
                return row(measure, statistic, effect, .notComparable, reason)
            }
            let untested = row(measure, statistic, effect, .unclear, nil)
            return samples.varies ? tested(untested) : untested
        }
    }

    /// Why a difference in what only answers have cannot be told: what was lost explains it; nil where it can.
    private func loss(
        _ measure: ComparedMeasure, _ statistic: SampleStatistic?, _ effect: MeasuredEffect
    ) -> RunComparison.Reason? {
        guard measure.isOfSurvivors, survivors.differ else { return nil }
        if let metric = measure.metric, base.scoresFailures(metric), candidate.scoresFailures(metric) { return nil }
        let values = FigureValues(
            statistic: statistic, base: base.answerValues(measure), candidate: candidate.answerValues(measure))
        return survivors.reason(values, effect, threshold: threshold)
    }

    private func share(_ measure: ComparedMeasure) -> RunComparison.Row {
        let (one, two) = (base.truths(measure), candidate.truths(measure))
        if one.isEmpty || two.isEmpty {
            return row(measure, nil, nil, .notComparable, .notMeasured(one.isEmpty ? .base : .candidate))
        }
        let effect = shareEffect(measure, one, two)
        if let effect, let reason = loss(measure, nil, effect) {
            return row(measure, nil, effect, .notComparable, reason)
        }
        // Where nothing, or everything, is true on both sides there is nothing to test.
        let isPossible = effect.map { effect in
            effect.base.value != effect.candidate.value || (effect.base.value > 0 && effect.base.value < 1)
        }
        let untested = row(measure, nil, effect, .unclear, nil)
        return isPossible == true ? tested(untested) : untested
    }

    /// The difference of two shares. The shares are those of the whole runs; where nearly all of both are in pairs, these
    /// tell how sure the difference is.
    private func shareEffect(
        _ measure: ComparedMeasure, _ one: [(pair: UInt64, isTrue: Bool)], _ two: [(pair: UInt64, isTrue: Bool)]
    ) -> MeasuredEffect? {
        let (before, after) = (base.share(measure, one), candidate.share(measure, two))
        let whole = TwoShares.independent(
            base: before.hits, baseTotal: before.total, candidate: after.hits, candidateTotal: after.total
        ).effect
        guard let whole, let common = pairs(measure),
            let pairs = ExamplePairs.truths(common, base: one, candidate: two, totals: (before.total, after.total))
        else { return whole }
        func count(_ base: Bool, _ candidate: Bool) -> Int64 {
            Int64(pairs.count { $0.base == base && $0.candidate == candidate })
        }
        let paired = TwoShares.pairs(
            both: count(true, true), base: count(true, false), candidate: count(false, true),
            neither: count(false, false))
        return paired.effect?.ofShares(in: whole)
    }

    /// The share of all requests whose answers passed; nil where it cannot be told which answers were judged.
    private func passRateWithFailures(_ metric: String) -> RunComparison.Row? {
        guard base.judgesAnswers(metric), candidate.judgesAnswers(metric) else { return nil }
        return share(.passRateWithFailures(metric: metric))
    }

    private var latenciesWithFailures: [RunComparison.Row] {
        let samples = TwoSamples(base: base.latenciesWithFailures, candidate: candidate.latenciesWithFailures)
        return ComparedMeasure.latencyWithFailures.statistics.compactMap { statistic in
            guard samples.hasEnough(for: statistic), let effect = samples.effect(statistic) else { return nil }
            let areBoth = min(effect.base.value, effect.candidate.value) >= ComparedSide.beyondAnswers / 10
            guard !areBoth else {
                return row(.latencyWithFailures, statistic, effect, .notComparable, .beyondAnswers)
            }
            return tested(row(.latencyWithFailures, statistic, effect, .unclear, nil))
        }
    }

    private func row(
        _ measure: ComparedMeasure, _ statistic: SampleStatistic?, _ effect: MeasuredEffect?,
        _ verdict: RunComparison.Verdict, _ reason: RunComparison.Reason?
    ) -> RunComparison.Row {
        RunComparison.Row(
            measure: measure, statistic: statistic, effect: effect, correctedPValue: nil, verdict: verdict,
            reason: reason, requestsNeeded: nil)
    }

    private func tested(_ row: RunComparison.Row) -> RunComparison.Row {
        var row = row
        row.correctedPValue = row.effect?.pValue
        guard let missing, let effect = row.effect else { return row }
        let values = FigureValues(
            statistic: row.statistic, base: base.allValues(row.measure), candidate: candidate.allValues(row.measure))
        row.doubt = missing.doubt(values, effect, row.measure.direction, threshold: threshold)
        return row
    }
}

extension MeasuredEffect {
    /// The same test for the shares of whole runs: the interval lies about their difference as it did about its own.
    fileprivate func ofShares(in whole: MeasuredEffect) -> MeasuredEffect {
        var effect = self
        let distance = whole.difference - difference
        func moved(_ end: Double) -> Double { min(max(end + distance, -1), 1) }
        (effect.base, effect.candidate) = (whole.base, whole.candidate)
        effect.interval = interval.map { moved($0.lowerBound)...moved($0.upperBound) }
        return effect
    }
}

extension RunComparison.Row {
    /// Whether it is not comparable since one run lost more requests.
    fileprivate var isOfSurvivors: Bool {
        guard case .survivors = reason else { return false }
        return true
    }
}
