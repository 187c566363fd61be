// Owns comparing two runs: which requests with which, and what is said of every difference.

import LTBStatistics

extension RunComparison {
    /// Compares two runs that were read with their single values.
    ///
    /// - Parameters:
    ///   - runs: how many runs the base is made of. Their requests are taken together, and their number is compared with
    ///     that of the candidate run by run.
    ///   - threshold: the smallest effect that matters, as a share.
    ///   - renames: models that are called otherwise in the candidate.
    package init(
        base: SampledRun, ofRuns runs: Int = 1, candidate: SampledRun, threshold: Double = 0.05,
        renames: [ModelMatching.Rename] = []
    ) {
        let matches = ModelMatching.matches(base.samples.models, candidate.samples.models, renames)
        let sides = ComparedSides(base, candidate, matches)
        self.threshold = threshold
        self.base = Run(
            summary: base.summary, runs: runs, unmatched: Self.unmatched(base.samples, Set(matches.map(\.base))))
        self.candidate = Run(
            summary: candidate.summary, unmatched: Self.unmatched(candidate.samples, Set(matches.map(\.candidate))))
        let total = sides.total
        let all = (total.base.counts.each(of: runs), total.candidate.counts)
        groups = matches.indices.map { index in
            Self.group(
                sides.model(index), runs, threshold, all, base: Self.name(base.samples, matches[index].base),
                candidate: Self.name(candidate.samples, matches[index].candidate))
        }
        if !matches.isEmpty {
            groups += sides.newModels.compactMap { index, sides in
                Self.newGroup(sides, threshold, Self.name(candidate.samples, index))
            }
        }
        if matches.count > 1 {
            var group = Self.group(total, runs, threshold, all, base: nil, candidate: nil)
            if let mix = sides.changedMix { group.setNotComparable(mix) }
            groups.append(group)
        }
        judge()
    }

    /// A model that only the candidate has fails more often, or not, than those of the base.
    private static func newGroup(
        _ sides: (base: ComparedSide, candidate: ComparedSide), _ threshold: Double, _ name: ModelName
    ) -> Group? {
        guard
            let row = GroupComparison(sides.base, sides.candidate, threshold: threshold).row(of: .errorRate, nil)
        else { return nil }
        func part(_ side: ComparedSide) -> Part { Part(counts: side.counts, kept: side.requests.count) }
        return Group(
            baseModel: nil, candidateModel: name, base: part(sides.base), candidate: part(sides.candidate),
            pairedExamples: nil, rows: [row])
    }

    private static func group(
        _ sides: (base: ComparedSide, candidate: ComparedSide), _ runs: Int, _ threshold: Double,
        _ all: (Counts, Counts), base: ModelName?, candidate: ModelName?
    ) -> Group {
        let missing = MissingRequests(sides.base.counts.each(of: runs), sides.candidate.counts, all: all)
        let comparison = GroupComparison(sides.base, sides.candidate, threshold: threshold, missing: missing)
        let rows = comparison.rows
        return Group(
            baseModel: base, candidateModel: candidate, base: sides.base.part, candidate: sides.candidate.part,
            pairedExamples: comparison.pairedExamples(in: rows)?.common, rows: rows)
    }

    private static func name(_ samples: RunSamples, _ index: Int) -> ModelName {
        ModelName(provider: samples.models[index].provider, model: samples.models[index].model)
    }

    private static func unmatched(_ samples: RunSamples, _ matched: Set<Int>) -> [ModelName] {
        samples.models.indices.filter { !matched.contains($0) }.map { name(samples, $0) }
    }

    /// Corrects the p-values for how many there are, and says of every figure what they mean.
    mutating func judge() {
        let corrected = holmCorrected(rows.compactMap(\.correctedPValue))
        testCount = corrected.count
        let rule = VerdictRule(threshold: threshold, testCount: testCount)
        var next = corrected.makeIterator()
        for group in groups.indices {
            for index in groups[group].rows.indices {
                var row = groups[group].rows[index]
                if row.correctedPValue != nil { row.correctedPValue = next.next() }
                row.judge(rule)
                groups[group].rows[index] = row
            }
        }
    }
}

extension RunComparison.Row {
    fileprivate mutating func judge(_ rule: VerdictRule) {
        if verdict == .unclear, reason == nil, let effect {
            verdict = rule.verdict(effect, correctedPValue: correctedPValue, measure)
            if verdict == .unclear, effect.test == .prediction {
                reason = effect.base.lower == effect.base.upper ? .equalRuns : .scatter
            } else if verdict == .unclear {
                requestsNeeded = rule.valuesNeeded(effect, measure)
            }
        }
        if let doubt, verdict == .better || verdict == .different {
            (verdict, reason) = (.notComparable, doubt)
        }
        doubt = nil
        if measure == .latencyWithFailures { effect = effect.map(Self.unbounded) }
    }

    /// What is beyond all answers has no figure.
    private static func unbounded(_ effect: MeasuredEffect) -> MeasuredEffect {
        func end(_ value: Double) -> Double {
            abs(value) < ComparedSide.beyondAnswers / 10 ? value : value < 0 ? -.infinity : .infinity
        }
        func range(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
            end(range.lowerBound)...end(range.upperBound)
        }
        func side(_ side: MeasuredEffect.Side) -> MeasuredEffect.Side {
            .init(value: end(side.value), count: side.count, lower: side.lower.map(end), upper: side.upper.map(end))
        }
        var result = effect
        (result.base, result.candidate) = (side(effect.base), side(effect.candidate))
        result.interval = effect.interval.map(range)
        // A share of what has no figure is none.
        let isBounded = result.base.value.isFinite && result.candidate.value.isFinite
        result.relativeInterval = isBounded ? effect.relativeInterval.map(range) : nil
        return result
    }
}

extension RunComparison.Group {
    /// Says of all figures that are not of single models only that the mix of models is another.
    mutating func setNotComparable(_ reason: RunComparison.Reason) {
        for index in rows.indices where rows[index].effect != nil {
            rows[index].verdict = .notComparable
            rows[index].reason = reason
            rows[index].correctedPValue = nil
            rows[index].requestsNeeded = nil
        }
        rows.removeAll(where: \.measure.countsFailures)
    }
}
