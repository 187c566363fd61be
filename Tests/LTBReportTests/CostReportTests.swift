import LTBAnalysis
import LTBTestSupport
import Testing

@testable import LTBReport

@Suite struct CostReportTests {
    @Test(arguments: [
        (CostReport.Syntax.text, "cost.txt"), (.markdown, "cost.md"), (.csv, "cost.csv"), (.json, "cost.json"),
    ])
    func costsAreTheGoldenReport(_ syntax: CostReport.Syntax, _ name: String) {
        let report = CostReport(syntax, by: CostSummary.Dimension.allCases)
        expectSnapshot(report.bytes(of: FormatSummaries.everything), at: "Tests/LTBReportTests/Golden/\(name)")
    }

    @Test func withoutPricesOnlyWhatWasRecordedIsTold() {
        var summary = RunSummary()
        var cost = CostSummary()
        (cost.total.requests, cost.total.recorded, cost.total.recordedRequests) = (4, 2, 3)
        var row = CostSummary.Row(.model, cost.total)
        (row.provider, row.model) = ("p", "m")
        cost.rows = [row]
        summary.cost = cost
        #expect(
            String(decoding: CostReport(.text).bytes(of: summary), as: UTF8.self) == """
                Recorded  $2.00  3 of 4 requests, $667 per 1,000 priced ones

                COST BY MODEL
                model  requests  recorded  per 1,000
                p/m           4     $2.00       $667

                """)
    }

    @Test func withoutRequestsASentenceSaysSo() {
        for syntax in [CostReport.Syntax.text, .markdown] {
            let text = String(decoding: CostReport(syntax).bytes(of: RunSummary()), as: UTF8.self)
            #expect(text == "No request ended, so nothing was paid.\n")
        }
    }

    @Test(arguments: [(1, "the one that was"), (3, "the 3 that were")])
    func whatRequestsThatDidNotEndCostIsNotKnown(_ count: Int64, _ which: String) {
        var summary = RunSummary()
        summary.totals.unfinishedRequests = count
        for syntax in [CostReport.Syntax.text, .markdown] {
            let text = String(decoding: CostReport(syntax).bytes(of: summary), as: UTF8.self)
            #expect(text.hasPrefix("No request ended; what \(which) started cost is not known.\n"))
            #expect(!text.contains("nothing was paid"))
        }
    }

    /// No name acts on a terminal, a spreadsheet or a page.
    @Test func hostileNamesAreOnlyShown() {
        let text = CostReport(.text, by: CostSummary.Dimension.allCases).bytes(of: FormatSummaries.hostile)
        #expect(!text.contains(0x1B) && !text.contains(0x07))
        let markdown = String(
            decoding: CostReport(.markdown, by: CostSummary.Dimension.allCases).bytes(of: FormatSummaries.hostile),
            as: UTF8.self)
        #expect(!markdown.contains("<script>") && !markdown.contains("[x](javascript"))
        let csv = String(decoding: CostReport(.csv, by: [.label]).bytes(of: FormatSummaries.hostile), as: UTF8.self)
        #expect(!csv.contains(",=cmd") && csv.contains("'=cmd"))
        let page = String(decoding: HTMLReport().bytes(of: FormatSummaries.hostile), as: UTF8.self)
        #expect(!page.contains("<script>alert"))
    }

    @Test func driftHasASignWhereItSaysSomething() {
        #expect(NumberFormat.drift(0) == "0\u{A0}%")
        #expect(NumberFormat.drift(0.015) == "+1.5\u{A0}%")
        #expect(NumberFormat.drift(-0.12) == "−12.0\u{A0}%")
        #expect(NumberFormat.drift(-0.000274) == "−0.03\u{A0}%")
        #expect(NumberFormat.drift(0.00001) == "+0.001\u{A0}%")
        #expect(NumberFormat.drift(-0.000_000_01) == ">−0.0001\u{A0}%")
        #expect(NumberFormat.drift(0.000_000_01) == "<+0.0001\u{A0}%")
        #expect(NumberFormat.drift(-0.999_999_99) == "<−99.9\u{A0}%")
        #expect(NumberFormat.drift(0.999_999_99) == ">+99.9\u{A0}%")
        #expect(NumberFormat.drift(12) == "+1,200.0\u{A0}%")
    }
}
