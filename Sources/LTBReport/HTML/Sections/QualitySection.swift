// Owns the section on quality: benchmarks, evaluation scores, and what they cost.

internal import LTBAnalysis

/// What the run was worth.
enum QualitySection: PageSection {
    static let id = "quality"
    static let title = "Quality"

    static func content(_ page: PageContext) -> Markup {
        let lanes = BenchmarkLanes(page)?.figure ?? .empty
        return lanes + benchmarks(page) + ScoreRows.markup(page) + (CostScore(page)?.figures ?? .empty)
    }

    /// The requests of each benchmark.
    private static func benchmarks(_ page: PageContext) -> Markup {
        let benchmarks = page.summary.benchmarks
        guard !benchmarks.isEmpty else { return .empty }
        let columns = RequestColumns(benchmarks.map(\.requests), page)
        var table = Table(
            [.init(head: "Benchmark"), .init(head: "Examples"), .init(head: "Failed"), .init(head: "Duration")]
                + columns.heads)
        for benchmark in benchmarks.prefix(page.limits.listRows) {
            table.add(
                head(benchmark, page), progress(benchmark) + columns.cells(benchmark.requests))
        }
        let left = benchmarks.count - page.limits.listRows
        let rest: Markup = left > 0 ? " \(Plural.count(left, "benchmark")) left out." : .empty
        return table.markup(label: "Benchmarks", caption: "Examples and requests of each benchmark.\(rest)")
    }

    private static func head(_ benchmark: BenchmarkFigures, _ page: PageContext) -> Markup {
        guard let name = benchmark.name, name != benchmark.benchmarkID else { return page.name(benchmark.benchmarkID) }
        return "\(page.name(name))<br><small>\(page.name(benchmark.benchmarkID))</small>"
    }

    private static func progress(_ benchmark: BenchmarkFigures) -> [Table.Cell] {
        let count = { (count: Int64?) in count.map(NumberFormat.count) ?? NumberFormat.dash }
        let done = count(benchmark.completedExamples)
        let isWhole = benchmark.totalExamples == nil || benchmark.totalExamples == benchmark.completedExamples
        let failed = benchmark.failedExamples ?? 0
        return [
            .init(isWhole ? done : done + " of " + count(benchmark.totalExamples)),
            .init(
                count(benchmark.failedExamples), isBad: Double(failed) > 0.01 * Double(benchmark.completedExamples ?? 0)
            ),
            .init(benchmark.durationSeconds.map(NumberFormat.duration) ?? NumberFormat.dash),
        ]
    }
}
