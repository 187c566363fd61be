// Owns the rules by which the difference between two runs becomes a word.

import LTBStatistics

/// When a difference is one.
///
/// Better or worse: the corrected p-value is below 0.05, the interval excludes no difference, and the difference is as
/// large as the smallest that matters. Same: the interval lies inside what does not matter. Else unclear.
///
/// What matters is a share of the base's value (5 % unless the user says otherwise). Of shares it is the same share of the
/// rarer outcome, so that 0.5 % of errors where there were 0.1 % matter; and shares are the same within a fifth of it, in
/// points: 1 point.
struct VerdictRule {
    static let level = 0.05
    let threshold: Double
    /// How many tests the p-values were corrected for.
    let testCount: Int

    func verdict(
        _ effect: MeasuredEffect, correctedPValue: Double?, _ measure: ComparedMeasure
    )
        -> RunComparison.Verdict
    {
        let isSignificant = (correctedPValue ?? 1) < Self.level && effect.excludesNoDifference
        if isSignificant, matters(effect, measure) {
            switch measure.direction {
            case .none: return .different
            case .lower: return effect.difference < 0 ? .better : .worse
            case .higher: return effect.difference > 0 ? .better : .worse
            }
        }
        guard let interval = scaledInterval(effect, measure) else { return .unclear }
        let margin = margin(measure)
        return interval.lowerBound >= -margin && interval.upperBound <= margin ? .same : .unclear
    }

    private func margin(_ measure: ComparedMeasure) -> Double {
        ScaledDifference.margin(isShare: measure.unit == .share, threshold: threshold)
    }

    private func matters(_ effect: MeasuredEffect, _ measure: ComparedMeasure) -> Bool {
        ScaledDifference(
            base: effect.base.value, candidate: effect.candidate.value, isShare: measure.unit == .share,
            threshold: threshold
        ).matters
    }

    /// The difference as a share of the base's value; nil where that is 0.
    private func scaledDifference(_ effect: MeasuredEffect) -> Double? {
        effect.base.value == 0 ? nil : effect.difference / abs(effect.base.value)
    }

    /// The interval in what the margin is in: of a share points, else shares of the base's value.
    private func scaledInterval(_ effect: MeasuredEffect, _ measure: ComparedMeasure) -> ClosedRange<Double>? {
        guard let interval = effect.interval else { return nil }
        if measure.unit == .share { return interval }
        if let relative = effect.relativeInterval { return relative }
        // Values that are 0 in both runs do not differ, whatever they would be a share of.
        guard effect.base.value != 0 else { return interval.lowerBound == 0 && interval.upperBound == 0 ? 0...0 : nil }
        let scale = abs(effect.base.value)
        return interval.lowerBound / scale...interval.upperBound / scale
    }

    /// How many values a side would decide what is unclear, were the difference what it seems; nil where no number in reach
    /// would.
    ///
    /// What is as large as what matters is decided when it is seen for certain, what is smaller when the interval lies within
    /// what does not matter: of that, at least a tenth of the smallest that matters must be left for the interval.
    func valuesNeeded(_ effect: MeasuredEffect, _ measure: ComparedMeasure) -> Int? {
        guard let interval = scaledInterval(effect, measure) else { return nil }
        let seen = measure.unit == .share ? effect.difference : scaledDifference(effect) ?? 0
        let isLarge = matters(effect, measure)
        let margin = margin(measure)
        let level = isLarge ? Self.level / Double(max(1, testCount)) : Self.level
        let areShares = measure.unit == .share && isLarge && !effect.isPaired
        let needed =
            areShares
            ? SampleSize.needed(toTellShares: effect.base.value, effect.candidate.value, level: level)
            : SampleSize.needed(
                toSee: isLarge ? abs(seen) : max(margin - abs(seen), margin / 10),
                halfWidth: (interval.upperBound - interval.lowerBound) / 2, first: effect.base.count,
                second: effect.candidate.count, level: level)
        let most = max(effect.base.count, effect.candidate.count)
        return needed.map { $0 > most ? $0 : 2 * most }
    }
}
