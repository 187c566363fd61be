// Owns the seeded random numbers of these tests, simple enough that the oracles' scripts can repeat them.

/// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension Array {
    /// The elements shuffled and dealt into between 1 and 8 parts, of which some may be empty.
    func dealt(using generator: inout SplitMix64) -> [[Element]] {
        var parts = [[Element]](repeating: [], count: Int.random(in: 1...8, using: &generator))
        for element in shuffled(using: &generator) {
            parts[Int.random(in: 0..<parts.count, using: &generator)].append(element)
        }
        return parts
    }
}
