// Owns how many values it takes to see a difference.

internal import Glibc

/// How large samples must be.
package enum SampleSize {
    /// How many values a side show an effect with a chance of 90 %, where samples of these sizes have an interval whose half
    /// width is `halfWidth` at 95 % confidence, in the same unit as the effect.
    ///
    /// The usual formula for two samples of equal size, n = ((z₁ + z₂)·σ / effect)²·2, with σ as the interval tells it.
    /// - Parameter level: the chance of a false alarm, after correction for how many tests there are.
    /// - Returns: nil where no number that anyone could measure is enough.
    package static func needed(
        toSee effect: Double, halfWidth: Double, first: Int, second: Int, level: Double = 0.05
    ) -> Int? {
        guard effect > 0, halfWidth > 0, halfWidth.isFinite, first > 0, second > 0, level > 0 else { return nil }
        let harmonic = 2 / (1 / Double(first) + 1 / Double(second))
        let reach =
            NormalDistribution.exceeded(withChance: min(level, 1) / 2)
            + NormalDistribution.exceeded(withChance: 0.1)
        let ratio = halfWidth / 1.959963984540054 * reach / effect
        let needed = harmonic * ratio * ratio
        guard needed.isFinite, needed <= 1e8 else { return nil }
        return max(2, Int(needed.rounded(.up)))
    }

    /// How many values a side show the difference of two shares with a chance of 90 %.
    ///
    /// By Cohen's effect size h = 2·asin√p₁ - 2·asin√p₂, n = 2·((z₁ + z₂) / h)², as `statsmodels`'
    /// `NormalIndPower().solve_power(proportion_effectsize(p1, p2), alpha=level, power=0.9)`.
    /// - Returns: nil where no number that anyone could measure is enough.
    package static func needed(toTellShares first: Double, _ second: Double, level: Double) -> Int? {
        let size = 2 * (asin(first.squareRoot()) - asin(second.squareRoot()))
        guard size != 0, level > 0 else { return nil }
        let reach =
            NormalDistribution.exceeded(withChance: min(level, 1) / 2)
            + NormalDistribution.exceeded(withChance: 0.1)
        let needed = 2 * (reach / size) * (reach / size)
        return needed <= 1e8 ? max(2, Int(needed.rounded(.up))) : nil
    }
}
