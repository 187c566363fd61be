// Owns the table of a group on the page of a comparison.

internal import LTBAnalysis
internal import LTBStatistics

/// All figures of a group.
enum ComparisonTable {
    static func markup(_ group: RunComparison.Group) -> Markup {
        let name = VisibleText.cut(group.name, to: 120)
        var table = Table([
            .init(head: "Figure"), .init(head: "Base"), .init(head: "Candidate"), .init(head: "Change"),
            .init(head: "%"), .init(head: "95 % interval"), .init(head: "p"), .init(head: "Verdict", isText: true),
        ])
        for row in group.rows { table.add("\(row.name)", cells(row)) }
        let remarks = ComparisonWords.remarks(group).map { line -> Markup in
            "<p class=\"mut\">\(VisibleText.cut(line, to: 400).capitalizedFirst)</p>"
        }
        return """
            <h3 class="t">\(name)</h3>\
            \(table.markup(label: "\(name), figures", caption: "\(group.sizes)"))\(remarks.joined(separator: "\n"))

            """
    }

    private static func cells(_ row: RunComparison.Row) -> [Table.Cell] {
        let unit = row.measure.unit
        let verdict = Table.Cell(
            "\(row.verdict.rawValue)", isBad: row.verdict == .worse, isGood: row.verdict == .better,
            isMuted: row.verdict == .unclear || row.verdict == .notComparable)
        guard let effect = row.effect else {
            return Array(repeating: Table.Cell(NumberFormat.dash), count: 6) + [verdict]
        }
        return [
            .init(row.text(effect.base.value)), .init(row.text(effect.candidate.value)),
            .init(ComparisonNumbers.difference(effect.difference, unit)),
            .init(effect.relative.map(ComparisonNumbers.relative) ?? NumberFormat.dash),
            .init(row.interval ?? NumberFormat.dash),
            .init(row.correctedPValue.map(ComparisonNumbers.pValue) ?? NumberFormat.dash), verdict,
        ]
    }
}
