// Owns the binomial distribution: exact probabilities of counts, and the test made of them.

internal import Glibc

/// How many of some independent trials succeed.
package enum BinomialDistribution {
    /// The chance of exactly `successes` of `trials`.
    ///
    /// C. Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000): what is large cancels before a
    /// logarithm is taken, so that a million trials lose no digits.
    package static func probability(_ successes: Int, of trials: Int, chance: Double) -> Double {
        guard (0...trials).contains(successes) else { return 0 }
        let (k, n) = (Double(successes), Double(trials))
        if chance <= 0 { return successes == 0 ? 1 : 0 }
        if chance >= 1 { return successes == trials ? 1 : 0 }
        if successes == 0 { return exp(n * log1p(-chance)) }
        if successes == trials { return exp(n * log(chance)) }
        let logarithm =
            stirlingError(n) - stirlingError(k) - stirlingError(n - k) - deviance(k, n * chance)
            - deviance(n - k, n * (1 - chance))
        return exp(logarithm) * (n / (2 * Double.pi * k * (n - k))).squareRoot()
    }

    /// The two-sided p-value of so many successes: the chance of all counts that are no likelier.
    ///
    /// As `scipy.stats.binomtest`, which takes for equally likely what differs by a ten-millionth.
    package static func test(successes: Int, trials: Int, chance: Double = 0.5) -> Double {
        guard trials > 0, (0...trials).contains(successes) else { return 1 }
        let mode = min(Int(Double(trials + 1) * chance), trials)
        return LikelinessWalk(observed: successes, range: 0...trials, mode: mode, tolerance: 1e-7) {
            probability($0, of: trials, chance: chance)
        } ratio: { k in
            Double(trials - k) / Double(k + 1) * (chance / (1 - chance))
        }.noLikelier
    }

    /// McNemar's exact test of pairs that differ: so many to one side, and so many to the other.
    package static func mcNemar(_ first: Int, _ second: Int) -> Double {
        test(successes: min(first, second), trials: first + second)
    }

    /// The smallest count that is not exceeded with at least this chance.
    package static func quantile(_ chance: Double, trials: Int, successChance: Double) -> Int {
        let mean = Double(trials) * successChance
        // So far below the mean there is nothing that a sum would show.
        let reach = 9 * (mean * (1 - successChance)).squareRoot() + 9
        var sum = 0.0
        for k in max(0, Int(mean - reach))...trials {
            sum += probability(k, of: trials, chance: successChance)
            // What rounding takes away from a sum must not move it to the next count.
            if sum >= chance * (1 - 1e-12) { return k }
        }
        return trials
    }

    /// ln n! minus Stirling's formula for it.
    private static func stirlingError(_ n: Double) -> Double {
        if n < 16 {
            return lgamma(n + 1) - (n + 0.5) * log(n) + n - 0.5 * log(2 * Double.pi)
        }
        let square = n * n
        let series = [1.0 / 1188, 1.0 / 1680, 1.0 / 1260, 1.0 / 360, 1.0 / 12]
        let signs = [1.0, -1, 1, -1, 1]
        return zip(series, signs).reduce(0) { $0 / square + $1.0 * $1.1 } / n
    }

    /// x·ln(x / mean) + mean - x, without cancellation where both are close.
    private static func deviance(_ x: Double, _ mean: Double) -> Double {
        guard abs(x - mean) < 0.1 * (x + mean) else { return x * log(x / mean) + mean - x }
        let ratio = (x - mean) / (x + mean)
        var sum = (x - mean) * ratio
        var term = 2 * x * ratio
        for step in 1..<1_000 {
            term *= ratio * ratio
            let next = sum + term / Double(2 * step + 1)
            if next == sum { break }
            sum = next
        }
        return sum
    }
}
