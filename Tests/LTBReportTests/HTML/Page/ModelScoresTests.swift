// Owns the tests of scores pooled over benchmarks.

import LTBAnalysis
import Testing

@testable import LTBReport

@Suite struct ModelScoresTests {
    private func evaluation(_ benchmark: String, _ scores: [Double]) -> EvaluationFigures {
        var figures = EvaluationFigures(metric: "m", provider: "p", model: "x", benchmarkID: benchmark)
        figures.score = .sample(scores)
        return figures
    }

    @Test func scoresOfTwoBenchmarksAreOneMean() throws {
        let pooled = MetricScores.all([evaluation("a", [0, 1, 1]), evaluation("b", [1])])
        let whole = MetricScores.all([evaluation("a", [0, 1, 1, 1])])
        let rows = try #require(pooled.first?.rows)
        #expect(rows.map(\.value) == [0.75])
        #expect(rows.map(\.count) == [4])
        let interval = try #require(rows[0].interval)
        let expected = try #require(whole[0].rows[0].interval)
        #expect(abs(interval.upperBound - expected.upperBound) < 1e-12)
        #expect(abs(expected.upperBound - (0.75 + 1.96 * 0.1875.squareRoot() / 2)) < 1e-12)
    }

    @Test func equalScoresHaveNoInterval() {
        #expect(MetricScores.all([evaluation("a", [1, 1])])[0].rows[0].interval == nil)
    }

    @Test func withoutScoresTheSharePassedIsShown() {
        var figures = EvaluationFigures(metric: "m", provider: "p", model: "x", benchmarkID: "b")
        figures.passRate = 0.5
        figures.passRateInterval = 0.4...0.6
        let metric = MetricScores.all([figures])[0]
        #expect(!metric.isMean)
        #expect(metric.rows.map(\.interval) == [0.4...0.6])
    }
}
