// Owns Fisher's exact test of two shares.

/// Whether two shares are of one kind.
package enum FisherTest {
    /// Beyond this variance of the count that is observed, its tables are too many to add up, and the normal distribution
    /// differs from theirs by less than a ten-thousandth.
    private static let largestVariance = 1e10

    /// The two-sided p-value of so many of so many on one side, and on the other: the chance of all tables with the same
    /// sums that are no likelier.
    ///
    /// As `scipy.stats.fisher_exact`. What differs by a billionth is taken for equally likely. Of counts that vary by more
    /// than a hundred thousand the normal distribution tells it, with a correction for continuity. Counts that contradict
    /// each other, or are more than `Double` tells apart, say nothing: 1.
    package static func pValue(_ count: Int, of total: Int, _ otherCount: Int, of otherTotal: Int) -> Double {
        guard areCounts(count, total), areCounts(otherCount, otherTotal) else { return 1 }
        let hits = count + otherCount
        let all = total + otherTotal
        guard hits > 0, hits < all else { return 1 }
        // The hypergeometric chance as three binomial ones, which are exact (as in R).
        let chance = Double(hits) / Double(all)
        let variance = Double(total) * (Double(otherTotal) / Double(all - 1)) * chance * (1 - chance)
        guard variance <= largestVariance else {
            let distance = max(0, abs(Double(count) - Double(total) * chance) - 0.5)
            return NormalDistribution.twoSided(distance / variance.squareRoot())
        }
        let range = max(0, hits - otherTotal)...min(hits, total)
        let mode = Int((Double(hits) + 1) * (Double(total) + 1) / (Double(all) + 2))
        let scale = BinomialDistribution.probability(hits, of: all, chance: chance)
        return LikelinessWalk(
            observed: count, range: range, mode: min(max(mode, range.lowerBound), range.upperBound), tolerance: 1e-9
        ) { x in
            BinomialDistribution.probability(x, of: total, chance: chance)
                * BinomialDistribution.probability(hits - x, of: otherTotal, chance: chance) / scale
        } ratio: { x in
            let up = Double(total - x) * Double(hits - x)
            return up / (Double(x + 1) * Double(otherTotal - hits + x + 1))
        }.noLikelier
    }

    private static func areCounts(_ count: Int, _ total: Int) -> Bool {
        total > 0 && total <= 1 << 53 && (0...total).contains(count)
    }
}
