// Owns the tests of cost against score.

import LTBAnalysis
import Testing

@testable import LTBReport

@Suite struct CostScoreTests {
    private func figures(secondScore: Double) -> String? {
        var summary = FormatSummaries.everything
        summary.models[1].requests.totalCost = 1000
        summary.models[1].requests.pricedRequests = 1198
        var second = summary.evaluations[0]
        (second.provider, second.model) = ("lumen", "lumen-8b")
        second.score?.mean = secondScore
        summary.evaluations.append(second)
        return CostScore(PageContext(summary))?.figures.source
    }

    @Test func aFrontierIsExplainedWhereThereIsOne() {
        #expect(figures(secondScore: 0.9)?.contains("Dashed: the efficient frontier") == true)
        #expect(figures(secondScore: 0.3)?.contains("Mean score over all metrics") == true)
        #expect(figures(secondScore: 0.3)?.contains("Dashed") == false)
    }
}
