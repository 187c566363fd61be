// Owns the tests of the simulation's own logarithm and exponential, against the C library's.

import Glibc
import Testing

@testable import LTBSimulation

@Suite struct RepeatableMathTests {
    @Test func logarithmIsThatOfTheLibraryToFourteenDigits() {
        var random = Xoshiro256(seed: 3)
        for _ in 0..<5_000 {
            let value = random.unit() * pow(10, Double(random.below(40)) - 20) + 0x1p-200
            #expect(abs(repeatableLog(value) - log(value)) <= 1e-14 * max(1, abs(log(value))), "\(value)")
        }
        #expect(repeatableLog(1) == 0)
    }

    @Test func exponentialIsThatOfTheLibraryToThirteenDigits() {
        var random = Xoshiro256(seed: 4)
        for _ in 0..<5_000 {
            let power = (random.unit() - 0.5) * 200
            #expect(abs(repeatableExp(power) / exp(power) - 1) <= 1e-13, "\(power)")
        }
        #expect(repeatableExp(0) == 1)
    }

    @Test func extremePowersAreFinite() {
        #expect(repeatableExp(1e9).isFinite)
        #expect(repeatableExp(-1e9) > 0)
    }

    @Test func bitsAreTheSameEverywhere() {
        #expect(repeatableLog(0.1).bitPattern == 13_835_739_416_338_191_637)
        #expect(repeatableLog(1_234.5).bitPattern == 4_619_700_648_315_815_749)
        #expect(repeatableExp(0.1).bitPattern == 4_607_656_066_507_473_108)
        #expect(repeatableExp(-7.25).bitPattern == 4_559_689_425_870_912_254)
    }
}
