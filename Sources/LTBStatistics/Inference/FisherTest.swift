// Owns Fisher's exact test of two shares.

/// Whether two shares are of one kind.
package enum FisherTest {
    /// The two-sided p-value of so many of so many on one side, and on the other: the chance of all tables with the same
    /// sums that are no likelier.
    ///
    /// As `scipy.stats.fisher_exact`. What differs by a billionth is taken for equally likely.
    package static func pValue(_ count: Int, of total: Int, _ otherCount: Int, of otherTotal: Int) -> Double {
        let hits = count + otherCount
        let all = total + otherTotal
        guard total > 0, otherTotal > 0, hits > 0, hits < all else { return 1 }
        let range = max(0, hits - otherTotal)...min(hits, total)
        let mode = Int((Double(hits) + 1) * (Double(total) + 1) / (Double(all) + 2))
        // The hypergeometric chance as three binomial ones, which are exact (as in R).
        let chance = Double(hits) / Double(all)
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
}
