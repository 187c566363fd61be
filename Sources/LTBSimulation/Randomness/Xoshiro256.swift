// Owns the randomness of simulations: a generator whose values follow from its seed.

/// Blackman and Vigna's xoshiro256** 1.0, its state filled from the seed by SplitMix64, as they recommend.
///
/// What it gives is made of integers and of the five operations that IEEE 754 defines to the last bit, so that a seed
/// gives the same values on every machine. (`log`, `exp` and `cos` of a C library may differ in their last bit.)
struct Xoshiro256: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)
    /// The second of the two normal deviates that come together.
    private var spareNormal: Double?

    init(seed: UInt64) {
        var filler = seed
        func next() -> UInt64 {
            filler &+= 0x9E37_79B9_7F4A_7C15
            var mixed = filler
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
        state = (next(), next(), next(), next())
    }

    init(state: (UInt64, UInt64, UInt64, UInt64)) {
        self.state = state
    }

    mutating func next() -> UInt64 {
        let product = state.1 &* 5
        let result = ((product << 7) | (product >> 57)) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = (state.3 << 45) | (state.3 >> 19)
        return result
    }
}

extension Xoshiro256 {
    /// A number from 0 to 1, 1 excluded, of 53 random bits.
    mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// An integer from 0 to a small bound, which is excluded; of 32 random bits.
    mutating func below(_ bound: Int64) -> Int64 {
        Int64(((next() >> 32) &* UInt64(bound)) >> 32)
    }

    /// True with a probability.
    mutating func chance(_ probability: Double) -> Bool {
        unit() < probability
    }

    /// An exponential deviate of mean 1.
    mutating func exponential() -> Double {
        -repeatableLog(1 - unit())
    }

    /// A normal deviate of mean 0 and variance 1, by Marsaglia's polar method.
    mutating func normal() -> Double {
        if let spare = spareNormal {
            spareNormal = nil
            return spare
        }
        while true {
            let x = 2 * unit() - 1
            let y = 2 * unit() - 1
            let square = x * x + y * y
            guard square > 0, square < 1 else { continue }
            let scale = (-2 * repeatableLog(square) / square).squareRoot()
            spareNormal = y * scale
            return x * scale
        }
    }

    /// A lognormal deviate: half of them are below the median, two thirds within a factor of e^±spread of it.
    mutating func lognormal(median: Double, spread: Double) -> Double {
        median * repeatableExp(spread * normal())
    }
}
