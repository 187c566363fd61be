// Owns a comparison as Markdown, for a pull request.

package import LTBAnalysis

/// What changed in words, then a table a model; in at most as many bytes as a comment may have.
package struct ComparisonMarkdown: ComparisonFormat {
    /// GitHub refuses a comment of more than 65,536 characters.
    private static let limit = 60_000

    /// Markdown as GitHub renders it.
    package init() {}

    package func write(_ comparison: RunComparison, to output: inout [UInt8]) {
        let words = ComparisonWords(comparison)
        var blocks = ["### \(MarkdownText.of(words.headline))\n"]
        blocks.append(list(words.deck))
        blocks.append(
            list([
                "Base: " + ComparedOrigin.base(comparison),
                "Candidate: " + ComparedOrigin.text(comparison.candidate.summary),
            ]))
        blocks.append(
            ComparisonNotices(comparison).sentences.map { "> \(MarkdownText.of($0))\n" }.joined(separator: ">\n"))
        var room = Self.limit - blocks.reduce(0) { $0 + $1.utf8.count }
        var left = 0
        for group in comparison.groups {
            let text = section(group)
            room -= text.utf8.count
            if room >= 0 { blocks.append(text) } else { left += 1 }
        }
        if left > 0 { blocks.append("and \(Headline.counted(Int64(left), "model")) more\n") }
        blocks.append("<sub>\(MarkdownText.of(ComparedOrigin.method(comparison)))</sub>\n")
        output.append(contentsOf: blocks.filter { !$0.isEmpty }.joined(separator: "\n").utf8)
    }

    private func section(_ group: RunComparison.Group) -> String {
        var table = ReportTable.comparison(group)
        let notes = table.note.split(separator: "\n").map(String.init)
        table.note = ""
        table.title = MarkdownText.of(table.title)
        return (MarkdownTable(table).text(limit: .max) ?? "") + "\n" + list(notes)
    }

    private func list(_ lines: [String]) -> String { lines.map { "- \(MarkdownText.of($0))\n" }.joined() }
}
