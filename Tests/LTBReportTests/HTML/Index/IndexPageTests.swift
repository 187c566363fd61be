// Owns the tests of the index of runs.

import LTBAnalysis
import LTBEvents
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
        let page = page([IndexEntry(summary, page: "a.html")])
        // Of each run the same is told, whatever was asked of it; whether it met that is the verdict.
        summary.objectives = []
        let headline = Headline(summary).titleWithCause
        #expect(headline.count > 100)
        #expect(page.contains(">\(headline)</td>"))
    }

    @Test func whatCouldNotBeReadStandsBesideTheStatus() {
        var summary = SampleSummaries.single
        summary.runs = []
        #expect(IndexEntry(summary, page: "a.html").verdict == nil)
        summary.log.skippedLines = ["invalid_json": 2]
        #expect(IndexEntry(summary, page: "a.html").verdict == "skipped lines")
        summary.log.damagedBytes = 3
        #expect(IndexEntry(summary, page: "a.html").verdict == "damaged log")
        #expect(IndexEntry(summary, page: "a.html").isBad)
    }

    @Test func anObjectiveThatWasNotMeasuredIsNotMet() {
        var summary = FormatSummaries.everything
        summary.log = LogFigures()
        summary.runs[0].status = "passed"
        let all = summary.objectives.indices
        for index in all { summary.objectives[index].isMet = true }
        summary.objectives[0].isMet = nil
        let count = summary.overallObjectives.count
        #expect(IndexEntry(summary, page: "a.html").verdict == "\(count - 1) of \(count) met")
    }

    @Test func objectivesThatWereMetDoNotHideThatTheRunFailed() {
        var summary = FormatSummaries.everything
        summary.log = LogFigures()
        for index in summary.objectives.indices { summary.objectives[index].isMet = true }
        let verdict = { IndexEntry(summary, page: "a.html") }
        #expect(verdict().verdict == "met" && !verdict().isBad)
        summary.runs[0].status = "aborted"
        #expect(verdict().verdict == "met, but aborted" && verdict().isBad)
    }

    @Test func runsOfOneNameAreToldApartByCommitAndFile() {
        var summary = FormatSummaries.everything
        let first = IndexEntry(summary, page: "night-1.html")
        #expect(page([first]).contains("nightly-eval</a><br><small>main at 4f1c9ae</small>"))
        summary.sharedLabels["git_sha"] = "0525e021e5"
        let both = page([first, IndexEntry(summary, page: "night-2.html")])
        #expect(both.contains("nightly-eval</a><br><small>main at 4f1c9ae · night-1</small>"))
        #expect(both.contains("nightly-eval</a><br><small>main at 0525e02 · night-2</small>"))
    }

    @Test func aTrendJoinsRunsOfOneNameOnlyAndTellsTheYearWhereItChanges() {
        var entries = ["a", "b", "a"].enumerated().map { index, name in
            var summary = FormatSummaries.everything
            summary.runs[0].name = name
            summary.window?.start.nanosecondsSince1970 += Int64(index) * 86_400_000_000_000
            return IndexEntry(summary, page: "\(index).html")
        }
        #expect(page(entries).contains("Each run stands at its place in the order, not in time; a line joins"))
        #expect(page(entries).contains(">20 Nov</text>"))
        // One line from the first to the last, none to the one between them.
        let line = page(entries).components(of: "<path d=\"").first
        #expect(line?.hasPrefix("M0 ") == true && line?.contains("L1000") == true && line?.contains("L500") == false)
        var summary = FormatSummaries.everything
        summary.window?.start.nanosecondsSince1970 += 366 * 86_400_000_000_000
        entries.append(IndexEntry(summary, page: "9.html"))
        #expect(page(entries).contains(">2026-11-20</text>") && page(entries).contains(">2027-11-21</text>"))
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

    /// Where names alone are too long for that many rows, there are fewer.
    @Test func anIndexOfTheLongestNamesStaysWithinTheLimitToo() {
        let long = SampleExtremes.renamed(FormatSummaries.everything, String(repeating: "\"&'<>", count: 60))
        let crowd = (0..<850).map { number in
            var summary = long
            for index in summary.runs.indices {
                summary.runs[index].name = "\(number)" + String(repeating: "\"", count: 90)
            }
            summary.sharedLabels["branch"] = String(repeating: "&", count: 90)
            return IndexEntry(summary, page: String(repeating: "x", count: 70) + "-\(number).html")
        }
        let page = page(crowd)
        #expect(page.utf8.count <= PageLimits.maximumBytes)
        let rows = page.ranges(of: "<a href=\"xxx").count
        #expect(rows > 300)
        #expect(page.contains("\(850 - rows)\u{00A0}older runs not listed"))
        #expect(PageScanner(page).errors.isEmpty)
    }

    @Test func namesAreTextAndThousandsOfRunsStayWithinTheLimit() {
        var hostile = SampleExtremes.renamed(FormatSummaries.everything, SampleSummaries.hostileText)
        hostile.log = LogFigures()
        let crowd = (0..<3000).map { IndexEntry(hostile, page: "run-\($0).html") }
        let page = page(crowd)
        #expect(page.utf8.count <= PageLimits.maximumBytes)
        #expect(!page.contains("<script>alert"))
        #expect(page.contains("2,200\u{00A0}older runs not listed"))
        #expect(PageScanner(page).errors.isEmpty)
    }
}

extension String {
    /// What stands in quotes after each of some beginnings.
    fileprivate func components(of start: String) -> [String] {
        ranges(of: start).map { String(self[$0.upperBound...].prefix { $0 != "\"" }) }
    }
}
