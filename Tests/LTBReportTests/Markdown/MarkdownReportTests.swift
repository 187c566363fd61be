// Owns the checks of the Markdown page: its size and its tables.

import LTBAnalysis
import LTBTestSupport
import Testing

@testable import LTBReport

struct MarkdownReportTests {
    @Test func aFullSummaryIsTheGoldenPage() {
        expectSnapshot(
            MarkdownReport().bytes(of: FormatSummaries.everything), at: "Tests/LTBReportTests/Golden/full.md")
    }

    @Test func anEmptySummaryIsAShortPage() {
        #expect(
            text(RunSummary()).spaced == "### No request ended.\n\nThe log holds no events.\n\nMade from 0 events.\n")
    }

    @Test(arguments: ReportFormatTests.summaries.map(\.0))
    func anyRunFitsAComment(_ name: String) throws {
        let summary = try #require(ReportFormatTests.summaries.first { $0.0 == name }).1
        #expect(text(summary).utf8.count < 60_000)
    }

    @Test func aCrowdedRunShowsSomeOfEachImportantTable() {
        let text = text(FormatSummaries.crowded)
        for title in ["Providers", "Models", "Errors", "Benchmarks", "Evaluations"] { #expect(text.contains(title)) }
        #expect(text.contains("more\n"))
    }

    @Test func everyRowHasAsManyCellsAsItsHeader() {
        for (name, summary) in ReportFormatTests.summaries {
            var header: Int?
            for line in text(summary).split(separator: "\n", omittingEmptySubsequences: false) {
                guard line.hasPrefix("|") else {
                    header = nil
                    continue
                }
                let cells = line.replacing(#/\\./#, with: "").count { $0 == "|" }
                #expect(cells == header ?? cells, "\(name): \(line.prefix(80))")
                header = cells
            }
        }
    }

    @Test func detailsAreClosed() {
        for (_, summary) in ReportFormatTests.summaries {
            let text = text(summary)
            #expect(text.matches(of: /<details>/).count == text.matches(of: /<\/details>/).count)
            #expect(!text.contains("<script>"))
        }
    }

    private func text(_ summary: RunSummary) -> String {
        String(decoding: MarkdownReport().bytes(of: summary), as: UTF8.self)
    }
}
