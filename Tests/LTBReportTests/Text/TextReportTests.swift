// Owns the checks of the text format: it fits, and nothing in it acts on the terminal.

import LTBAnalysis
import LTBTestSupport
import Testing

@testable import LTBReport

struct TextReportTests {
    @Test func aFullSummaryIsTheGoldenText() {
        expectSnapshot(TextReport().bytes(of: FormatSummaries.everything), at: "Tests/LTBReportTests/Golden/full.txt")
    }

    @Test func anEmptySummaryIsAShortText() {
        #expect(text(RunSummary()).spaced == "No request ended.\nThe log holds no events.\n\nMade from 0 events.\n")
    }

    @Test(arguments: [40, 60, 80, 100, 160])
    func everyLineFits(_ width: Int) {
        for (name, summary) in ReportFormatTests.summaries {
            let lines = text(summary, width: width).split(separator: "\n")
            #expect(lines.allSatisfy { DisplayWidth.of($0) <= width }, "\(name)")
        }
    }

    @Test func colourAddsNothingButEscapeSequences() {
        let colored = text(FormatSummaries.everything, color: true)
        #expect(colored.contains("\u{1B}[1;31m18.4 %\u{1B}[0m"))
        #expect(colored.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == text(FormatSummaries.everything))
    }

    @Test func hostileNamesSendNoEscapeSequence() {
        let text = text(FormatSummaries.hostile, color: true)
        #expect(text.replacing(#/\u{1B}\[(1|33|1;31|0)m/#, with: "").unicodeScalars.allSatisfy { $0 != "\u{1B}" })
        #expect(!text.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{2066}" || $0 == "\u{2028}" })
    }

    @Test func longTablesSayHowManyRowsAreMissing() {
        let text = text(FormatSummaries.crowded)
        #expect(text.contains("\nand 216 more\n") && text.contains("\nand 984 more\n"))
        #expect(text.split(separator: "\n").count < 1000)
    }

    @Test func terminalsNarrowerThan40AreTakenAs40() {
        #expect(TextReport(width: 0).width == 40)
    }

    private func text(_ summary: RunSummary, width: Int = 100, color: Bool = false) -> String {
        String(decoding: TextReport(width: width, color: color).bytes(of: summary), as: UTF8.self)
    }
}
