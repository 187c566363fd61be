// Owns the tests of whether sums of tokens were measured.

import LTBAnalysis
import Testing

@testable import LTBReport

@Suite struct TokenTotalsTests {
    /// Of eight failed requests that read tokens and wrote none.
    private static let failures: RequestFigures = {
        var figures = RequestFigures()
        (figures.totalRequests, figures.failedRequests, figures.totalInputTokens) = (40, 40, 800)
        return figures
    }()

    @Test func whatNoRequestToldOfIsNotMeasured() {
        let figures = RequestFigures()
        #expect(figures.measuredInputTokens == nil && figures.measuredOutputTokens == nil)
    }

    @Test func zeroThatAFailedRequestToldOfIsMeasured() {
        #expect(Self.failures.measuredInputTokens == 800 && Self.failures.measuredOutputTokens == 0)
    }

    @Test func zeroThatASuccessfulRequestToldOfIsMeasured() {
        var figures = RequestFigures()
        figures.outputTokens = .sample([0])
        #expect(figures.measuredInputTokens == nil && figures.measuredOutputTokens == 0)
    }

    /// Embeddings read tokens and write none.
    @Test func successfulRequestsThatTellOfOneKindSayNothingOfTheOther() {
        var figures = RequestFigures()
        (figures.totalInputTokens, figures.inputTokens) = (800, .sample([800]))
        #expect(figures.measuredInputTokens == 800 && figures.measuredOutputTokens == nil)
    }

    @Test func everyFormSaysTheSame() throws {
        var summary = SampleSummaries.failures
        for (figures, words) in [(Self.failures, "0"), (RequestFigures(), "not measured")] {
            summary.totals = figures
            summary.models = [.init(provider: "p", model: "m", requests: figures)]
            let table = ReportTable.models(summary)
            let column = try #require(table.columns.firstIndex { $0.fullName == "tokens out" })
            #expect(table.rows[0].cells[column].text == words)
            #expect(KeyFigure.all(for: summary)[4].value == words)
        }
        summary.totals = Self.failures
        #expect(TokensChart.figure(PageContext(summary)).source.contains("output 0"))
        summary.totals.inputTokens = .sample([800])
        #expect(TokensChart.figure(PageContext(summary)).source.contains("output not measured"))
    }
}
