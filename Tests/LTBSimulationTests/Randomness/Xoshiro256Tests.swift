// Owns the tests of the simulation's randomness: the published numbers, and the moments that the deviates must have.

import Testing

@testable import LTBSimulation

@Suite struct Xoshiro256Tests {
    /// Mean and variance of many deviates.
    private func moments(_ deviate: (inout Xoshiro256) -> Double) -> (mean: Double, variance: Double) {
        var random = Xoshiro256(seed: 1)
        let values = (0..<40_000).map { _ in deviate(&random) }
        let mean = values.reduce(0, +) / Double(values.count)
        return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count))
    }

    @Test func givesThePublishedNumbers() {
        var random = Xoshiro256(state: (1, 2, 3, 4))
        let numbers = (0..<8).map { _ in random.next() }
        #expect(
            numbers == [
                11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
                607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
            ])
    }

    @Test func stateFollowsFromTheSeed() {
        // The first four numbers of SplitMix64 with seed 0, as its authors give them.
        var seeded = Xoshiro256(seed: 0)
        var filled = Xoshiro256(
            state: (0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F, 0xF88B_B8A8_724C_81EC))
        for _ in 0..<5 { #expect(seeded.next() == filled.next()) }
    }

    @Test func unitIsEven() {
        let (mean, variance) = moments { $0.unit() }
        #expect(abs(mean - 0.5) < 0.005)
        #expect(abs(variance - 1.0 / 12) < 0.002)
    }

    @Test func normalHasMeanZeroAndVarianceOne() {
        let (mean, variance) = moments { $0.normal() }
        #expect(abs(mean) < 0.02)
        #expect(abs(variance - 1) < 0.03)
    }

    @Test func exponentialHasMeanAndVarianceOne() {
        let (mean, variance) = moments { $0.exponential() }
        #expect(abs(mean - 1) < 0.02)
        #expect(abs(variance - 1) < 0.06)
    }

    @Test func halfOfTheLognormalDeviatesAreBelowTheMedian() {
        let (share, _) = moments { $0.lognormal(median: 30, spread: 0.8) < 30 ? 1 : 0 }
        #expect(abs(share - 0.5) < 0.01)
    }

    @Test func belowGivesEveryIntegerUnderItsBound() {
        var random = Xoshiro256(seed: 2)
        var counts = [0, 0, 0, 0, 0]
        for _ in 0..<5_000 { counts[Int(random.below(5))] += 1 }
        for count in counts { #expect(abs(count - 1_000) < 150) }
    }
}
