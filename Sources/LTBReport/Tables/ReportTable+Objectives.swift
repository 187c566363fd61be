// Owns the table of objectives.

import LTBAnalysis

extension ReportTable {
    /// Each objective over all requests, and the models that missed it.
    static func objectives(_ summary: RunSummary) -> ReportTable {
        let columns: [Column] = [
            .text("objective"), .text("verdict"), .figure("reached"), .figure("95 % interval", rank: 2),
            .figure("needed"), .figure("judged", rank: 3), .text("missed by", rank: 1),
        ]
        var table = ReportTable(title: "Objectives", columns: columns)
        table.rows = summary.overallObjectives.map { objective in
            let tone: Tone = objective.isMet == false ? .bad : .plain
            let cells: [Cell] = [
                Cell(objective.title), Cell(objective.verdict, tone),
                objective.reachedText.map { Cell($0) } ?? .share(nil),
                .interval(objective.interval), Cell(objective.neededText), .count(objective.judged),
                Cell(summary.modelsMissing(objective)),
            ]
            return Row(cells: cells)
        }
        table.note = summary.goodputSentence
        return table
    }
}
