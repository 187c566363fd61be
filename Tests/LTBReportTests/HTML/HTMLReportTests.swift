// Owns the tests of the page as a whole.

import LTBAnalysis
import LTBTestSupport
import Testing

@testable import LTBReport

@Suite struct HTMLReportTests {
    private static let tags: Set<String> = [
        "html", "head", "meta", "title", "style", "body", "a", "header", "main", "footer", "nav", "section", "h1", "h2",
        "h3", "p", "b", "br", "wbr", "span", "small", "code", "ul", "li", "dl", "dt", "dd", "div", "figure",
        "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "details", "summary", "svg",
        "g", "path", "rect", "line", "circle", "text", "tspan", "desc", "script",
    ]
    private static let attributes: Set<String> = [
        "lang", "charset", "name", "content", "http-equiv", "id", "class", "href", "title", "role", "tabindex", "scope",
        "align", "cellpadding", "open", "width", "height", "viewBox", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r",
        "d", "dx", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap",
        "vector-effect", "preserveAspectRatio", "overflow", "text-anchor", "font-family", "font-size", "font-weight",
        "paint-order", "shape-rendering", "aria-label", "aria-labelledby", "aria-hidden", "type", "data-s", "data-y",
        "data-start", "data-span", "display",
    ]

    private func page(_ summary: RunSummary) -> String {
        String(decoding: HTMLReport().bytes(of: summary), as: UTF8.self)
    }

    /// What keeps a page from being one that we write.
    private func faults(_ page: String) -> [String] {
        let scanner = PageScanner(page)
        var faults = scanner.errors
        for tag in scanner.tags {
            if !Self.tags.contains(tag.name) { faults.append("<\(tag.name)>") }
            for attribute in tag.attributes {
                if !Self.attributes.contains(attribute.name) { faults.append("\(tag.name) \(attribute.name)") }
                if attribute.name == "href", !attribute.value.hasPrefix("#") { faults.append(attribute.value) }
                if attribute.value.contains("<") { faults.append("< in \(attribute.name)") }
            }
        }
        for script in scanner.scripts.dropLast() where script.contains("<") { faults.append("< in \(script)") }
        if scanner.scripts.last != PageScript.source { faults.append("another script than ours") }
        let ids = scanner.tags.flatMap { $0.attributes.filter { $0.name == "id" }.map(\.value) }
        if Set(ids).count < ids.count { faults.append("an id is there twice") }
        return faults
    }

    @Test(arguments: Sample.allCases)
    func everyPageIsWellFormedAndBounded(sample: Sample) {
        let page = page(sample.summary)
        #expect(faults(page).isEmpty)
        #expect(page.utf8.count <= PageLimits.maximumBytes)
    }

    @Test func noNameBecomesMarkup() {
        let pieces = [
            "<script>", "</style>", "\"onload=", "' x='", "]]>", "<!--", "-->", "&amp;", "&", "<", ">", "\u{202E}",
            "\u{2066}", "\u{200F}", "\u{0}", "\n", "שלום", "👩‍💻", "é", "a", " ", "\\", "`", "${x}", "</title>", "</svg>",
        ]
        var numbers = SampleNumbers(seed: 99)
        for _ in 0..<40 {
            let text = (0..<Int(1 + numbers.next() % 6)).map { _ in pieces[Int(numbers.next() % UInt64(pieces.count))] }
            let name = text.joined()
            let page = page(SampleExtremes.renamed(FormatSummaries.everything, name))
            #expect(faults(page).isEmpty, "\(name)")
            let hidden: Set<Unicode.Scalar> = ["\u{202E}", "\u{2066}", "\u{200F}", "\u{0}"]
            #expect(!page.unicodeScalars.contains { hidden.contains($0) }, "\(name)")
        }
    }

    @Test func aNameIsShownAsItIs() {
        let page = page(SampleExtremes.renamed(FormatSummaries.everything, "<b>\"x\"</b>"))
        #expect(page.contains("&lt;b&gt;&quot;x&quot;&lt;/b&gt;"))
    }

    /// No heading, label or cell stands empty where a name should be.
    @Test func aNameOfNothingIsSaidToBeNone() {
        let page = page(SampleExtremes.renamed(SampleSummaries.outage, ""))
        let empty = ["<h3></h3>", "<h3><span></span></h3>", "\"></text>", "<b></b>", "<code></code>"]
        #expect(empty.filter(page.contains).isEmpty)
        let cause = "succeeded: (no name) failed 90\u{A0}% of its requests for 3\u{A0}min\u{A0}40\u{A0}s.</h1>"
        #expect(page.split(separator: "\n").contains { $0.hasSuffix(cause) })
    }

    @Test(arguments: ["\u{10FFFD}", "<a>\"", "x", "שׁ"])
    func aCrowdOfLongNamesStaysSmall(piece: String) {
        let crowd = SampleExtremes.crowd(String(repeating: piece, count: 300))
        let page = page(crowd)
        #expect(page.utf8.count <= PageLimits.maximumBytes)
        #expect(faults(page).isEmpty)
        #expect(page.contains("left out"))
    }

    @Test func thePageHasTheSameBytesWhateverTheOrderOfItsDictionaries() {
        var shuffled = SampleSummaries.outage
        for keys in 0..<200 { shuffled.totals.errors["\(keys)"] = 1 }
        for keys in 0..<200 { shuffled.totals.errors["\(keys)"] = nil }
        #expect(page(shuffled) == page(SampleSummaries.outage))
    }

    @Test func sectionsWithoutDataAreNamedInTheFooter() {
        let page = page(SampleSummaries.trace)
        #expect(!page.contains("id=\"latency\""))
        #expect(!page.contains("href=\"#latency\""))
        #expect(
            page.contains(
                "Not in this log: latencies, times to first token, times per output token, costs, concurrency, "
                    + "provider status, benchmarks, evaluation scores, alerts, recorded metrics, spans."))
    }

    @Test func theHeadlineSaysWhatHappenedAndWhoCausedIt() {
        let page = page(SampleSummaries.outage).map { $0 == "\u{00A0}" ? " " : $0 }
        #expect(
            String(page).contains(
                "<h1>12,000 requests to 6 models in 25 min 4 s; 94 % succeeded: "
                    + "cobalt rate-limited 90 % of its requests for 3 min 40 s.</h1>"))
    }

    @Test func objectivesStandInTheHeadOfThePage() {
        let page = page(FormatSummaries.everything)
        #expect(page.contains("<a href=\"#objectives\">Objectives</a>"))
        #expect(page.split(separator: "<main").first?.contains("id=\"objectives\"") == true)
        #expect(page.contains("aria-label=\"93.8\u{00A0}% reached it, 95.0\u{00A0}% needed\""))
        #expect(!self.page(SampleSummaries.outage).contains("id=\"objectives\""))
    }

    @Test func aTitleNamesThePage() {
        let bytes = HTMLReport(title: "Nightly <1>").bytes(of: SampleSummaries.single)
        let page = String(decoding: bytes, as: UTF8.self)
        #expect(page.contains("– Nightly &lt;1&gt;</title>"))
        #expect(page.contains("<p class=\"meta\"><b>Nightly &lt;1&gt;</b>"))
    }

    @Test func aRunThatWasKilledSaysThatItDidNotSayHowItEnded() {
        var summary = FormatSummaries.everything
        #expect(!page(summary).contains("the run did not say how it ended"))
        summary.runs[0].status = nil
        let head = page(summary).split(separator: "<h1>").first
        #expect(head?.contains("the run did not say how it ended") == true)
    }

    @Test func thePageOfOneRequestIsAsItWas() {
        expectSnapshot(HTMLReport().bytes(of: SampleSummaries.single), at: "Tests/LTBReportTests/Golden/single.html")
    }
}
