// Owns the checks of the six figures under the headline.

import LTBAnalysis
import LTBReport
import Testing

struct KeyFigureTests {
    private func lines(_ summary: RunSummary) -> [String] {
        KeyFigure.all(for: summary).map { "\($0.label): \($0.value) (\($0.note))".spaced }
    }

    @Test func eachFigureIsPutIntoProportion() {
        #expect(
            lines(FormatSummaries.everything) == [
                "Requests: 12,000 (7.50 a second, at most 49 in flight at peak)",
                "Succeeded: 92.8 % (867 failed, 9 unfinished, 31 retried)",
                "Latency p95: 9.38 s (p50 2.50 s, p99 13.8 s)",
                "First token p95: 1.31 s (p50 350 ms, p99 1.92 s)",
                "Output tokens: 2.04 M (1,361 a second)",
                "Cost: $23.44 ($2.26 per 1,000 priced requests, by the given prices)",
            ])
    }

    @Test func nothingInFlightIsNotTold() {
        var summary = FormatSummaries.everything
        summary.totals.peakConcurrency = 0
        #expect(lines(summary).first == "Requests: 12,000 (7.50 a second)")
    }

    @Test func whatWasNotMeasuredIsNeverZero() {
        #expect(
            lines(RunSummary()) == [
                "Requests: 0 ()", "Succeeded: not measured ()", "Latency p95: not measured ()",
                "First token p95: not measured ()", "Output tokens: not measured ()", "Cost: not measured ()",
            ])
        var summary = RunSummary()
        summary.totals.totalRequests = 1
        #expect(lines(summary).last == "Cost: unpriced ()")
    }

    @Test func withoutPricesTheRecordedCostCounts() {
        var summary = FormatSummaries.everything
        summary.cost?.isRepriced = false
        #expect(lines(summary).last == "Cost: $23.44 ($2.26 per 1,000 priced requests)")
    }

    /// Failed requests without usage lack no price, and are not divided by.
    @Test func aDivisorThatIsNotAllRequestsIsToldAsThat() {
        var summary = RunSummary()
        (summary.totals.totalRequests, summary.totals.failedRequests) = (40, 40)
        (summary.totals.pricedRequests, summary.totals.totalCost) = (8, 0.008)
        #expect(lines(summary).last == "Cost: $0.0080 ($1.00 per 1,000 priced requests)")
    }

    @Test func withPricesItIsSaidThatTheCostIsByThem() {
        var summary = FormatSummaries.everything
        summary.totals.unpricedRequests = 0
        summary.totals.pricedRequests = summary.totals.totalRequests
        #expect(lines(summary).last == "Cost: $23.44 ($1.95 per 1,000 requests, by the given prices)")
        #expect(Headline(summary).deckText.spaced.hasSuffix("the run cost $23.44 by the given prices."))
        summary.totals.totalCost = nil
        summary.totals.unpricedRequests = summary.totals.totalRequests
        #expect(lines(summary).last == "Cost: unpriced (by the given prices)")
        #expect(Notice.all(for: summary).contains { $0.text == "No request could be priced." })
    }
}
