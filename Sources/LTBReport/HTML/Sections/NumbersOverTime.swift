// Owns the table of numbers over time.

internal import LTBAnalysis

/// The charts over time as a table, in at most so many rows.
struct NumbersOverTime {
    private let page: PageContext
    private let timeline: Timeline
    private let percentiles: MergedPercentiles
    private let durations: DurationColumn

    /// The steps that are the table's rows.
    var merge: BucketMerge { percentiles.merge }

    init(_ page: PageContext, _ timeline: Timeline) {
        self.page = page
        self.timeline = timeline
        percentiles = MergedPercentiles(timeline, limit: page.limits.timeRows)
        durations = DurationColumn(percentiles.lines.flatMap { $0 })
    }

    var markup: Markup {
        let totals = page.summary.totals
        let hasLatency = totals.latency != nil
        let hasActive = totals.peakConcurrency != nil
        let hasTokens = TokensChart.hasTokens(totals)
        let hasCost = totals.totalCost != nil
        var heads = ["From", "Ended", "Failed"]
        if hasActive { heads.append("In flight") }
        if hasLatency { heads += ["p50", "p95", "p99"].map { "\($0), \(durations.unit)" } }
        if hasTokens { heads += ["Input tokens", "Output tokens"] }
        if hasCost { heads.append("Cost") }
        let sums = [timeline.requests, timeline.errors].map(merge.sum)
        let active = merge.maximum(timeline.active)
        let tokens = [timeline.inputTokens, timeline.outputTokens].map(merge.sum)
        let costs = merge.sum(timeline.cost)
        var table = Table(heads.map { .init(head: $0) })
        for (row, range) in merge.ranges.enumerated() {
            var cells = sums.map { Table.Cell(NumberFormat.count($0[row])) }
            if hasActive { cells.append(.init(NumberFormat.count(active[row]))) }
            if hasLatency { cells += percentiles.lines.map { .init(durations.text($0[row])) } }
            if hasTokens { cells += tokens.map { .init(NumberFormat.count($0[row])) } }
            if hasCost { cells.append(.init(costs[row].map(NumberFormat.cost) ?? NumberFormat.dash)) }
            table.add("\(page.clock(timeline.time(ofBucket: range.lowerBound)))", cells)
        }
        return table.markup(label: "Numbers over time")
    }
}
