// Owns the tables of requests: by provider, by model, by error type, and the slowest ones.

import LTBAnalysis

extension ReportTable {
    static func providers(_ summary: RunSummary) -> ReportTable {
        var table = ReportTable(title: "Providers", columns: [.text("provider")] + requestColumns)
        table.rows = summary.providers.map { requestRow([.name($0.provider)], $0.requests) }
        table.footer = table.rows.count > 1 ? requestRow([Cell("all", .strong)], summary.totals).cells : nil
        return table
    }

    static func models(_ summary: RunSummary) -> ReportTable {
        var table = ReportTable(title: "Models", columns: [.text("model")] + requestColumns)
        table.rows = summary.models.map { requestRow([Cell(ShownText.model($0.provider, $0.model))], $0.requests) }
        table.footer = table.rows.count > 1 ? requestRow([Cell("all", .strong)], summary.totals).cells : nil
        return table
    }

    /// By the values of a label.
    static func groups(_ summary: RunSummary) -> ReportTable {
        var table = ReportTable(title: "Groups", columns: [.text("group")] + requestColumns)
        table.rows = summary.groups.map { group in
            requestRow([Cell(group.value.map { "\(group.label)=\($0)" } ?? "without \(group.label)")], group.requests)
        }
        table.footer = table.rows.count > 1 ? requestRow([Cell("all", .strong)], summary.totals).cells : nil
        return table
    }

    static func errors(_ summary: RunSummary) -> ReportTable {
        let totals = summary.totals
        let columns: [Column] = [.text("error type"), .figure("requests"), .figure("of failures"), .text("example")]
        var table = ReportTable(title: "Errors", columns: columns)
        let sorted = totals.errors.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        table.rows = sorted.map { type, count in
            let share = totals.failedRequests > 0 ? Double(count) / Double(totals.failedRequests) : nil
            let cells: [Cell] = [.name(type), .count(count), .share(share), .words(totals.errorExamples[type])]
            return Row(cells: cells, weight: count)
        }
        return table
    }

    static func slowest(_ summary: RunSummary) -> ReportTable {
        let columns: [Column] = [
            .text("request"), .text("model"), .figure("latency"), .figure("TTFT", rank: 2), .figure("TPOT", rank: 3),
            .figure("in", in: "tokens", rank: 4), .figure("out", in: "tokens", rank: 1), .figure("cost", rank: 5),
            .figure("ended, UTC"),
        ]
        var table = ReportTable(title: "Slowest requests", columns: columns, rowLimit: 10, isReference: true)
        table.rows = summary.slowest.map { request in
            let cells: [Cell] = [
                .name(request.requestID), Cell(ShownText.model(request.provider, request.model)),
                .duration(request.latency),
                .duration(request.timeToFirstToken), .duration(request.timePerOutputToken),
                .count(request.inputTokens), .count(request.outputTokens), .cost(request.cost), .time(request.at),
            ]
            return Row(cells: cells)
        }
        return table
    }

    private static let requestColumns: [Column] = [
        .figure("requests"), .figure("errors"), .figure("p50", in: "latency"), .figure("p95", in: "latency"),
        .figure("p99", in: "latency", rank: 2), .figure("p50", in: "TTFT", rank: 3),
        .figure("p95", in: "TTFT", rank: 5), .figure("p50", in: "TPOT", rank: 4), .figure("in", in: "tokens", rank: 7),
        .figure("out", in: "tokens", rank: 6), .figure("cost", rank: 1),
    ]

    private static func requestRow(_ names: [Cell], _ figures: RequestFigures) -> Row {
        let cells: [Cell] = [
            .count(figures.totalRequests), .errorRate(figures), .duration(figures.latency?.p50),
            .duration(figures.latency?.p95), .duration(figures.latency?.p99), .duration(figures.timeToFirstToken?.p50),
            .duration(figures.timeToFirstToken?.p95), .duration(figures.timePerOutputToken?.p50),
            .count(figures.measuredInputTokens), .count(figures.measuredOutputTokens), .cost(figures),
        ]
        return Row(cells: names + cells, weight: figures.totalRequests)
    }
}
