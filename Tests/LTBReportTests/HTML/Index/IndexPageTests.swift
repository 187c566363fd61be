// Owns the tests of the index of runs.

import LTBAnalysis
import LTBTestSupport
import Testing

@testable import LTBReport

@Suite struct IndexPageTests {
    private func page(_ entries: [IndexEntry], title: String? = nil) -> String {
        String(decoding: IndexPage(title: title).bytes(of: entries), as: UTF8.self)
    }

    private let entries = [
        IndexEntry(SampleSummaries.outage, page: "b.html"), IndexEntry(SampleSummaries.failures, page: "c.html"),
        IndexEntry(SampleSummaries.single, page: "a.html"), IndexEntry(SampleSummaries.empty, page: "d.html"),
    ]

    @Test func everyRunIsLinkedToAndTrendsAreDrawn() {
        let page = page(entries, title: "Nightly <1>")
        #expect(page.contains("<h1>Nightly &lt;1&gt;</h1>"))
        for name in ["a", "b", "c", "d"] { #expect(page.contains("<a href=\"\(name).html\">")) }
        for chart in ["t-p95", "t-errors", "t-cost", "t-requests"] { #expect(page.contains("id=\"\(chart)-t\"")) }
        #expect(PageScanner(page).errors.isEmpty)
    }

    @Test func theOrderOfTheLogsDoesNotMatter() {
        #expect(page(entries) == page(entries.reversed()))
    }

    @Test func headlinesAreWhole() {
        var summary = FormatSummaries.everything
        summary.models = []
        let headline = Headline(summary).titleWithCause
        #expect(headline.count > 100)
        #expect(page([IndexEntry(summary, page: "a.html")]).contains("\(headline)</small>"))
    }

    @Test func runsWithoutATimeAreListedLastAndHaveNoPlaceInATrend() {
        let page = page(entries)
        let links = page.split(separator: "<a href=\"").dropFirst().map { String($0.prefix(6)) }
        #expect(links.filter { $0.hasSuffix(".html") } == ["c.html", "b.html", "a.html", "d.html"])
        #expect(page.contains("<desc id=\"t-requests-d\">3\u{A0}runs;"))
    }

    @Test func anIndexOfNothingSaysSo() {
        let page = page([])
        #expect(page.contains("0\u{00A0}runs with 0\u{00A0}requests."))
        #expect(page.contains("No run."))
        #expect(PageScanner(page).errors.isEmpty)
    }

    @Test func namesAreTextAndThousandsOfRunsStayWithinTheLimit() {
        let hostile = SampleExtremes.renamed(FormatSummaries.everything, SampleSummaries.hostileText)
        let crowd = (0..<3000).map { IndexEntry(hostile, page: "run-\($0).html") }
        let page = page(crowd)
        #expect(page.utf8.count <= PageLimits.maximumBytes)
        #expect(!page.contains("<script>alert"))
        #expect(page.contains("2,200\u{00A0}older runs not listed"))
        #expect(PageScanner(page).errors.isEmpty)
    }
}
