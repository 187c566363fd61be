// Owns the figures of a model, or of all, in a run and in those before it.

import LTBStatistics

/// A model's figures in the runs before, each run's as one value, and in the candidate.
struct PastGroup {
    private let runs: [RunSummary]
    private let candidate: RunSummary
    private let match: (base: RunComparison.ModelName, candidate: RunComparison.ModelName)?
    private let threshold: Double

    init(
        _ runs: [RunSummary], _ candidate: RunSummary,
        _ match: (base: RunComparison.ModelName, candidate: RunComparison.ModelName)?, threshold: Double
    ) {
        (self.runs, self.candidate, self.match, self.threshold) = (runs, candidate, match, threshold)
    }

    var group: RunComparison.Group {
        let before = runs.map { Self.counts($0, match?.base) }
        let now = Self.counts(candidate, match?.candidate)
        let mean = RunComparison.Counts(
            ended: Self.mean(before.map(\.ended)), failed: Self.mean(before.map(\.failed)),
            unfinished: Self.mean(before.map(\.unfinished)))
        let loss = Loss(before, now)
        let missing = MissingRequests(mean, now, all: (mean, now))
        return RunComparison.Group(
            baseModel: match?.base, candidateModel: match?.candidate,
            base: .init(counts: mean, kept: Int(mean.ended), runs: runs.count),
            candidate: .init(counts: now, kept: Int(now.ended)),
            pairedExamples: nil,
            rows: measures.flatMap { measure in
                (measure.unit == .share ? [nil] : measure.statistics.map(Optional.some)).compactMap { statistic in
                    row(measure, statistic, loss, missing)
                }
            })
    }

    /// What the candidate has, in the order in which it is told.
    private var measures: [ComparedMeasure] {
        let metrics = Set(([candidate] + runs).flatMap(\.evaluations).map(\.metric)).sorted {
            Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
        }
        return [.latency, .timeToFirstToken, .timePerOutputToken, .outputTokens, .errorRate, .cost]
            + metrics.flatMap { [.score(metric: $0), .passRate(metric: $0)] }
    }

    /// The row of a figure; nil where neither side has it.
    private func row(
        _ measure: ComparedMeasure, _ statistic: SampleStatistic?, _ loss: Loss, _ missing: MissingRequests?
    ) -> RunComparison.Row? {
        let readings = runs.compactMap { Self.reading(measure, statistic, $0, match?.base) }
        let reading = Self.reading(measure, statistic, candidate, match?.candidate)
        let (before, now) = (readings.compactMap(\.value), reading?.value)
        var row = RunComparison.Row(
            measure: measure, statistic: statistic, effect: nil, correctedPValue: nil, verdict: .notComparable,
            reason: nil, requestsNeeded: nil)
        guard let now, !before.isEmpty else {
            guard now != nil || !before.isEmpty else { return nil }
            row.reason = .notMeasured(now == nil ? .candidate : .base)
            return row
        }
        var effect = Self.effect(now, after: before, isShare: measure.unit == .share)
        if measure.unit == .share, let reading {
            effect = Self.effect(effect, atLeast: PooledShares(reading, after: readings))
        }
        row.effect = effect
        row.verdict = .unclear
        if before.count < RunComparison.Past.fewestRuns {
            row.reason = .fewRuns(needed: RunComparison.Past.fewestRuns)
        } else if measure.isOfSurvivors, let reason = loss.reason {
            (row.verdict, row.reason) = (.notComparable, reason)
        } else if Set(before + [now]).count > 1 {
            row.correctedPValue = effect.pValue
            row.doubt = missing?.doubt(now - Self.mean(before), measure.direction)
        }
        return row
    }

    private static func effect(_ now: Double, after before: [Double], isShare: Bool) -> MeasuredEffect {
        let mean = mean(before)
        let reach = PredictionTest.halfWidth(after: before)
        let difference = now - mean
        let interval = reach.flatMap { reach in
            (difference + reach).isFinite ? difference - reach...difference + reach : nil
        }.map { isShare ? $0.clamped(to: -1...1) : $0 }  // No share differs from another by more than all.
        return MeasuredEffect(
            base: .init(value: mean, count: before.count, lower: before.min(), upper: before.max()),
            candidate: .init(value: now, count: 1), interval: interval,
            relativeInterval: mean > 0 ? interval.map { $0.lowerBound / mean...$0.upperBound / mean } : nil,
            test: .prediction, pValue: PredictionTest.pValue(of: now, after: before), isPaired: false)
    }

    /// An effect that is no more certain than chance within runs leaves it.
    private static func effect(_ effect: MeasuredEffect, atLeast shares: PooledShares) -> MeasuredEffect {
        var effect = effect
        effect.pValue = max(effect.pValue, shares.pValue)
        guard let interval = effect.interval, let chance = shares.interval else { return effect }
        let whole = min(interval.lowerBound, chance.lowerBound)...max(interval.upperBound, chance.upperBound)
        let mean = effect.base.value
        effect.interval = whole
        effect.relativeInterval = mean > 0 ? whole.lowerBound / mean...whole.upperBound / mean : nil
        return effect
    }

    static func mean(_ counts: [Int64]) -> Int64 {
        counts.isEmpty ? 0 : Int64(wholeNumber(counts.reduce(0) { $0 + Double($1) } / Double(counts.count)))
    }

    /// The nearest count, as far as counts can be told apart.
    private static func wholeNumber(_ value: Double) -> Int { value > 0 ? Int(min(value, 0x1p53).rounded()) : 0 }

    private static func mean(_ values: [Double]) -> Double {
        // The mean of equal values is their value.
        values.allSatisfy { $0 == values[0] } ? values[0] : values.reduce(0, +) / Double(values.count)
    }

    private static func counts(_ run: RunSummary, _ model: RunComparison.ModelName?) -> RunComparison.Counts {
        let figures = model.map { name in
            run.models.first { $0.provider == name.provider && $0.model == name.model }?.requests ?? RequestFigures()
        }
        let requests = figures ?? run.totals
        return RunComparison.Counts(
            ended: requests.totalRequests, failed: requests.failedRequests,
            unfinished: requests.unfinishedRequests ?? 0)
    }

    /// A figure of a run, as a check would ask for it.
    private static func reading(
        _ measure: ComparedMeasure, _ statistic: SampleStatistic?, _ run: RunSummary,
        _ model: RunComparison.ModelName?
    ) -> FigureReading? {
        guard let quantity = measure.quantity else { return nil }
        let labels =
            (measure.metric.map { [FigureQuery.Condition(label: "metric", name: $0)] } ?? [])
            + (model.map {
                [.init(label: "provider", name: $0.provider), .init(label: "model", name: $0.model)]
            } ?? [])
        let isFigure = quantity == .costPerRequest || measure.unit == .share
        let query = FigureQuery(isFigure ? nil : statistic?.function ?? .mean, quantity, labels)
        return (try? query.readings(in: run))?.single
    }

    /// Whether the candidate lost another share of its requests than the runs before.
    private struct Loss {
        let reason: RunComparison.Reason?

        init(_ before: [RunComparison.Counts], _ now: RunComparison.Counts) {
            let shares = before.compactMap(\.lostShare)
            guard let share = now.lostShare, !shares.isEmpty else {
                reason = nil
                return
            }
            let mean = shares.reduce(0, +) / Double(shares.count)
            let isOther =
                abs(share - mean) >= 0.1
                || abs(share - mean) >= 0.01 && PredictionTest.pValue(of: share, after: shares) < VerdictRule.level
            reason = isOther ? .survivors(baseLost: mean, candidateLost: share) : nil
        }
    }
}

extension ComparedMeasure {
    /// What a check calls it; nil of what no history keeps.
    fileprivate var quantity: FigureQuantity? {
        switch self {
        case .latency: .latency
        case .timeToFirstToken: .timeToFirstToken
        case .timePerOutputToken: .timePerOutputToken
        case .outputTokens: .outputTokens
        case .errorRate: .errorRate
        case .cost: .costPerRequest
        case .score: .score
        case .passRate: .passRate
        case .goodput, .latencyWithFailures, .passRateWithFailures: nil
        }
    }
}

extension SampleStatistic {
    /// What a check calls it.
    fileprivate var function: FigureFunction {
        switch quantile {
        case 0.5: .p50
        case 0.95: .p95
        case 0.99: .p99
        default: .mean
        }
    }
}
