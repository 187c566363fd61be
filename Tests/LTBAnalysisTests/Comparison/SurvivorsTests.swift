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
            .reason(
                FigureValues(statistic: statistic, base: base, candidate: candidate), effect, threshold: 0.05)
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

    /// What is dearest, and scored worst, is what a server that is too slow fails.
    private func lossy(_ failures: Double, seed: UInt64) -> SampledRun {
        ComparedRun(failures: failures, failsSlowest: true, hasTokens: true, meanScore: 0.7, growsWithLatency: true)
            .sampled(seed: seed)
    }

    private func verdicts(_ base: SampledRun, _ candidate: SampledRun) -> [String: RunComparison.Verdict] {
        let rows = RunComparison(base: base, candidate: candidate).rows.filter {
            [nil, "mean"].contains($0.statistic.map { $0.quantile == nil ? "mean" : "quantile" })
        }
        return Dictionary(rows.map { ($0.measure.key, $0.verdict) }) { first, _ in first }
    }

    @Test func failingTheHardestTwoThirdsImprovesNoCostScoreOrPassRate() {
        #expect(
            verdicts(lossy(0, seed: 1), lossy(2.0 / 3, seed: 2)) == [
                "latency": .notComparable, "output_tokens": .notComparable, "error_rate": .worse,
                "cost": .notComparable, "score": .notComparable, "pass_rate": .notComparable,
                "pass_rate_with_failures": .worse,
            ])
    }

    /// A run that no longer fails its hardest fifth has answers that are dearer and scored worse, and nothing got worse.
    @Test func answeringWhatFailedBeforeMakesNothingWorse() {
        #expect(
            verdicts(lossy(0.2, seed: 1), lossy(0, seed: 2)) == [
                "latency": .notComparable, "output_tokens": .notComparable, "error_rate": .better,
                "cost": .notComparable, "score": .notComparable, "pass_rate": .notComparable,
                "pass_rate_with_failures": .unclear,
            ])
    }

    /// Scores that fell everywhere fell, whatever was lost.
    @Test func aScoreThatNoLossExplainsIsWorse() {
        let before = ComparedRun(requests: 1_000, failures: 0.02, meanScore: 0.9).sampled(seed: 1)
        let after = ComparedRun(requests: 1_000, failures: 0.05, meanScore: 0.6).sampled(seed: 2)
        let found = verdicts(before, after)
        #expect(found["score"] == .worse && found["pass_rate"] == .worse)
        #expect(found["pass_rate_with_failures"] == nil)
    }
}
