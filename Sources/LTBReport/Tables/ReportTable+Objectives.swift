// Owns the tables of objectives: over all requests, and by model.

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
    /// Goodput of each model, and the share of its requests that reached each objective.
    static func objectivesByModel(_ summary: RunSummary) -> ReportTable {
        let objectives = summary.overallObjectives
        let columns =
            [Column.text("model"), .figure("requests"), .figure("goodput"), .figure("95 % interval", rank: 1)]
            + objectives.map { .figure($0.shortName, in: "reached") }
        var table = ReportTable(title: "Objectives by model", columns: columns)
        guard !objectives.isEmpty, summary.models.count > 1 else { return table }
        table.rows = summary.models.map { model in
            let figures = summary.objectives(provider: model.provider, model: model.model)
            let reached = objectives.map { objective -> Cell in
                let match = figures.first { $0.isSame(as: objective) }
                return match?.reachedText.map { Cell($0, match?.isMet == false ? .bad : .plain) } ?? .dash
            }
            let goodput: [Cell] = [
                .share(model.requests.goodput?.fraction), .interval(model.requests.goodput?.interval),
            ]
            let name = Cell(ShownText.model(model.provider, model.model))
            return Row(
                cells: [name, .count(model.requests.totalRequests)] + goodput + reached,
                weight: model.requests.totalRequests)
        }
        return table
    }
}
