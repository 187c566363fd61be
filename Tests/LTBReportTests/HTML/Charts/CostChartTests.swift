// Owns the tests of the chart of cost so far.

import LTBAnalysis
import Testing

@testable import LTBReport

@Suite struct CostChartTests {
    private func figure(_ summary: RunSummary) -> String? { CostChart(PageContext(summary))?.figure.source.spaced }

    @Test func modelsWithoutALineAreCounted() {
        let crowd = SampleExtremes.crowd("x")
        #expect(figure(crowd)?.contains("224 more models not drawn.") == true)
        #expect(figure(SampleSummaries.outage)?.contains("not drawn") == false)
    }
}
