// Owns the section to look things up in: numbers over time, objectives, scores, what could not be read, definitions.

internal import LTBAnalysis

/// The numbers behind the charts, and what the figures mean.
enum NumbersSection: PageSection {
    static let id = "numbers"
    static let title = "Numbers and definitions"

    static func content(_ page: PageContext) -> Markup {
        overTime(page) + objectives(page) + scores(page) + skipped(page) + Definitions.markup
    }

    private static func details(_ summary: Markup, _ content: Markup, id: String? = nil) -> Markup {
        // What a link points to stands inside: browsers open what they have to show.
        let mark: Markup = id.map { #"<span id="\#($0)"></span>"# } ?? .empty
        return "<details><summary>\(summary)</summary>\(mark)\(content)</details>\n"
    }

    private static func overTime(_ page: PageContext) -> Markup {
        guard let timeline = page.summary.timeline, page.summary.totals.totalRequests > 0 else { return .empty }
        let table = NumbersOverTime(page, timeline)
        let step = NumberFormat.step(seconds: table.merge.stepSeconds)
        return details("The numbers behind the charts, every \(step)", table.markup, id: "over-time")
    }

    /// The objectives of each model: the head of the page has them by provider.
    private static func objectives(_ page: PageContext) -> Markup {
        let figures = ReportTable.objectivesByModel(page.summary)
        guard !figures.rows.isEmpty else { return .empty }
        var table = Table(figures.columns.map { .init(head: VisibleText.cut($0.fullName, to: page.limits.name)) })
        for row in figures.heaviestRows(page.limits.listRows) {
            table.add(
                page.name(row.cells[0].text),
                row.cells.dropFirst().map { .init($0.text, isBad: $0.tone == .bad) })
        }
        let left = figures.rows.count - page.limits.listRows
        let rest: Markup = left > 0 ? "\(Plural.count(left, "row")) left out." : .empty
        return details("Objectives by model", table.markup(label: "Objectives by model", caption: rest))
    }

    private static func scores(_ page: PageContext) -> Markup {
        let evaluations = page.summary.evaluations
        guard !evaluations.isEmpty else { return .empty }
        let heads = [
            "Metric", "Model", "Benchmark", "Scores", "Mean", "Mean’s 95 % interval", "Std. deviation", "p50",
            "Smallest", "Largest", "Last", "Passed", "95 % interval",
        ]
        var table = Table(heads.map { .init(head: $0, isText: $0 == "Model" || $0 == "Benchmark") })
        for evaluation in evaluations.prefix(page.limits.listRows) {
            let score = evaluation.score
            let model = page.series.label(provider: evaluation.provider, model: evaluation.model)
            let others = [score?.standardDeviation, score?.p50, score?.minimum, score?.maximum, evaluation.lastScore]
            // As the tables of text and Markdown write them.
            let figures: [ReportTable.Cell] =
                [.count(score?.count), .score(score?.mean), meanInterval(score)] + others.map(ReportTable.Cell.score)
                + [.share(evaluation.passRate), .interval(evaluation.passRateInterval)]
            table.add(
                page.name(evaluation.metric),
                [
                    .init(page.name(model)), .init(evaluation.benchmarkID.map(page.name) ?? "\(NumberFormat.dash)"),
                ] + figures.map { .init($0.text) })
        }
        let left = evaluations.count - page.limits.listRows
        let rest: Markup = left > 0 ? "\(Plural.count(left, "row")) left out." : .empty
        return details("Evaluation scores in numbers", table.markup(label: "Evaluation scores", caption: rest))
    }

    private static func meanInterval(_ score: DistributionFigures?) -> ReportTable.Cell {
        guard let score,
            let interval = MetricScores.interval(
                ofMean: score.mean, deviation: score.standardDeviation, count: Double(score.count))
        else { return .notMeasured }
        return .init("\(NumberFormat.score(interval.lowerBound)) to \(NumberFormat.score(interval.upperBound))")
    }

    private static func skipped(_ page: PageContext) -> Markup {
        let examples = page.summary.log.skippedExamples
        guard !examples.isEmpty else { return .empty }
        let items = examples.prefix(10).map { "<li>\(page.message($0))</li>" as Markup }
        return details("The first lines that were skipped", "<ul>\(items.joined())</ul>")
    }
}
