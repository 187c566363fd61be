// Owns the section on the spans of traces: where time went, operations, the slowest traces.

internal import LTBAnalysis

/// What spans tell.
enum TracesSection: PageSection {
    static let id = "traces"
    static let title = "Traces"

    static func content(_ page: PageContext) -> Markup {
        guard let spans = page.summary.spans else { return .empty }
        let flame = FlameChart(page)?.figure ?? .empty
        let traces = spans.traces.enumerated().map { Waterfall(page, $0, $1).figure }
        let heading: Markup = traces.isEmpty ? .empty : #"<h3 class="t">The slowest traces</h3>"# + "\n"
        return flame + operations(spans, page) + heading + traces.joined()
    }

    /// The operations that took longest in all.
    private static func operations(_ spans: SpanFigures, _ page: PageContext) -> Markup {
        let all = spans.slowestOperations
        let shown = all.prefix(min(20, page.limits.listRows))
        let total = DurationColumn(shown.map(\.totalSeconds))
        let own = DurationColumn(shown.map(\.selfSeconds))
        let each = DurationColumn(shown.flatMap { [$0.duration?.p50, $0.duration?.maximum] })
        var table = Table([
            .init(head: "Operation"), .init(head: "Spans"), .init(head: "Errors"), .init(head: "Total, \(total.unit)"),
            .init(head: "Own time, \(own.unit)"), .init(head: "Of all own"), .init(head: "p50, \(each.unit)"),
            .init(head: "p95, \(each.unit)"), .init(head: "Longest, \(each.unit)"),
        ])
        for operation in shown {
            let isBad = Double(operation.errors) > 0.01 * Double(operation.count)
            table.add(
                page.name(operation.name),
                [
                    .init(NumberFormat.count(operation.count)),
                    .init(NumberFormat.count(operation.errors), isBad: isBad),
                    .init(total.text(operation.totalSeconds)), .init(own.text(operation.selfSeconds)),
                    .init(spans.shareOfOwn(operation).map(NumberFormat.share) ?? NumberFormat.dash),
                    .init(each.text(operation.duration?.p50)), .init(each.text(operation.duration?.p95)),
                    .init(each.text(operation.duration?.maximum)),
                ])
        }
        let left = all.count - shown.count
        let rest: Markup = left > 0 ? " \(Plural.count(left, "more operation")) left out." : .empty
        let caption: Markup = "By total time. Own time is what no child of a span covers.\(rest)"
        return table.markup(label: "Operations", caption: caption)
    }
}
