// Tests of a comparison in every format.

import LTBAnalysis
import LTBTestSupport
import Testing

@testable import LTBReport

@Suite struct ComparisonFormatTests {
    private func text(_ format: any ComparisonFormat, _ comparison: RunComparison) -> String {
        String(decoding: format.bytes(of: comparison), as: UTF8.self)
    }

    /// The JSON's golden file is what freezes the schema `ltb.comparison/1`.
    @Test(arguments: [
        (ReportFormatName.text, "comparison.txt"), (.markdown, "comparison.md"), (.json, "comparison.json"),
    ])
    func comparisonsAreTheGoldenReport(_ name: ReportFormatName, _ file: String) throws {
        let format = try #require(name.comparisonFormat())
        expectSnapshot(format.bytes(of: SampleComparison.everything), at: "Tests/LTBReportTests/Golden/\(file)")
    }

    @Test func thereIsNoComparisonInCSV() {
        #expect(ReportFormatName.csv.comparisonFormat() == nil)
    }

    @Test func textFitsItsWidth() {
        for width in [60, 80, 100] {
            let lines = text(ComparisonText(width: width), SampleComparison.everything).split(separator: "\n")
            #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= width })
        }
    }

    @Test func theHeadlineSaysWhatChangedOrThatNothingDid() {
        #expect(
            SampleComparison.everything.headline.plainSpaces
                == "4 figures got worse; one figure got better: latency with failures p50 of yi rose from 1.00 s to no answer."
        )
        #expect(SampleComparison.quiet.headline == "Nothing got worse: one figure is the same.")
        var nothing = SampleComparison.quiet
        nothing.groups = []
        #expect(nothing.headline == "Nothing could be judged: the runs have no model in common.")
    }

    @Test func namesAreOnlyShown() {
        let page = text(ComparisonPage(), SampleComparison.everything)
        #expect(!page.contains("<b>|faith"))
        #expect(page.contains("&lt;b&gt;|faith"))
        let markdown = text(ComparisonMarkdown(), SampleComparison.everything)
        #expect(markdown.contains(#"&lt;b&gt;\|faith\_fulness"#))
        var hostile = SampleComparison.quiet
        hostile.base.summary.log.files[0].name = "\u{1B}[31m"
        #expect(!text(ComparisonText(), hostile).contains("\u{1B}"))
    }

    @Test func aPageOfManyModelsIsBounded() {
        var many = SampleComparison.everything
        many.groups = Array(repeating: many.groups[0], count: 256)
        #expect(ComparisonPage().bytes(of: many).count <= PageLimits.maximumBytes)
        #expect(ComparisonMarkdown().bytes(of: many).count <= 65_536)
    }
}

extension String {
    fileprivate var plainSpaces: String { replacing("\u{A0}", with: " ") }
}
