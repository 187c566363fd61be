// Owns the tests of logarithmic ticks.

import Testing

@testable import LTBReport

@Suite struct LogTicksTests {
    @Test(arguments: [
        (1.7, 38.0, [1.0, 2, 5, 10, 20, 50]), (0.2, 50, [0.2, 0.5, 1, 2, 5, 10, 20, 50]),
        (0.02, 80, [0.1, 1, 10, 100]),
        (3, 4, [2, 5]),
    ])
    func theEndsAreValuesOfOneTwoFive(smallest: Double, largest: Double, values: [Double]) {
        #expect(LogTicks(around: smallest, largest).values == values)
    }

    @Test func aConstantOnATickWidensToBothSides() {
        #expect(LogTicks(around: 2, 2).values == [1, 2, 5])
    }

    @Test func manyDecadesAreThinned() {
        let ticks = LogTicks(around: 1e-9, 1e9)
        #expect(ticks.values.count <= 8)
        #expect(ticks.values == ticks.values.sorted())
    }

    @Test(arguments: [0, -1, .infinity, .nan, 1e300, 1e-300])
    func whatHasNoLogarithmHasAxesAllTheSame(value: Double) {
        let ticks = LogTicks(around: value, value)
        #expect(ticks.lower < ticks.upper)
        #expect((0...1).contains(ticks.fraction(value)))
    }

    @Test func aDecadeIsAThirdOfThree() {
        let ticks = LogTicks(around: 1, 1000)
        #expect(abs(ticks.fraction(10) - 1 / 3) < 1e-12)
    }
}
