// Owns a comparison as plain text.

package import LTBAnalysis

/// What changed in words, then a table a model, in at most `width` columns.
package struct ComparisonText: ComparisonFormat {
    /// In so many columns all figures of a row have room, if need be under its name.
    private static let roomForAll = 92
    private let width: Int
    private let style: TextStyle

    /// Text for a terminal of a width, without colour unless asked for.
    package init(width: Int = 100, color: Bool = false) {
        self.width = max(40, width)
        style = TextStyle(color: color)
    }

    package func write(_ comparison: RunComparison, to output: inout [UInt8]) {
        let words = ComparisonWords(comparison)
        var blocks = [
            wrap("Base: " + ComparedOrigin.base(comparison))
                + wrap("Candidate: " + ComparedOrigin.text(comparison.candidate.summary))
        ]
        blocks.append(wrap(words.headline).map { style.paint($0, .strong) } + words.deck.flatMap { wrap($0) })
        blocks.append(ComparisonNotices(comparison).sentences.flatMap { wrap("Note: \($0)", indent: 2) })
        blocks += comparison.groups.map(section)
        blocks.append(wrap(ComparedOrigin.method(comparison)))
        let lines = blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
        output.append(contentsOf: lines.joined(separator: "\n").utf8)
    }

    private func section(_ group: RunComparison.Group) -> [String] {
        let table = ReportTable.comparison(group, isNarrow: width < Self.roomForAll)
        return wrap(table.title).map { style.paint($0, .strong) } + TextTable(table, style: style).lines(width: width)
            + table.note.split(separator: "\n").flatMap { wrap(String($0), indent: 2) }
    }

    private func wrap(_ text: String, indent: Int = 0) -> [String] {
        TextReport.wrapped(text, width: width, indent: indent)
    }
}

/// Where the two runs of a comparison come from, and how they are compared.
enum ComparedOrigin {
    /// The run's name, time and labels, and its files.
    static func text(_ summary: RunSummary) -> String {
        let origin = Origin(summary)
        let source = origin.source.replacing("Made from ", with: "")
        return origin.text.isEmpty ? source : "\(origin.text) · \(source)"
    }

    /// Where the base comes from: a run, or runs of a history.
    static func base(_ comparison: RunComparison) -> String {
        guard let past = comparison.past else { return text(comparison.base.summary) }
        let count = Headline.counted(Int64(past.runs.count), "run")
        // How many runs these are has been said.
        var summary = comparison.base.summary
        summary.runs = []
        let time = Origin(summary).text
        return "the mean of \(count), \(past.name)\(time.isEmpty ? "" : " · \(time)")"
    }

    /// How verdicts are found.
    static func method(_ comparison: RunComparison) -> String {
        let smallest = NumberFormat.trimmed(comparison.threshold * 100, places: 3) + NumberFormat.space + "%"
        return
            "A figure is better or worse where its difference is at least \(smallest) of the base, its 95 % interval "
            + "excludes none, and its p-value is below 0.05 after Holm's correction for "
            + "\(Headline.counted(Int64(comparison.testCount), "test")); it is the same where the whole interval lies "
            + "within \(smallest), of shares within \(NumberFormat.trimmed(comparison.threshold * 20, places: 3)) pp."
            + (comparison.past == nil ? "" : " Intervals are those of one more run like those before.")
    }
}
