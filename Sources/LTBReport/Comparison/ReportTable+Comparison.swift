// Owns the table of a comparison that text and Markdown share.

import LTBAnalysis
import LTBStatistics

extension ReportTable {
    /// The figures of a group: both values, the difference in units and percent, its interval, p-value, verdict.
    ///
    /// - Parameter isNarrow: whether columns may be left out, where names above their figures would not help.
    static func comparison(_ group: RunComparison.Group, isNarrow: Bool = false) -> ReportTable {
        var table = ReportTable(
            title: group.name,
            columns: [
                .text(""), .figure("base"), .figure("candidate"), .figure("change", rank: isNarrow ? 1 : 0),
                .figure("%"),
                .figure("95 % interval"), .figure("p", rank: isNarrow ? 2 : 0), .text("verdict"),
            ])
        table.rows = group.rows.map { Row(cells: cells($0)) }
        table.note = ([group.sizes] + ComparisonWords.remarks(group)).joined(separator: "\n")
        return table
    }

    private static func cells(_ row: RunComparison.Row) -> [Cell] {
        let unit = row.measure.unit
        let verdict = Cell(row.verdict.rawValue, tone(row.verdict))
        guard let effect = row.effect else {
            return [Cell(row.name), .dash, .dash, .dash, .dash, .dash, .dash, verdict]
        }
        return [
            Cell(row.name), Cell(row.text(effect.base.value)), Cell(row.text(effect.candidate.value)),
            Cell(ComparisonNumbers.difference(effect.difference, unit)),
            effect.relative.map { Cell(ComparisonNumbers.relative($0)) } ?? .dash,
            row.interval.map { Cell($0) } ?? .dash,
            row.correctedPValue.map { Cell(ComparisonNumbers.pValue($0)) } ?? .dash, verdict,
        ]
    }

    private static func tone(_ verdict: RunComparison.Verdict) -> Tone {
        switch verdict {
        case .worse: .bad
        case .better: .strong
        case .notComparable: .warn
        default: .plain
        }
    }
}
