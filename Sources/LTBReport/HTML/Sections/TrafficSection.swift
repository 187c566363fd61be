// Owns the section on traffic and errors: causes before effects.

internal import LTBAnalysis

/// When requests ended and how, what was in flight, which errors and alerts there were.
enum TrafficSection: PageSection {
    static let id = "traffic"
    static let title = "Traffic and errors"

    static func content(_ page: PageContext) -> Markup {
        let charts: [Markup] = [
            OutcomesChart(page)?.figure ?? .empty, HealthStrip(page)?.figure ?? .empty, InFlightChart.figure(page),
            ErrorMultiples.markup(page),
        ]
        return charts.joined() + errors(page) + AlertsTable.markup(page)
    }

    /// Each error type, with its first message where any type has one.
    private static func errors(_ page: PageContext) -> Markup {
        let totals = page.summary.totals
        let errors = totals.errorsByCount
        guard !errors.isEmpty else { return .empty }
        let shown = errors.prefix(page.limits.panels * 2)
        let hasMessages = shown.contains { totals.errorExamples[$0.type] != nil }
        var columns: [Table.Column] = [
            .init(head: "Error type"), .init(head: "Failed"), .init(head: "Of all requests"),
            .init(head: "Of failures"),
        ]
        if hasMessages { columns.append(.init(head: "First message", isText: true)) }
        var table = Table(columns)
        for error in shown {
            let shares = [totals.totalRequests, totals.failedRequests].map { Double(error.count) / Double(max($0, 1)) }
            let message = totals.errorExamples[error.type].map(page.message) ?? Markup(text: NumberFormat.dash)
            table.add(
                page.name(error.type),
                [.init(NumberFormat.count(error.count))] + shares.map { .init(NumberFormat.share($0)) }
                    + (hasMessages ? [.init(message, wraps: true)] : []))
        }
        let left = errors.count - shown.count
        let rest: Markup = left > 0 ? " \(Plural.count(left, "more error type")) left out." : .empty
        let caption: Markup =
            hasMessages
            ? "Failed requests by error type, and what the first of each said." : "Failed requests by error type."
        return table.markup(label: "Errors, table", caption: "\(caption)\(rest)")
    }
}
