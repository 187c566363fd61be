// Tests of Wilson's interval against scipy.

import LTBStatistics
import Testing

@Suite struct WilsonIntervalTests {
    /// Expected: `scipy.stats.binomtest(successes, total).proportion_ci(confidence_level=0.95, method="wilson")`.
    @Test(arguments: [
        (0, 1, 0.0, 0.7934506856227626),
        (1, 1, 0.20654931437723745, 1.0),
        (0, 10, 0.0, 0.27753279986288926),
        (1, 10, 0.017876213095072896, 0.4041500267952385),
        (5, 10, 0.236593090512564, 0.7634069094874361),
        (9, 10, 0.5958499732047615, 0.9821237869049271),
        (10, 10, 0.7224672001371109, 1.0),
        (81, 263, 0.2552885198782742, 0.36620957698280004),
        (999, 1000, 0.9943574414020421, 0.9998234536293739),
        (1, 1_000_000, 1.765245767453709e-07, 5.664911804311442e-06),
        (500_000, 1_000_000, 0.4990200198900048, 0.5009799801099952),
        (123_456, 1_000_000_000, 0.00012276930114666216, 0.0001241465393636415),
    ])
    func intervalsAreThoseOfScipy(successes: Int64, total: Int64, lower: Double, upper: Double) throws {
        let interval = try #require(wilsonInterval(successes: successes, total: total))
        #expect(abs(interval.lowerBound - lower) <= 1e-12 * lower)
        #expect(abs(interval.upperBound - upper) <= 1e-12 * upper)
    }

    /// Expected: the same with `confidence_level=0.99`; z is `scipy.stats.norm.ppf(0.995)`.
    @Test func anotherConfidenceIsAnotherZ() throws {
        let interval = try #require(wilsonInterval(successes: 7, total: 9, z: 2.5758293035489004))
        #expect(abs(interval.lowerBound - 0.3645304121723405) < 1e-12)
        #expect(abs(interval.upperBound - 0.955267033732957) < 1e-12)
    }

    @Test func intervalsHoldTheShareForAnyCounts() throws {
        var generator = SplitMix64(seed: 1)
        for _ in 0..<2000 {
            let total = Int64.random(in: 1 ... .max, using: &generator) >> Int64.random(in: 0..<62, using: &generator)
            guard total > 0 else { continue }
            let successes = Int64.random(in: 0...total, using: &generator)
            let interval = try #require(wilsonInterval(successes: successes, total: total))
            #expect(interval.contains(Double(successes) / Double(total)))
            #expect(interval.lowerBound >= 0 && interval.upperBound <= 1)
        }
    }

    @Test func contradictionsHaveNoInterval() {
        #expect(wilsonInterval(successes: 0, total: 0) == nil)
        #expect(wilsonInterval(successes: 2, total: 1) == nil)
        #expect(wilsonInterval(successes: -1, total: 1) == nil)
        #expect(wilsonInterval(successes: 0, total: -1) == nil)
        #expect(wilsonInterval(successes: 1, total: 2, z: .nan) == nil)
        #expect(wilsonInterval(successes: 1, total: 2, z: -1) == nil)
    }
}
