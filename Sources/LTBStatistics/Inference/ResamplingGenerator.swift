// Owns the random numbers of resampling: the same from the same seed, on every machine.

internal import Glibc

/// Steele, Lea and Flood's SplitMix64, and the distributions that resampling draws from.
struct ResamplingGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number below `bound`.
    mutating func index(below bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// Between 0 and 1, neither of them.
    mutating func unit() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

    /// Standard normal, by Marsaglia's polar method.
    mutating func normal() -> Double {
        while true {
            let (x, y) = (2 * unit() - 1, 2 * unit() - 1)
            let square = x * x + y * y
            if square < 1, square > 0 { return x * (-2 * log(square) / square).squareRoot() }
        }
    }

    /// Gamma with a shape of at least 1: G. Marsaglia and W. W. Tsang, "A Simple Method for Generating Gamma Variables"
    /// (2000).
    mutating func gamma(_ shape: Double) -> Double {
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let cube = 1 + c * x
            guard cube > 0 else { continue }
            let v = cube * cube * cube
            if log(unit()) < x * x / 2 + d - d * v + d * log(v) { return d * v }
        }
    }

    /// Beta with parameters of at least 1.
    mutating func beta(_ a: Double, _ b: Double) -> Double {
        let x = gamma(a)
        return x / (x + gamma(b))
    }
}
