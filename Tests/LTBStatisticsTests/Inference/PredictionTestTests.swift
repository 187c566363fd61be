// Owns the tests of whether one more value is of the same kind as those before it.

import Testing

@testable import LTBStatistics

@Suite struct PredictionTestTests {
    /// scipy: 2 * stats.t.sf(2 / (stdev([1, 2, 3, 4, 5]) * sqrt(1.2)), 4)
    @Test func theProbabilityIsThatOfStudent() {
        #expect(abs(PredictionTest.pValue(of: 5, after: [1, 2, 3, 4, 5]) - 0.3125) < 1e-9)
        #expect(PredictionTest.pValue(of: 3, after: [1, 2, 3, 4, 5]) == 1)
    }

    /// scipy: stats.t.ppf(0.975, 4) * stdev([1, 2, 3, 4, 5]) * sqrt(1.2)
    @Test func theIntervalIsThatOfStudent() throws {
        let reach = try #require(PredictionTest.halfWidth(after: [1, 2, 3, 4, 5]))
        #expect(abs(reach - 4.8089439866285035) < 1e-9)
        #expect(abs(PredictionTest.pValue(of: 3 + reach, after: [1, 2, 3, 4, 5]) - 0.05) < 1e-9)
        #expect(PredictionTest.halfWidth(after: [2, 2, 2]) == 0)
        #expect(PredictionTest.halfWidth(after: [2]) == nil)
    }

    @Test func amongEqualValuesAnyOtherIsADifference() {
        #expect(PredictionTest.pValue(of: 2, after: [2, 2, 2]) == 1)
        #expect(PredictionTest.pValue(of: 2.001, after: [2, 2, 2]) == 0)
    }
}
