// Owns the checks of what users call the formats.

import LTBReport
import Testing

struct ReportFormatNameTests {
    @Test(arguments: [
        ("html", ReportFormatName.html), ("json", .json), ("csv", .csv), ("markdown", .markdown), ("md", .markdown),
        ("text", .text), ("txt", .text), ("JSON", .json),
    ])
    func wordsAndEndingsMeanTheSameFormat(_ word: String, format: ReportFormatName) {
        #expect(ReportFormatName(word: word) == format)
        #expect(ReportFormatName(fileName: "out.d/summary.\(word)") == format)
    }

    @Test(arguments: ["", "out", "out.pdf", "dir.json/out", "json", "out.json.zst", "out."])
    func otherEndingsMeanNothing(_ name: String) {
        #expect(ReportFormatName(fileName: name) == nil)
    }

    @Test func anUnknownWordMeansNothing() {
        #expect(ReportFormatName(word: "pdf") == nil)
    }

    @Test func aFileThatIsOnlyAnEndingHasIt() {
        #expect(ReportFormatName(fileName: ".json") == .json)
    }

    @Test func eachNameLeadsToItsFormat() {
        let title = ReportOptions(title: "night", width: 72, color: true)
        #expect(ReportFormatName.html.format(title) is HTMLReport)
        #expect(ReportFormatName.json.format() is JSONReport)
        #expect((ReportFormatName.csv.format() as? CSVReport)?.table == .models)
        #expect(ReportFormatName.markdown.format() is MarkdownReport)
        let text = ReportFormatName.text.format(title) as? TextReport
        #expect(text?.width == 72 && text?.color == true)
    }
}
