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

    private func margin(_ measure: ComparedMeasure) -> Double { measure.unit == .share ? threshold / 5 : threshold }

    private func matters(_ effect: MeasuredEffect, _ measure: ComparedMeasure) -> Bool {
        guard measure.unit == .share else { return abs(scaledDifference(effect) ?? .infinity) >= threshold }
        let (one, two) = (effect.base.value, effect.candidate.value)
        return abs(effect.difference) >= threshold * min(max(one, two), max(1 - one, 1 - two))
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

    /// How many requests a side would decide what is unclear.
    func requestsNeeded(_ effect: MeasuredEffect, _ measure: ComparedMeasure) -> Int? {
        guard let interval = scaledInterval(effect, measure) else { return nil }
        let halfWidth = (interval.upperBound - interval.lowerBound) / 2
        let (base, candidate) = (effect.base.count, effect.candidate.count)
        let margin = margin(measure)
        func needed(_ effect: Double) -> Int? {
            SampleSize.needed(
                toSee: effect, halfWidth: halfWidth, first: base, second: candidate,
                level: Self.level / Double(max(1, testCount)))
        }
        guard let usual = needed(margin) else { return nil }
        guard usual <= min(base, candidate) else { return usual }
        // There are enough to see what matters, and what is seen is close to it: the interval must be narrower still.
        let middle = (interval.upperBound + interval.lowerBound) / 2
        return needed(max(abs(abs(middle) - margin), margin / 10)).map { max($0, 2 * max(base, candidate)) }
    }
}
