// Owns the tables of what the requests were for: benchmarks and evaluations.

import LTBAnalysis

extension ReportTable {
    static func benchmarks(_ summary: RunSummary) -> ReportTable {
        let columns: [Column] = [
            .text("benchmark"), .text("status"), .figure("examples"), .figure("failed", rank: 2),
            .figure("took", rank: 1), .figure("requests", rank: 5), .figure("errors", rank: 3),
            .figure("p95", in: "latency", rank: 4), .figure("cost", rank: 1),
        ]
        var table = ReportTable(title: "Benchmarks", columns: columns)
        table.rows = summary.benchmarks.map { benchmark in
            let requests = benchmark.requests
            let cells: [Cell] = [
                .name(benchmark.name ?? benchmark.benchmarkID), .status(benchmark.status), examples(benchmark),
                .count(benchmark.failedExamples), .duration(benchmark.durationSeconds),
                .count(requests.totalRequests), .errorRate(requests), .duration(requests.latency?.p95),
                .cost(requests),
            ]
            return Row(cells: cells, weight: requests.totalRequests)
        }
        return table
    }

    static func evaluations(_ summary: RunSummary) -> ReportTable {
        let columns: [Column] = [
            .text("metric"), .text("model"), .text("benchmark", rank: 3), .figure("scores", rank: 1), .figure("mean"),
            .figure("p50", rank: 5), .figure("min", rank: 4), .figure("last", rank: 6), .figure("passed"),
            .figure("95 % interval", rank: 2),
        ]
        var table = ReportTable(title: "Evaluations", columns: columns)
        table.rows = summary.evaluations.map { evaluation in
            let score = evaluation.score
            let cells: [Cell] = [
                .name(evaluation.metric), .name(modelName(evaluation)), .name(evaluation.benchmarkID),
                .count(score?.count), .score(score?.mean), .score(score?.p50), .score(score?.minimum),
                .score(evaluation.lastScore), .share(evaluation.passRate), .interval(evaluation.passRateInterval),
            ]
            return Row(cells: cells, weight: score?.count ?? 0)
        }
        return table
    }

    private static func examples(_ benchmark: BenchmarkFigures) -> Cell {
        guard let completed = benchmark.completedExamples else { return .count(benchmark.totalExamples) }
        guard let total = benchmark.totalExamples else { return .count(completed) }
        let text = "\(NumberFormat.count(completed)) of \(NumberFormat.count(total))"
        return Cell(text, benchmark.status == "completed" && completed < total ? .warn : .plain)
    }

    private static func modelName(_ evaluation: EvaluationFigures) -> String? {
        switch (evaluation.provider, evaluation.model) {
        case (let provider?, let model?): ShownText.model(provider, model)
        case (let provider, let model): model ?? provider
        }
    }
}
