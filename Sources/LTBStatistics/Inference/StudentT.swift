// Owns Student's t distribution, by the incomplete beta function.

internal import Glibc

/// Student's t distribution.
enum StudentT {
    /// The chance to be as far from 0 as `t`, on either side, with so many degrees of freedom.
    static func twoSided(_ t: Double, freedom: Double) -> Double {
        guard t.isFinite else { return t.isNaN ? 1 : 0 }
        // A huge t must not overflow when squared.
        let ratio = t / freedom.squareRoot()
        return regularizedBeta(1 / (1 + ratio * ratio), freedom / 2, 0.5)
    }

    /// What is exceeded with a chance, on both sides together.
    static func exceeded(withChance chance: Double, freedom: Double) -> Double {
        var (lower, upper) = (0.0, 1.0)
        while twoSided(upper, freedom: freedom) > chance, upper < 1e12 { upper *= 2 }
        // A bisection that ends with the last bits of the number.
        for _ in 0..<200 where lower.nextUp < upper {
            let middle = (lower + upper) / 2
            if twoSided(middle, freedom: freedom) > chance { lower = middle } else { upper = middle }
        }
        return (lower + upper) / 2
    }

    /// The regularized incomplete beta function I_x(a, b), by Lentz's continued fraction (Numerical Recipes, 6.4).
    static func regularizedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard x > 0, x < 1 else { return x <= 0 ? 0 : 1 }
        let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
        return x < (a + 1) / (a + b + 2)
            ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
    }

    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        var c = 1.0
        var d = 1 / nonzero(1 - (a + b) * x / (a + 1), tiny)
        var product = d
        for step in 1...10_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            var change = 1.0
            for term in [even, odd] {
                d = 1 / nonzero(1 + term * d, tiny)
                c = nonzero(1 + term / c, tiny)
                change = c * d
                product *= change
            }
            if abs(change - 1) < 1e-16 { break }
        }
        return product
    }

    private static func nonzero(_ value: Double, _ tiny: Double) -> Double { abs(value) < tiny ? tiny : value }
}
