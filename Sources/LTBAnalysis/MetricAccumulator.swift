// Owns what is gathered for one series of a recorded metric.

import LTBEvents
import LTBStatistics

/// A series: its sum, its last value, or its buckets, by the metric's type.
struct MetricAccumulator: Accumulator {
    /// A summary's quantiles, ordered so that ties in time have one winner.
    struct Quantiles: OrderedValue {
        var points: [DistributionFigures.QuantilePoint]

        static func < (lhs: Self, rhs: Self) -> Bool {
            lhs.flat.lexicographicallyPrecedes(rhs.flat)
        }

        private var flat: [Double] { points.flatMap { [$0.quantile, $0.value] } }
    }

    /// More than any client library writes.
    private static let mostQuantiles = 64

    private(set) var sum = ExactSum()
    private(set) var last = Latest<Double>()
    private(set) var count = Count()
    private(set) var buckets = CumulativeBuckets()
    private(set) var quantiles = Latest<Quantiles>()
    private(set) var unit = Latest<ByteString>()
    private(set) var help = Latest<ByteString>()

    mutating func record(_ metric: MetricRecorded, at order: EventOrder) {
        if let unit = metric.unit { self.unit.record(KeptText.kept(unit, atMost: KeptText.longestDetail), at: order) }
        if let help = metric.description {
            self.help.record(KeptText.kept(help, atMost: KeptText.longestDetail), at: order)
        }
        switch metric.value {
        case .number(let value): record(value, of: metric, at: order)
        case .histogram(let value): record(value)
        case .summary(let value): record(value, at: order)
        case nil: break
        }
    }

    private mutating func record(_ value: Double, of metric: MetricRecorded, at order: EventOrder) {
        sum.add(value)
        count.add(1)
        last.record(value, at: order)
        guard metric.type == "histogram" else { return }
        buckets.observe(value, bounds: MetricCatalogue.bounds(forMetricNamed: metric.name ?? ""))
    }

    private mutating func record(_ histogram: MetricValue.HistogramValue) {
        sum.add(histogram.sum ?? 0)
        count.add(histogram.count ?? 0)
        buckets.add(histogram.buckets.map { ($0.upperBound, $0.cumulativeCount) })
    }

    private mutating func record(_ summary: MetricValue.SummaryValue, at order: EventOrder) {
        sum.add(summary.sum ?? 0)
        count.add(summary.count ?? 0)
        let points = summary.quantiles.prefix(Self.mostQuantiles).map {
            DistributionFigures.QuantilePoint(quantile: $0.quantile, value: $0.value)
        }
        quantiles.record(Quantiles(points: points), at: order)
    }

    mutating func merge(_ other: Self) {
        sum.merge(other.sum)
        last.merge(other.last)
        count.merge(other.count)
        buckets.merge(other.buckets)
        quantiles.merge(other.quantiles)
        unit.merge(other.unit)
        help.merge(other.help)
    }

    /// The figures of a series.
    func figures(_ series: MetricSeries) -> MetricFigures {
        var figures = MetricFigures(name: series.name, type: series.type, labels: series.labels)
        figures.unit = unit.value?.text
        figures.help = help.value?.text
        switch series.type {
        case "gauge": figures.value = last.value
        case "histogram":
            figures.buckets = buckets.figures
            (figures.count, figures.sum) = (count.value, sum.value)
        case "summary":
            figures.quantiles = quantiles.value?.points ?? []
            (figures.count, figures.sum) = (count.value, sum.value)
        default: figures.value = sum.value
        }
        return figures
    }
}

/// Cumulative counts at bucket bounds, added up over events that may have different bounds.
///
/// A bound that all events have in common keeps an exact count; the others are dropped.
struct CumulativeBuckets: Accumulator {
    /// More than any client library's default, so that a hostile line cannot fill the memory.
    private static let limit = 512

    private var counts: [Double: Count]?

    mutating func observe(_ value: Double, bounds: [Double]) {
        add(bounds.map { ($0, value <= $0 ? 1 : 0) })
    }

    mutating func add(_ buckets: [(upperBound: Double, count: Int64)]) {
        guard buckets.count <= Self.limit else {
            counts = [:]
            return
        }
        var added: [Double: Count] = [:]
        // The bucket without a bound is the count.
        for bucket in buckets where bucket.upperBound.isFinite {
            added[bucket.upperBound, default: Count()].add(bucket.count)
        }
        add(added)
    }

    private mutating func add(_ added: [Double: Count]) {
        guard let held = counts else {
            counts = added
            return
        }
        counts = held.reduce(into: [:]) { common, entry in
            guard var count = added[entry.key] else { return }
            count.merge(entry.value)
            common[entry.key] = count
        }
    }

    mutating func merge(_ other: Self) {
        if let added = other.counts { add(added) }
    }

    var figures: [DistributionFigures.Bucket] {
        (counts ?? [:]).map { .init(upperBound: $0.key, count: $0.value.value) }.sorted {
            $0.upperBound < $1.upperBound
        }
    }
}

/// Which series of which metric: the parts of its key.
struct MetricSeries {
    var name: String
    var type: String
    var labels: [String: String]

    init(name: String, type: String, labels: [String: String]) {
        self.name = name
        self.type = type
        self.labels = labels
    }

    init(_ metric: MetricRecorded) {
        name = metric.name ?? RunSummary.unknownName
        type = metric.type ?? "gauge"
        labels = metric.labels
    }

    /// Takes a key apart.
    init(key: [UInt8]) {
        let parts = KeyBuffer.parts(of: key).map { $0 ?? "" }
        name = parts[0]
        type = parts.count > 1 ? parts[1] : ""
        labels = [:]
        for index in stride(from: 2, to: parts.count - 1, by: 2) { labels[parts[index]] = parts[index + 1] }
    }

    /// Name, type and sorted labels; two series have one key only if all are equal.
    var key: [UInt8] {
        var key = KeptText.kept(name, atMost: KeptText.longestName).bytes
        key += [KeyBuffer.separator] + KeptText.kept(type, atMost: KeptText.longestDetail).bytes
        for label in KeptText.kept(labels) {
            key += [KeyBuffer.separator] + label.name.bytes + [KeyBuffer.separator] + label.value.bytes
        }
        return key
    }

    /// The series as Prometheus writes it, for keys of a timeline.
    var text: String {
        guard !labels.isEmpty else { return name }
        let pairs = labels.sorted { ByteString($0.key) < ByteString($1.key) }.map { label in
            "\(label.key)=\"\(label.value.replacingQuotes)\""
        }
        return "\(name){\(pairs.joined(separator: ","))}"
    }
}

extension String {
    fileprivate var replacingQuotes: String {
        reduce(into: "") { text, character in
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.append(character)
            }
        }
    }
}
