// Owns the table of the slowest requests.

internal import LTBAnalysis

/// The slowest successful requests, to look for in the program's own logs.
enum SlowestSection: PageSection {
    static let id = "slowest"
    static let title = "Slowest requests"

    static func content(_ page: PageContext) -> Markup {
        let requests = page.summary.slowest
        guard !requests.isEmpty else { return .empty }
        let latency = DurationColumn(requests.map(\.latency))
        let firstToken = DurationColumn(requests.map(\.timeToFirstToken))
        let perToken = DurationColumn(requests.map(\.timePerOutputToken))
        let count = { (count: Int64?) in Table.Cell(count.map(NumberFormat.count) ?? NumberFormat.dash) }
        let hasFirstToken = requests.contains { $0.timeToFirstToken != nil }
        let hasPerToken = requests.contains { $0.timePerOutputToken != nil }
        let hasCost = requests.contains { $0.cost != nil }
        var columns: [Table.Column] = [
            .init(head: "Request"), .init(head: "Model", isText: true), .init(head: "Ended"),
            .init(head: "Latency, \(latency.unit)"),
        ]
        if hasFirstToken { columns.append(.init(head: "TTFT, \(firstToken.unit)")) }
        if hasPerToken { columns.append(.init(head: "TPOT, \(perToken.unit)")) }
        columns += [.init(head: "Input tokens"), .init(head: "Output tokens")]
        if hasCost { columns.append(.init(head: "Cost")) }
        var table = Table(columns)
        for request in requests.prefix(20) {
            var cells = [
                Table.Cell(model(request, page)), .init(page.clock(request.at)), .init(latency.text(request.latency)),
            ]
            if hasFirstToken { cells.append(.init(firstToken.text(request.timeToFirstToken))) }
            if hasPerToken { cells.append(.init(perToken.text(request.timePerOutputToken))) }
            cells += [count(request.inputTokens), count(request.outputTokens)]
            if hasCost { cells.append(.init(request.cost.map(NumberFormat.cost) ?? "unpriced")) }
            let id: Markup = request.requestID.map { "<code>\(page.name($0))</code>" } ?? "no id"
            table.add(id, cells)
        }
        return table.markup(label: "Slowest requests, table", caption: "Successful requests only.")
    }

    private static func model(_ request: SlowRequest, _ page: PageContext) -> Markup {
        let paint = page.series.paint(provider: request.provider, model: request.model)
        return "\(paint.dot) \(page.name(page.series.label(provider: request.provider, model: request.model)))"
    }
}
