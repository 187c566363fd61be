// Owns the doubt about a candidate that has much fewer requests than the base, and looks better.

import LTBStatistics

/// Requests that the base has and the candidate has not: nobody knows whether they were ever sent, or are lost without a
/// trace, as those are that take longer than a run.
///
/// So a candidate is better only where it is so as well without as many of the base's worst requests. That it is worse is
/// believed: what is lost seldom makes a run look worse, and a gate must not open for it.
struct MissingRequests {
    /// Requests of a group that were sent, as far as it is known.
    let base: Int64
    let candidate: Int64

    /// Of a group and of all that is compared; nil unless both have much fewer in the candidate, since what has gone to
    /// another model is not missing.
    init?(
        _ base: RunComparison.Counts, _ candidate: RunComparison.Counts,
        all: (base: RunComparison.Counts, candidate: RunComparison.Counts)
    ) {
        guard Self.isMuchFewer(candidate.sent, than: base.sent),
            Self.isMuchFewer(all.candidate.sent, than: all.base.sent)
        else { return nil }
        (self.base, self.candidate) = (base.sent, candidate.sent)
    }

    /// Whether there is less than three quarters.
    static func isMuchFewer(_ count: Int64, than other: Int64) -> Bool {
        count > 0 && Double(count) < 0.75 * Double(other)
    }

    /// Why a figure is not better, should it seem so; nil where no missing request explains it.
    func doubt(
        _ values: FigureValues, _ effect: MeasuredEffect, _ direction: ComparedMeasure.Direction, threshold: Double
    ) -> RunComparison.Reason? {
        let difference = effect.difference
        guard let doubt = doubt(difference, direction) else { return nil }
        let share = Survivors.upperEnd(1 - Double(candidate) / Double(base), base, candidate)
        let rest = values.without(share, of: .base, largest: difference < 0)
        guard let figures = rest.figures else { return doubt }
        let bound = ScaledDifference(
            base: figures.base, candidate: figures.candidate, isShare: values.statistic == nil, threshold: threshold)
        let stands = bound.value * difference > 0 && bound.matters && rest.pValue < VerdictRule.level
        return stands ? nil : doubt
    }

    /// Why a figure is not better, should it seem so, where single values that could tell are not known.
    func doubt(_ difference: Double, _ direction: ComparedMeasure.Direction) -> RunComparison.Reason? {
        let seemsBetter =
            switch direction {
            case .lower: difference < 0
            case .higher: difference > 0
            case .none: difference != 0
            }
        return seemsBetter ? .missing(base: base, candidate: candidate) : nil
    }
}
