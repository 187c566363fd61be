// Owns the tests by ranks: Mann-Whitney of two samples, Wilcoxon's of pairs.

/// A statistic and how likely one as extreme is where nothing differs.
package struct TestResult: Sendable, Equatable {
    /// The statistic, as the test defines it.
    package let statistic: Double
    /// Two-sided.
    package let pValue: Double

    init(statistic: Double, pValue: Double) {
        self.statistic = statistic
        self.pValue = pValue
    }
}

/// Tests that only ask which value is larger.
package enum RankTest {
    /// Whether the values of one sample tend to be larger than those of another: Mann and Whitney's U of the first.
    ///
    /// Exact where a sample has at most 8 values, none of them equal, and both are small; else the normal approximation
    /// with corrections for ties and continuity, as `scipy.stats.mannwhitneyu`.
    package static func mannWhitney(_ first: [Double], _ second: [Double]) -> TestResult {
        let (n1, n2) = (Double(first.count), Double(second.count))
        guard n1 > 0, n2 > 0 else { return TestResult(statistic: 0, pValue: 1) }
        let ranked = MidRanks(first + second)
        let u = ranked.ranks[..<first.count].reduce(0, +) - n1 * (n1 + 1) / 2
        let larger = max(u, n1 * n2 - u)
        if ranked.tieSum == 0, min(first.count, second.count) <= 8, first.count + second.count <= 512 {
            let chance = mannWhitneyTail(from: Int(larger), first.count, second.count)
            return TestResult(statistic: u, pValue: min(1, 2 * chance))
        }
        let n = n1 + n2
        let variance = n1 * n2 / 12 * ((n + 1) - ranked.tieSum / (n * (n - 1)))
        guard variance > 0 else { return TestResult(statistic: u, pValue: 1) }
        let z = (larger - n1 * n2 / 2 - 0.5) / variance.squareRoot()
        return TestResult(statistic: u, pValue: min(1, 2 * NormalDistribution.upperTail(z)))
    }

    /// Whether differences of pairs tend to one side: Wilcoxon's sum of the ranks of those above 0.
    ///
    /// Pairs that do not differ are left out, as Wilcoxon did. Exact for up to 50 differences, none of them equal in size
    /// and none 0; else the normal approximation with a correction for ties, as `scipy.stats.wilcoxon`.
    package static func wilcoxon(_ differences: [Double]) -> TestResult {
        let nonzero = differences.filter { $0 != 0 }
        guard !nonzero.isEmpty else { return TestResult(statistic: 0, pValue: 1) }
        let ranked = MidRanks(nonzero.map(abs))
        let above = zip(nonzero, ranked.ranks).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
        let n = Double(nonzero.count)
        let total = n * (n + 1) / 2
        if ranked.tieSum == 0, nonzero.count == differences.count, nonzero.count <= 50 {
            let chance = signedRankTail(from: Int(max(above, total - above)), nonzero.count)
            return TestResult(statistic: above, pValue: min(1, 2 * chance))
        }
        let variance = (n * (n + 1) * (2 * n + 1) - ranked.tieSum / 2) / 24
        let z = (above - total / 2) / variance.squareRoot()
        return TestResult(statistic: above, pValue: NormalDistribution.twoSided(z))
    }

    /// The chance that U of samples of these sizes is at least so large.
    private static func mannWhitneyTail(from u: Int, _ n1: Int, _ n2: Int) -> Double {
        // How many of the arrangements of k values of one sample and m of the other have each U: a recursion over m.
        let (small, large) = (min(n1, n2), max(n1, n2))
        var counts = [[Double]](repeating: [1], count: small + 1)
        for m in 1...large {
            for k in 1...small {
                // The largest value of all is of the first sample, and beats all m of the other; or it is of the other.
                var sum = [Double](repeating: 0, count: k * m + 1)
                for (place, count) in counts[k - 1].enumerated() { sum[place + m] += count }
                for (place, count) in counts[k].enumerated() { sum[place] += count }
                counts[k] = sum
            }
        }
        let all = counts[small].reduce(0, +)
        return counts[small].dropFirst(u).reduce(0, +) / all
    }

    /// The chance that the sum of the ranks above 0 is at least so large.
    private static func signedRankTail(from sum: Int, _ n: Int) -> Double {
        var counts = [Double](repeating: 0, count: n * (n + 1) / 2 + 1)
        counts[0] = 1
        for rank in 1...n {
            for place in stride(from: counts.count - 1, through: rank, by: -1) { counts[place] += counts[place - rank] }
        }
        return counts.dropFirst(sum).reduce(0, +) / counts.reduce(0, +)
    }
}
