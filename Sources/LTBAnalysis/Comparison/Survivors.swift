// Owns the rule that survivors are not compared with everyone.

import LTBStatistics

/// Where one run lost more of its requests than the other, what the lost ones would have measured decides.
///
/// A server that fails two thirds of its requests shows the better median, and the cheaper and better answers. So the run
/// that lost less is made to lose as much or a little more: once its largest values, once its smallest (D. S. Lee,
/// "Training, Wages, and Sample Selection", 2009). Only a difference that both leave standing, tested anew, is one.
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

    /// Why a difference cannot be told; nil where it can. The values are those of what succeeded.
    func reason(_ values: FigureValues, _ effect: MeasuredEffect, threshold: Double) -> RunComparison.Reason? {
        guard differ, let one = base.lostShare, let two = candidate.lostShare else { return nil }
        let isShare = values.statistic == nil
        func scaled(_ base: Double, _ candidate: Double) -> ScaledDifference {
            ScaledDifference(base: base, candidate: candidate, isShare: isShare, threshold: threshold)
        }
        let share = excess(one, two)
        let seen = scaled(effect.base.value, effect.candidate.value)
        let isClear = seen.matters && effect.pValue < VerdictRule.level
        let isExplained = [true, false].contains { largest in
            let rest = values.without(share, of: one < two ? .base : .candidate, largest: largest)
            guard let figures = rest.figures else { return true }
            let bound = scaled(figures.base, figures.candidate)
            guard isClear else {
                let change = abs(bound.value - seen.value)
                return change > 0 && change >= ScaledDifference.margin(isShare: isShare, threshold: threshold)
            }
            return bound.value * seen.value <= 0 || !bound.matters || rest.pValue >= VerdictRule.level
        }
        return isExplained ? .survivors(baseLost: one, candidateLost: two) : nil
    }

    /// The share of its answers that the run which lost less must lose as well, at the upper end of what the sizes of both
    /// runs leave open: where samples are cut is as uncertain as they are.
    private func excess(_ one: Double, _ two: Double) -> Double {
        Self.upperEnd(abs(one - two) / (1 - min(one, two)), base.sent, candidate.sent)
    }

    /// The upper end of a share that the sizes of two runs tell.
    static func upperEnd(_ share: Double, _ count: Int64, _ otherCount: Int64) -> Double {
        let variance = share * (1 - share) * (1 / Double(count) + 1 / Double(otherCount))
        return min(1, share + 1.959963984540054 * variance.squareRoot())
    }
}
