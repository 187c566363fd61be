// Owns the tests of the rounding rule.

import LTBEvents
import LTBTestSupport
import Testing

@Suite struct BillionthsTests {
    @Test(arguments: [
        (0.0, Int64(0)), (-0.0, 0), (0.31, 310_000_000), (1.52, 1_520_000_000), (1e-9, 1), (0.5e-9, 0), (1.5e-9, 2),
        (0.4e-9, 0), (9_223_372_036.0, 9_223_372_036_000_000_000),
    ])
    func secondsAreRoundedToNanosecondsTiesToEven(_ seconds: Double, expected: Int64) {
        #expect(nanoseconds(fromSeconds: seconds) == expected)
        #expect(scaledBillionths(seconds) == expected)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 9_223_372_036.854776, 1e300, -1e300])
    func valueThatDoesNotFitIsNone(_ value: Double) {
        #expect(nanoseconds(fromSeconds: value) == nil)
        #expect(scaledBillionths(value) == nil)
    }

    @Test(arguments: [(-1e-9, Int64(-1)), (-1.52, -1_520_000_000), (-1e-12, 0)])
    func negativeValueIsNoDurationButAScore(_ value: Double, expected: Int64) {
        #expect(nanoseconds(fromSeconds: value) == nil)
        #expect(scaledBillionths(value) == expected)
    }

    @Test func anyValueIsRoundedAsTheStandardLibraryDoes() {
        var rng = SplitMix64(seed: 16)
        for _ in 0..<20_000 {
            let billionths = Double(Int64(truncatingIfNeeded: rng.next()) >> Int64.random(in: 0..<64, using: &rng)) / 4
            for value in [billionths / 1e9, (billionths / 1e9).nextUp, Double(bitPattern: rng.next())] {
                #expect(scaledBillionths(value) == Int64(exactly: (value * 1e9).rounded(.toNearestOrEven)))
            }
        }
    }
}
