// Owns the tables of providers and models.

internal import LTBAnalysis

/// Who answered: a row a provider, then a row a model.
enum ModelsSection: PageSection {
    static let id = "models"
    static let title = "Providers and models"

    static func content(_ page: PageContext) -> Markup {
        guard page.summary.totals.totalRequests > 0 else { return .empty }
        return providers(page) + models(page) + groups(page)
    }

    private static func providers(_ page: PageContext) -> Markup {
        let summary = page.summary
        let figures = summary.providers.map(\.requests) + [summary.totals]
        let columns = RequestColumns(figures, page)
        var table = Table([.init(head: "Provider")] + columns.heads + [.init(head: "Requests", isText: true)])
        let shown = largest(summary.providers.map(\.requests.totalRequests), page.limits.tableRows)
        for index in shown {
            let provider = summary.providers[index]
            let line = sparkline(summary.timeline?.by.provider[provider.provider], summary.timeline)
            table.add(page.name(provider.provider), columns.cells(provider.requests) + [.init(line)])
        }
        table.addFooter("All", columns.cells(summary.totals) + [.init(allSparkline(summary.timeline))])
        let rest = leftOut(summary.providers.count - shown.count, "provider")
        let note =
            "Latency percentiles are over successful requests. "
            + "Last column: requests over time, failed ones in red from below."
        return table.markup(label: "Providers", caption: "\(note)\(rest)")
    }

    private static func models(_ page: PageContext) -> Markup {
        let models = page.summary.models
        guard !models.isEmpty else { return .empty }
        let columns = RequestColumns(models.map(\.requests), page)
        let shown = page.largestModels(page.limits.tableRows)
        let lines = shown.map { latencyLine($0, page) }
        // Of very many models few have a line, and none of those that are shown may be among them.
        let hasLatency = lines.contains { !$0.isEmpty }
        let last = hasLatency ? [Table.Column(head: "p95 latency", isText: true)] : []
        var table = Table([.init(head: "Model")] + columns.heads + last)
        for (model, line) in zip(shown, lines) {
            let provider: Markup = "<br><small>\(page.name(model.provider))</small>"
            let head: Markup = "\(page.series.paint(model).dot) \(page.name(model.model))\(provider)"
            let cells = hasLatency ? [Table.Cell(line)] : []
            table.add(head, columns.cells(model.requests) + cells)
        }
        let rest = leftOut(models.count - shown.count, "model")
        let note: String =
            hasLatency ? "Last column: highest p95 latency of each step, each on its own scale from zero." : ""
        return table.markup(label: "Models", caption: "\(note)\(rest)")
    }

    private static func groups(_ page: PageContext) -> Markup {
        let groups = page.summary.groups
        guard let label = groups.first?.label else { return .empty }
        let columns = RequestColumns(groups.map(\.requests) + [page.summary.totals], page)
        var table = Table([.init(head: VisibleText.cut(label, to: page.limits.name))] + columns.heads)
        let shown = largest(groups.map(\.requests.totalRequests), page.limits.tableRows)
        for index in shown {
            let head = groups[index].value.map { page.name($0) } ?? #"<span class="mut">(without)</span>"#
            table.add(head, columns.cells(groups[index].requests))
        }
        table.addFooter("All", columns.cells(page.summary.totals))
        let rest = leftOut(groups.count - shown.count, "group")
        return table.markup(
            label: "Groups", caption: "Requests by \(VisibleText.name(label, to: page.limits.wholeName)).\(rest)")
    }

    private static func latencyLine(_ model: ModelFigures, _ page: PageContext) -> Markup {
        guard let by = page.summary.timeline?.by, let series = by.model[model.timelineKey] else {
            return .empty
        }
        // Only the highest of several percentiles is known to hold for all of them together.
        let merge = by.merged(series.latencyP95.count)
        let values = merge.ranges.map { range in series.latencyP95[range].compactMap { $0 }.max() }
        return Sparkline.values(values, paint: page.series.paint(model))
    }

    private static func sparkline(_ series: TimelineByKey.Series?, _ timeline: Timeline?) -> Markup {
        guard let series, let by = timeline?.by else { return .empty }
        let merge = by.merged(series.requests.count)
        return Sparkline.requests(merge.sum(series.requests), errors: merge.sum(series.errors))
    }

    private static func allSparkline(_ timeline: Timeline?) -> Markup {
        guard let timeline else { return .empty }
        let merge = timeline.merged(to: TimeFrame.sparklinePoints)
        return Sparkline.requests(merge.sum(timeline.requests), errors: merge.sum(timeline.errors))
    }

    /// The indices of the largest counts, in their own order.
    private static func largest(_ counts: [Int64], _ limit: Int) -> [Int] {
        counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(limit).sorted()
    }

    private static func leftOut(_ count: Int, _ noun: String) -> String {
        count > 0 ? " \(Plural.count(count, "more \(noun)")) left out." : ""
    }
}

extension TimelineByKey {
    /// Its buckets, merged for a sparkline.
    fileprivate func merged(_ count: Int) -> BucketMerge {
        BucketMerge(start: start, bucketSeconds: bucketSeconds, count: count, limit: TimeFrame.sparklinePoints)
    }
}
