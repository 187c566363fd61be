// Owns the tests of linear ticks.

import Testing

@testable import LTBReport

@Suite struct LinearTicksTests {
    @Test(
        arguments: [
            (11.9, [0.0, 5, 10, 15]), (49, [0, 20, 40, 60]), (17_500, [0, 5000, 10_000, 15_000, 20_000]),
            (1, [0, 0.5, 1]),
            (100, [0, 50, 100]),
        ] as [(Double, [Double])])
    func theLastTickIsAtOrAboveTheMaximum(maximum: Double, values: [Double]) {
        #expect(LinearTicks(upTo: maximum).values == values)
    }

    @Test func aRangeNeedNotBeginAtZero() {
        let ticks = LinearTicks(from: 0.748, to: 0.879)
        #expect(AxisLabels.numbers(ticks.values) == ["0.70", "0.75", "0.80", "0.85", "0.90"])
    }

    @Test func countsHaveWholeTicks() {
        #expect(LinearTicks(upTo: 1, smallestStep: 1).values == [0, 1])
    }

    @Test(arguments: [0, -3, 7e-9, 1e300, .infinity, .nan, -.infinity])
    func anyNumberHasAscendingTicksAroundIt(value: Double) {
        let ticks = LinearTicks(from: value, to: value)
        #expect(ticks.values.count >= 2)
        #expect(ticks.lower < ticks.upper)
        #expect(!value.isFinite || (ticks.lower <= value && value <= ticks.upper))
    }

    @Test func valuesOutsideAreAtTheEnds() {
        let ticks = LinearTicks(upTo: 10)
        #expect([-5, 5, 50, .nan].map(ticks.fraction) == [0, 0.5, 1, 0])
    }
}
