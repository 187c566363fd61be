// Owns the tests of the objectives of the page.

import LTBAnalysis
import Testing

@testable import LTBReport

@Suite struct ObjectivesSectionTests {
    @Test func aShareOfAProviderThatMissedNeverReadsLikeTheOneThatIsNeeded() {
        var summary = FormatSummaries.everything
        for index in summary.objectives.indices where summary.objectives[index].provider == "cobalt" {
            summary.objectives[index].attainment = 0.9498
        }
        let section = ObjectivesSection.markup(PageContext(summary)).source.spaced
        #expect(section.contains(#"<td class="bad">94.98 %</td>"#))
        #expect(!section.contains(#"<td class="bad">95.0 %</td>"#))
    }
}
