// Owns the table of recorded metrics.

internal import LTBAnalysis

/// Every series of a recorded metric, up to a number of rows.
enum MetricsTable {
    static func markup(_ page: PageContext) -> Markup {
        let metrics = page.summary.metrics
        guard !metrics.isEmpty else { return .empty }
        var table = Table([
            .init(head: "Metric"), .init(head: "Type", isText: true), .init(head: "Value"), .init(head: "Observations"),
            .init(head: "Mean"), .init(head: "p50"), .init(head: "p95"), .init(head: "Unit", isText: true),
        ])
        for metric in metrics.prefix(page.limits.listRows) { table.add(head(metric, page), cells(metric, page)) }
        let left = metrics.count - page.limits.listRows
        let rest: Markup = left > 0 ? " \(Plural.count(left, "more series", "more series")) left out." : .empty
        let note: Markup =
            "A counter's sum, a gauge's last value. Percentiles of histograms are estimated from their buckets.\(rest)"
        return #"<h3 class="t">Metrics</h3><p class="mut">\#(note)</p>"#
            + table.markup(label: "Recorded metrics, table")
    }

    private static func head(_ metric: MetricFigures, _ page: PageContext) -> Markup {
        let labels = page.labels(metric.labels)
        return "<code>\(page.name(metric.name))</code>" + (labels.isEmpty ? .empty : "<br><small>\(labels)</small>")
    }

    private static func cells(_ metric: MetricFigures, _ page: PageContext) -> [Table.Cell] {
        let unit = RecordedUnit(recorded: metric.unit, name: metric.name)
        let number = { (value: Double?) in Table.Cell(value.map(unit.text) ?? NumberFormat.dash) }
        var mean: Double?
        if let sum = metric.sum, let count = metric.count, count > 0 { mean = sum / Double(count) }
        return [
            .init(page.name(metric.type)), number(metric.value),
            .init(metric.count.map(NumberFormat.count) ?? NumberFormat.dash), number(mean),
            number(quantile(0.5, metric)), number(quantile(0.95, metric)), .init(metric.unit.map(page.name) ?? .empty),
        ]
    }

    /// A summary's own quantile, or an estimate from a histogram's buckets.
    private static func quantile(_ quantile: Double, _ metric: MetricFigures) -> Double? {
        if let quantiles = metric.quantiles { return quantiles.first { abs($0.quantile - quantile) < 1e-9 }?.value }
        guard let buckets = metric.buckets, let count = metric.count, count > 0 else { return nil }
        return BucketQuantile.estimate(quantile, buckets: buckets, count: count)
    }
}

/// Quantiles of cumulative buckets, as Prometheus' `histogram_quantile` estimates them.
enum BucketQuantile {
    /// Linear inside the bucket that holds the rank; the highest bound where it lies above all bounds.
    static func estimate(_ quantile: Double, buckets: [DistributionFigures.Bucket], count: Int64) -> Double? {
        let rank = quantile * Double(count)
        var lower = (bound: 0.0, count: Int64(0))
        for bucket in buckets where bucket.upperBound.isFinite {
            if Double(bucket.count) >= rank, bucket.count > lower.count {
                // The first bucket begins at 0 where its bound is positive, else it has no width.
                let start = lower.count == 0 && bucket.upperBound <= 0 ? bucket.upperBound : lower.bound
                let share = (rank - Double(lower.count)) / Double(bucket.count - lower.count)
                return start + (bucket.upperBound - start) * share
            }
            lower = (bucket.upperBound, bucket.count)
        }
        return buckets.last { $0.upperBound.isFinite }?.upperBound
    }
}
