// Owns the normal distribution: how likely a value is to be exceeded, and which value is.

internal import Glibc

/// The standard normal distribution.
package enum NormalDistribution {
    /// The chance to exceed `z`.
    package static func upperTail(_ z: Double) -> Double { erfc(z / 2.0.squareRoot()) / 2 }

    /// The chance to be as far from 0 as `z`, on either side.
    package static func twoSided(_ z: Double) -> Double { min(1, erfc(abs(z) / 2.0.squareRoot())) }

    /// The value that is exceeded with this chance, which is between 0 and 1.
    ///
    /// Acklam's rational approximation, then two steps of Halley's method, which make it exact but for rounding.
    package static func exceeded(withChance chance: Double) -> Double {
        guard chance > 0, chance < 1 else { return chance <= 0 ? .infinity : -.infinity }
        if chance > 0.5 { return -exceeded(withChance: 1 - chance) }
        var z = -approximation(chance)
        for _ in 0..<2 {
            let error = (chance - upperTail(z)) * (2 * Double.pi).squareRoot() * exp(z * z / 2)
            z -= error / (1 - z * error / 2)
        }
        return z
    }

    private static func approximation(_ chance: Double) -> Double {
        func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
            coefficients.reduce(0) { $0 * x + $1 }
        }
        if chance < 0.02425 {
            let q = (-2 * log(chance)).squareRoot()
            let above = [
                -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838, -2.549732539343734,
                4.374664141464968, 2.938163982698783,
            ]
            let below = [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416, 1]
            return polynomial(above, q) / polynomial(below, q)
        }
        let q = chance - 0.5
        let above = [
            -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
            -3.066479806614716e+01, 2.506628277459239,
        ]
        let below = [
            -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
            -1.328068155288572e+01, 1,
        ]
        return q * polynomial(above, q * q) / polynomial(below, q * q)
    }
}
