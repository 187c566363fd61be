// Owns the tests of the tables of providers and models.

import LTBAnalysis
import Testing

@testable import LTBReport

@Suite struct ModelsSectionTests {
    private func section(_ summary: RunSummary) -> String { ModelsSection.content(PageContext(summary)).source.spaced }

    @Test func aColumnOfLinesIsThereWhereAModelHasOne() {
        var summary = FormatSummaries.everything
        #expect(section(summary).contains(">p95 latency</th>"))
        summary.timeline?.by.model = [:]
        #expect(!section(summary).contains(">p95 latency</th>"))
    }

    @Test func anErrorRateThatIsMarkedDoesNotReadLikeOneThatIsNot() {
        var summary = FormatSummaries.everything
        summary.providers[0].requests.errorRate = 0.0104
        summary.providers[1].requests.errorRate = 0.01
        #expect(section(summary).contains(#"<td class="bad">1.04 %</td>"#))
        #expect(section(summary).contains("<td>1.0 %</td>"))
    }
}
