// Owns the rule that survivors are not compared with everyone.

import LTBStatistics

/// Where one run lost more of its requests than the other, what the lost ones would have measured decides.
///
/// A server that fails two thirds of its requests shows the better median. So the run that lost less is made to lose as
/// much or a little more: once its largest values, once its smallest (D. S. Lee, "Training, Wages, and Sample Selection", 2009). Only a
/// difference that both leave standing, tested anew, is one.
struct Survivors {
    let base: RunComparison.Counts
    let candidate: RunComparison.Counts

    /// Whether the runs lost shares of their requests that differ: significantly, or by 10 points.
    var differ: Bool {
        guard let one = base.lostShare, let two = candidate.lostShare else { return false }
        if abs(one - two) >= 0.1 { return true }
        return FisherTest.pValue(
            Int(base.lost), of: Int(base.sent), Int(candidate.lost), of: Int(candidate.sent)) < VerdictRule.level
    }

    /// Why a difference cannot be told; nil where it can.
    func reason(
        _ statistic: SampleStatistic, base values: [Double], candidate others: [Double], _ effect: MeasuredEffect,
        threshold: Double
    ) -> RunComparison.Reason? {
        guard differ, let one = base.lostShare, let two = candidate.lostShare, effect.base.value > 0 else { return nil }
        let share = excess(one, two)
        let bounds = [true, false].map { dropsLargest in
            one < two
                ? TwoSamples(base: Self.trimmed(values, share, dropsLargest), candidate: others)
                : TwoSamples(base: values, candidate: Self.trimmed(others, share, dropsLargest))
        }
        let seen = effect.difference / effect.base.value
        let isClear = abs(seen) >= threshold && effect.pValue < VerdictRule.level
        let isExplained = bounds.contains { samples in
            guard let difference = Self.difference(samples, statistic) else { return true }
            guard isClear else { return abs(difference - seen) >= threshold }
            return difference * seen <= 0 || abs(difference) < threshold
                || samples.significance(statistic).1 >= VerdictRule.level
        }
        return isExplained ? .survivors(baseLost: one, candidateLost: two) : nil
    }

    /// The share of its answers that the run which lost less must lose as well, at the upper end of what the sizes of both
    /// runs leave open: where samples are cut is as uncertain as they are.
    private func excess(_ one: Double, _ two: Double) -> Double {
        let share = abs(one - two) / (1 - min(one, two))
        let variance = share * (1 - share) * (1 / Double(base.sent) + 1 / Double(candidate.sent))
        return min(1, share + 1.959963984540054 * variance.squareRoot())
    }

    /// The difference in a figure as a share of the base's; nil where a side has nothing left.
    private static func difference(_ samples: TwoSamples, _ statistic: SampleStatistic) -> Double? {
        guard let one = figure(statistic, samples.base), let two = figure(statistic, samples.candidate), one > 0 else {
            return nil
        }
        return two / one - 1
    }

    private static func figure(_ statistic: SampleStatistic, _ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        if let q = statistic.quantile { return SortedSample(values).quantile(q) }
        return values.reduce(0, +) / Double(values.count)
    }

    /// The values without a share of them, the largest or the smallest.
    private static func trimmed(_ values: [Double], _ share: Double, _ dropsLargest: Bool) -> [Double] {
        let count = Int((Double(values.count) * share).rounded())
        let sorted = values.sorted()
        return Array(dropsLargest ? sorted.dropLast(count) : sorted.dropFirst(count))
    }
}
