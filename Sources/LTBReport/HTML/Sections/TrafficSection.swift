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
        return charts.joined() + messages(page) + AlertsTable.markup(page)
    }

    /// The first message of each error type that has one.
    private static func messages(_ page: PageContext) -> Markup {
        let totals = page.summary.totals
        let examples = totals.errorsByCount.filter { totals.errorExamples[$0.type] != nil }
        guard !examples.isEmpty else { return .empty }
        var table = Table([
            .init(head: "Error type"), .init(head: "Failed"), .init(head: "Share"),
            .init(head: "First message", isText: true),
        ])
        for error in examples.prefix(page.limits.panels * 2) {
            let share = Double(error.count) / Double(max(totals.totalRequests, 1))
            let message = page.message(totals.errorExamples[error.type] ?? "")
            table.add(
                page.name(error.type),
                [
                    .init(NumberFormat.count(error.count)), .init(NumberFormat.share(share)),
                    .init(message, wraps: true),
                ])
        }
        return table.markup(label: "Error messages", caption: "Share of all requests, and what the first failure said.")
    }
}
