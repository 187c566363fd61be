// Owns observations that are recorded together: as a histogram, or as a summary.

import LTBEvents

/// Durations that were observed since the last sample, in ascending order.
struct Observations {
    let values: [Microseconds]
}

extension Xoshiro256 {
    mutating func observations(median: Double, spread: Double) -> Observations {
        let count = 20 + below(40)
        return Observations(
            values: (0..<count).map { _ in Microseconds(lognormal(median: median, spread: spread).rounded()) }.sorted())
    }
}

extension Observations {
    private var sum: Double { values.reduce(0, +).seconds }

    /// As a histogram with the bounds of a metric.
    func histogram(forMetricNamed name: String) -> MetricValue.HistogramValue {
        var buckets = MetricCatalogue.bounds(forMetricNamed: name).map { bound in
            MetricValue.HistogramValue.Bucket(
                upperBound: bound, cumulativeCount: Int64(values.count { $0.seconds <= bound }))
        }
        buckets.append(.init(upperBound: .infinity, cumulativeCount: Int64(values.count)))
        return .init(buckets: buckets, count: Int64(values.count), sum: sum)
    }

    var summary: MetricValue.SummaryValue {
        let quantiles = [0.5, 0.9, 0.99].map { share in
            MetricValue.SummaryValue.Quantile(
                quantile: share, value: values[Int(share * Double(values.count - 1))].seconds)
        }
        return .init(quantiles: quantiles, count: Int64(values.count), sum: sum)
    }
}
