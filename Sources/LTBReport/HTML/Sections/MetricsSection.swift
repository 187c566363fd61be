// Owns the section on what the program recorded beside its requests: health, caches, metrics.

internal import LTBAnalysis

/// Recorded metrics, cache hit rates and the last health report.
enum MetricsSection: PageSection {
    static let id = "metrics"
    static let title = "Recorded metrics"

    static func content(_ page: PageContext) -> Markup {
        let tables = [health(page), caches(page)].filter { !$0.isEmpty }
        let grid: Markup = tables.isEmpty ? .empty : #"<div class="g2">\#(tables.joined())</div>"# + "\n"
        return grid + GaugeMultiples.markup(page) + MetricsTable.markup(page)
    }

    private static func health(_ page: PageContext) -> Markup {
        guard let health = page.summary.health else { return .empty }
        var table = Table([
            .init(head: "Check"), .init(head: "Status", isText: true), .init(head: "Took, ms"),
            .init(head: "Message", isText: true),
        ])
        let checks = health.checks.sorted { $0.key < $1.key }
        for (name, check) in checks.prefix(page.limits.listRows) {
            let critical: Markup = check.critical == true ? "<br><small>critical</small>" : .empty
            table.add(page.name(check.component ?? name) + critical, cells(check, page))
        }
        let left = checks.count - page.limits.listRows
        let rest: Markup = left > 0 ? " \(Plural.count(left, "check")) left out." : .empty
        let note: Markup = "\(page.name(health.status)) at \(page.clock(health.at)).\(rest)"
        let content = checks.isEmpty ? .empty : table.markup(label: "Health checks")
        return Figure(heading: "Last health report", notes: [note], content: content).markup
    }

    private static func cells(_ check: HealthFigures.Check, _ page: PageContext) -> [Table.Cell] {
        let isBad = check.status != nil && check.status != "healthy"
        return [
            .init(page.name(check.status ?? NumberFormat.notMeasured), isBad: isBad),
            .init(check.durationMilliseconds.map { NumberFormat.fixed($0, places: 1) } ?? NumberFormat.dash),
            .init(check.message.map(page.message) ?? .empty, wraps: true),
        ]
    }

    private static func caches(_ page: PageContext) -> Markup {
        let rates = page.summary.cacheHitRates.sorted { $0.key < $1.key }
        guard !rates.isEmpty else { return .empty }
        var table = Table([.init(head: "Cache"), .init(head: "Hit rate")])
        for (tier, rate) in rates.prefix(page.limits.listRows) {
            table.add(page.name(tier), [.init(NumberFormat.share(rate))])
        }
        let note: Markup = "Hits over hits and misses."
        return Figure(heading: "Cache hit rates", notes: [note], content: table.markup(label: "Cache hit rates")).markup
    }
}
