// Tests of the rule that survivors are not compared with everyone.

import LTBStatistics
import Testing

@testable import LTBAnalysis

@Suite struct SurvivorsTests {
    private let values = (1...300).map { Double($0) / 100 }

    private func reason(
        base: [Double], lost: Int64, candidate: [Double], alsoLost: Int64, _ statistic: SampleStatistic = .median
    ) -> RunComparison.Reason? {
        func counts(_ values: [Double], _ lost: Int64) -> RunComparison.Counts {
            .init(ended: Int64(values.count) + lost, failed: lost)
        }
        guard let effect = TwoSamples(base: base, candidate: candidate).effect(statistic) else { return nil }
        return Survivors(base: counts(base, lost), candidate: counts(candidate, alsoLost))
            .reason(statistic, base: base, candidate: candidate, effect, threshold: 0.05)
    }

    @Test func aBetterMedianOfTheThirdThatSurvivedIsNone() {
        let third = Array(values.prefix(100))
        #expect(
            reason(base: values, lost: 0, candidate: third, alsoLost: 200)
                == .survivors(baseLost: 0, candidateLost: 2.0 / 3))
        #expect(
            reason(base: third, lost: 200, candidate: values, alsoLost: 0)
                == .survivors(baseLost: 2.0 / 3, candidateLost: 0))
    }

    @Test func aDifferenceThatNoLossExplainsStands() {
        let slower = values.prefix(280).map { $0 * 5 + 3 }
        #expect(reason(base: values, lost: 0, candidate: slower, alsoLost: 20) == nil)
    }

    @Test func runsThatLoseAboutAsMuchAreCompared() {
        #expect(reason(base: values, lost: 3, candidate: values.map { $0 * 1.2 }, alsoLost: 4) == nil)
    }

    /// A few lost requests cannot move a median, and could be the whole tail.
    @Test func aFewLostRequestsExplainTailsOnly() {
        let many = (1...5_000).map { Double($0) / 1_000 }
        let faster = many.prefix(4_900).map { $0 * 0.8 }
        #expect(reason(base: many, lost: 0, candidate: faster, alsoLost: 100) == nil)
        let tailless = Array(many.prefix(4_500))
        #expect(reason(base: many, lost: 0, candidate: tailless, alsoLost: 500, .tail(0.99)) != nil)
    }
}
