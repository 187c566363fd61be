// Owns the table of alerts.

internal import LTBAnalysis
internal import LTBEvents

/// The alerts of the run, first those that are still firing, then by start.
enum AlertsTable {
    static func markup(_ page: PageContext) -> Markup {
        let alerts = page.summary.alerts
        guard !alerts.isEmpty else { return .empty }
        var table = Table(
            ["Alert", "Severity", "State", "From", "For", "Value", "Threshold", "Message"].map {
                .init(head: $0, isText: ["Severity", "State", "Message"].contains($0))
            })
        let ordered = alerts.filter { $0.endedAt == nil } + alerts.filter { $0.endedAt != nil }
        for alert in ordered.prefix(page.limits.listRows) { table.add(head(alert, page), cells(alert, page)) }
        let left = alerts.count - page.limits.listRows
        let rest: Markup = left > 0 ? " \(Plural.count(left, "more alert")) left out." : .empty
        let firing = alerts.count(where: \.isFiring)
        let end = page.summary.filters.hidesEnd ? "at the end of what is shown" : "at the end"
        let none = alerts.allSatisfy(\.isResolved) ? "All were resolved." : "None was firing \(end)."
        let still = firing == 0 ? none : "\(Plural.count(firing, "alert")) still firing \(end)."
        return #"<h3 class="t">Alerts</h3><p class="mut">\#(still)\#(rest)</p>"# + table.markup(label: "Alerts")
    }

    private static func head(_ alert: AlertFigures, _ page: PageContext) -> Markup {
        let labels = page.labels(alert.labels)
        return page.name(alert.name) + (labels.isEmpty ? .empty : "<br><small>\(labels)</small>")
    }

    private static func cells(_ alert: AlertFigures, _ page: PageContext) -> [Table.Cell] {
        let number = { (value: Double?) in value.map(RecordedUnit.number) ?? NumberFormat.dash }
        return [
            .init(page.name(alert.severity)), .init(page.name(alert.state), isBad: alert.isFiring),
            .init(alert.startedAt.map(page.clock) ?? NumberFormat.dash), .init(duration(alert)),
            .init(number(alert.value)), .init(number(alert.threshold)),
            .init(alert.message.map(page.message) ?? .empty, wraps: true),
        ]
    }

    private static func duration(_ alert: AlertFigures) -> String {
        guard let start = alert.startedAt, let end = alert.endedAt else { return NumberFormat.dash }
        return NumberFormat.duration(seconds: Window(start: start, end: end).durationSeconds)
    }
}

extension PageContext {
    /// Labels by name, cut: `tier=l1, zone=b`.
    func labels(_ labels: [String: String]) -> Markup {
        guard !labels.isEmpty else { return .empty }
        let pairs = labels.sorted { $0.key < $1.key }.prefix(8).map { key, value in
            VisibleText.cut(key, to: limits.name) + "=" + VisibleText.cut(value, to: limits.name)
        }
        let more = labels.count > 8 ? ", …" : ""
        return name(pairs.joined(separator: ", ") + more)
    }
}
