// Owns what holds for every format: the conformance suite.

import LTBAnalysis
import LTBReport
import Testing

struct ReportFormatTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var format: any ReportFormat
        var summary: RunSummary
        var bytes: [UInt8]

        init(_ format: (name: String, format: any ReportFormat), _ run: (name: String, summary: RunSummary)) {
            testDescription = "\(format.name) of \(run.name)"
            self.format = format.format
            summary = run.summary
            bytes = format.format.bytes(of: run.summary)
        }
    }

    static let formats: [(name: String, format: any ReportFormat)] =
        [
            ("html", HTMLReport()), ("json", .json), ("text", .text()), ("narrow text", .text(width: 40)),
            ("markdown", .markdown),
        ]
        + CSVReport.Table.allCases.map { ("csv of \($0)", .csv($0)) }

    static let summaries: [(name: String, summary: RunSummary)] = [
        ("an empty run", RunSummary()), ("everything", FormatSummaries.everything),
        ("hostile names", FormatSummaries.hostile), ("a crowd", FormatSummaries.crowded),
        ("extreme figures", FormatSummaries.extreme), ("no numbers", FormatSummaries.notNumbers),
        ("an invented run", SampleSummaries.outage), ("one request", SampleSummaries.single),
        ("failures only", SampleSummaries.failures),
    ]

    static let cases = formats.flatMap { format in summaries.map { Case(format, $0) } }

    @Test(arguments: cases)
    func writesValidUTF8ThatEndsWithANewline(_ example: Case) {
        #expect(example.bytes.last == UInt8(ascii: "\n"))
        #expect(String(validating: example.bytes, as: UTF8.self) != nil)
    }

    @Test(arguments: cases)
    func appendsTheSameBytesForTheSameSummary(_ example: Case) {
        // A dictionary has another order in a copy that grew in another way.
        var copy = example.summary
        for index in 0..<1000 { copy.totals.errors["\(index)"] = 1 }
        copy.totals.errors = copy.totals.errors.filter { example.summary.totals.errors[$0.key] != nil }
        copy.totals.errors.merge(example.summary.totals.errors) { $1 }
        #expect(copy.totals.errors == example.summary.totals.errors)
        var output = Array("before".utf8)
        example.format.write(copy, to: &output)
        #expect(output == Array("before".utf8) + example.bytes)
    }

    @Test(arguments: cases.filter { !($0.format is CSVReport) })
    func writesNoControlCharacterButNewlines(_ example: Case) {
        #expect(!example.bytes.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F })
    }

    @Test(arguments: cases.filter { $0.testDescription.hasSuffix("no numbers") })
    func writesNoDoubleThatIsNoNumber(_ example: Case) {
        let text = String(decoding: example.bytes, as: UTF8.self).lowercased()
        #expect(text.matches(of: /\b(inf|infinity|nan)\b/).isEmpty)
    }

    static let hostileTexts = [
        "<script>alert(1)</script>", "</style><b>bold</b>", "\"onload=alert(1) x=\"", "[x](javascript:alert(1))",
        "\u{202E}\u{2066}gpj.exe\u{200F}\u{200B}", String(repeating: "n", count: 10_240), "👩‍👩‍👧‍👦🇪🇺❤️",
    ]

    @Test(arguments: hostileTexts)
    func aTextInEveryFieldStaysTextInEveryFormat(text: String) {
        let summary = SampleExtremes.renamed(FormatSummaries.everything, text)
        let reordering: Set<Unicode.Scalar> = ["\u{202E}", "\u{2066}", "\u{200F}", "\u{200B}"]
        for (name, format) in Self.formats where !(format is CSVReport) && !(format is JSONReport) {
            let output = String(decoding: format.bytes(of: summary), as: UTF8.self)
            #expect(!output.unicodeScalars.contains(where: reordering.contains), "\(name)")
            if format is HTMLReport { #expect(output.utf8.count <= 512_000) }
            if format is MarkdownReport { #expect(output.utf8.count < 60_000) }
        }
        let page = PageScanner(String(decoding: HTMLReport().bytes(of: summary), as: UTF8.self))
        #expect(page.errors.isEmpty)
        let attributes = page.tags.flatMap(\.attributes)
        #expect(!attributes.contains { $0.name.hasPrefix("on") || $0.name == "href" && !$0.value.hasPrefix("#") })
        let markdown = String(decoding: MarkdownReport().bytes(of: summary), as: UTF8.self)
        #expect(!markdown.contains("<script") && !markdown.contains("</style"))
    }
}
