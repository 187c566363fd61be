// Owns the report of `ltb-analyze check`: which expectations were met, and by how much.

package import LTBAnalysis
import LTBEvents

/// What checks found in a run, for people and for programs.
package struct CheckReport: Sendable {
    /// How it is written.
    package enum Syntax: String, CaseIterable, Sendable {
        case text, markdown, json
        /// JUnit XML, which every CI server shows.
        case junit
        /// The code quality report that GitLab shows in a merge request.
        case codequality

        /// The syntax that a file's ending asks for; nil for an unknown one.
        package init?(fileName: String) {
            let endings: [(String, Syntax)] = [
                (".txt", .text), (".md", .markdown), (".xml", .junit), (".codequality.json", .codequality),
                ("gl-code-quality-report.json", .codequality), (".json", .json),
            ]
            let name = fileName.lowercased()
            guard let match = endings.first(where: { name.hasSuffix($0.0) }) else { return nil }
            self = match.1
        }
    }

    /// In the order of the checks.
    package let results: [CheckResult]
    /// Of the run that was judged.
    let summary: RunSummary

    /// The results of checks of a run.
    package init(_ results: [CheckResult], of summary: RunSummary) {
        (self.results, self.summary) = (results, summary)
    }

    /// The report in a syntax; colour and width are for text.
    package func bytes(_ syntax: Syntax, width: Int = 100, color: Bool = false) -> [UInt8] {
        switch syntax {
        case .text: Array(text(width: width, color: color).utf8)
        case .markdown: Array(markdown.utf8)
        case .json: json
        case .junit: Array(junit.utf8)
        case .codequality: codeQuality
        }
    }

    /// `Of 5 checks, 2 failed, 1 could not be judged.`
    package var sentence: String {
        let failed = results.count { $0.isFailure }
        let warned = results.count { $0.isWarning }
        let unknown = results.count { $0.reason != nil }
        let all = Headline.counted(Int64(results.count), "check")
        if failed + warned + unknown == 0 { return "\(all) passed." }
        var parts: [String] = []
        if failed > 0 { parts.append("\(failed) failed") }
        if unknown > 0 { parts.append("\(unknown) could not be judged") }
        if warned > 0 { parts.append(Headline.counted(Int64(warned), "warning")) }
        return "Of \(all), \(parts.joined(separator: ", "))."
    }

    /// The results by group, in the order of their first check.
    var groups: [(name: String, results: [CheckResult])] {
        var order: [String] = []
        var byGroup: [String: [CheckResult]] = [:]
        for result in results {
            let name = result.check.group ?? ""
            if byGroup[name] == nil { order.append(name) }
            byGroup[name, default: []].append(result)
        }
        return order.map { ($0, byGroup[$0] ?? []) }
    }

    // MARK: Text and Markdown

    private func table(_ name: String, _ results: [CheckResult]) -> ReportTable {
        let columns: [ReportTable.Column] = [
            .text("verdict"), .text("check"), .text("of"), .figure("figure"), .figure("limit"), .figure("margin"),
            .figure("judged", rank: 1),
        ]
        var table = ReportTable(title: name.isEmpty ? "Checks" : name, columns: columns)
        table.rowLimit = 1_000
        table.rows = results.map { result in
            let words = CheckWords(result)
            return ReportTable.Row(
                cells: [
                    .init(words.verdict, words.tone), .init(result.check.name), .init(words.subject),
                    .init(words.figure, result.outcome == .failed ? words.tone : .plain), .init(words.limit),
                    .init(words.margin), .init(words.count),
                ], weight: result.outcome == .passed ? 0 : 1)
        }
        return table
    }

    /// A sentence for each check that did not pass and of which the table does not say all.
    private var explanations: [String] {
        results.compactMap { result in
            if result.isExcused { return CheckWords(result).explanation }
            let saysMore =
                result.reason != nil || result.baseline != nil || result.check.message != nil
                || result.check.owner != nil
            return result.outcome != .passed && saysMore ? CheckWords(result).explanation : nil
        }
    }

    private func text(width: Int, color: Bool) -> String {
        let style = TextStyle(color: color)
        let report = TextReport(width: width, color: color)
        var blocks = [TextReport.wrapped(Origin(summary).text, width: width)]
        blocks[0] += TextReport.wrapped(sentence, width: width).map { style.paint($0, .strong) }
        blocks.append(
            notices.flatMap { TextReport.wrapped($0, width: width, indent: 2) }.map { style.paint($0, .warn) })
        blocks += groups.map { report.section(table($0.name, $0.results)) }
        blocks.append(explanations.flatMap { TextReport.wrapped($0, width: width, indent: 2) })
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var markdown: String {
        let origin = Origin(summary).text
        var blocks = ["### \(MarkdownText.of(sentence))\n", origin.isEmpty ? "" : "Run \(MarkdownText.of(origin))\n"]
        if !notices.isEmpty { blocks.append(notices.map { "> \(MarkdownText.of($0))\n" }.joined()) }
        blocks += groups.compactMap { MarkdownTable(table($0.name, $0.results)).text(limit: 25_000) }
        blocks.append(explanations.prefix(100).map { "- \(MarkdownText.of($0))\n" }.joined())
        return blocks.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// What must be known before a verdict is believed.
    private var notices: [String] {
        Notice.all(for: summary).map { "\($0.label): \($0.text)" } + halves
    }

    /// Examples that only one of the runs has say nothing of whether a difference is chance.
    private var halves: [String] {
        let sentences = results.compactMap { result in
            result.baseline?.pairedExamples.flatMap(ComparisonNotices.half).map { half in
                let subject = CheckWords(result).subject
                return "Baseline\(subject.isEmpty ? "" : " of \(subject)"): \(half)."
            }
        }
        return sentences.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

extension CheckResult {
    /// Whether the gate fails by it.
    package var isFailure: Bool { outcome == .failed && check.severity == .error }
    /// Whether the figure is beyond the limit, but by no more than chance makes.
    var isExcused: Bool {
        guard outcome == .passed, let figure = reading.value, let limit else { return false }
        return !check.expectation.comparison.holds(figure, limit)
    }
    /// Whether it is told only.
    var isWarning: Bool { outcome == .failed && check.severity == .warning }
    /// Why it could not be judged.
    var reason: String? {
        if case .noData(let reason) = outcome { reason } else { nil }
    }
}
