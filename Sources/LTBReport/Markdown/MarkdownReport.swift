// Owns the Markdown format: what a job summary or a pull request shows of a run.

package import LTBAnalysis

/// GitHub-flavoured Markdown of less than 60,000 bytes for any run, as GitHub takes at most 65,536 characters in a comment.
///
/// The headline in words, its figures, the warnings, requests and errors over time as one line of blocks each, then one
/// table a subject, the long ones folded away. Names are escaped, so that none is markup, a link or a mention.
package struct MarkdownReport: ReportFormat {
    /// All of the report, and what is said of parts that do not fit.
    private static let byteLimit = 59_000

    /// The whole report.
    package init() {}

    /// Appends the summary as Markdown.
    package func write(_ summary: RunSummary, to output: inout [UInt8]) {
        var page = Page(limit: Self.byteLimit)
        let headline = Headline(summary)
        page.add("### \(MarkdownText.of(headline.titleWithCause))\n")
        page.add(origin(summary))
        page.add(deck(headline))
        page.add(figures(summary))
        page.add(Notice.all(for: summary).map(Self.text).joined())
        page.add(timeline(summary))
        for table in ReportTable.all(for: summary) { page.add(table) }
        page.add("\(MarkdownText.of(Origin(summary).source))\n")
        page.write(to: &output)
    }

    private func origin(_ summary: RunSummary) -> String {
        let text = Origin(summary).text
        return text.isEmpty ? "" : "Run \(MarkdownText.of(text))\n"
    }

    private func deck(_ headline: Headline) -> String {
        let phrases = headline.deck.map { phrase in
            phrase.isStrong ? "**\(MarkdownText.of(phrase.text))**" : MarkdownText.of(phrase.text)
        }
        return phrases.isEmpty ? "" : phrases.joined() + "\n"
    }

    private func figures(_ summary: RunSummary) -> String {
        guard summary.totals.totalRequests > 0 else { return "" }
        let rows = KeyFigure.all(for: summary).map { figure in
            "| \(figure.label) | **\(MarkdownText.of(figure.value))** | \(MarkdownText.of(figure.note)) |\n"
        }
        return "| figure | value | |\n| :-- | --: | :-- |\n" + rows.joined()
    }

    static func text(of notice: Notice) -> String {
        let examples = notice.examples.prefix(5).map { ">   - \(MarkdownText.of($0, width: 160))\n" }
        return "> - **\(notice.label):** \(MarkdownText.of(notice.text))\n" + examples.joined()
    }

    private func timeline(_ summary: RunSummary) -> String {
        guard let timeline = summary.timeline, timeline.requests.contains(where: { $0 > 0 }) else { return "" }
        let requests = BlockSparkline.of(timeline.requests, width: 80)
        return "```text\nrequests  \(requests)\nerrors    \(BlockSparkline.of(timeline.errors, width: 80))\n```\n"
    }
}

extension ReportFormat where Self == MarkdownReport {
    /// GitHub-flavoured Markdown for a job summary or a pull request.
    package static var markdown: MarkdownReport { MarkdownReport() }
}

/// Blocks up to a size; what does not fit is left out, and named.
private struct Page {
    private var text = ""
    private var leftOut: [String] = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    private var room: Int { limit - text.utf8.count }

    mutating func add(_ block: String) {
        guard !block.isEmpty, block.utf8.count < room else { return }
        text += (text.isEmpty ? "" : "\n") + block
    }

    /// A table gets a quarter of the room, so that the ones after it have some too.
    mutating func add(_ table: ReportTable) {
        if let block = MarkdownTable(table).text(limit: room / 4) {
            add(block)
        } else {
            leftOut.append(table.title.lowercased())
        }
    }

    func write(to output: inout [UInt8]) {
        output.append(contentsOf: text.utf8)
        guard !leftOut.isEmpty else { return }
        output.append(contentsOf: "\nLeft out, to keep this short: \(leftOut.joined(separator: ", ")).\n".utf8)
    }
}
