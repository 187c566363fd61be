// Owns what metrics were, as long as it is kept.

public import LTBEvents
import LTBPrometheus

/// The value of a metric at a time.
public struct MetricSample: Sendable, Hashable {
    /// When it was looked at.
    public var time: Timestamp
    /// What it was.
    public var value: Double
}

/// The values of all series for a bounded time, at equal intervals, in bounded memory.
struct MetricHistory: Sendable {
    /// One series: a metric and its labels.
    struct Key: Hashable, Sendable {
        var name: String
        var labels: [String: String]
    }

    /// Samples of each series: a sparkline needs no more, and a thousand series take some megabytes.
    static let samples = 720
    private static let mostSeries = 4_096

    private let nanoseconds: Int64
    private var series: [Key: [MetricSample]] = [:]

    /// A history of so many nanoseconds.
    init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Nanoseconds from one look to the next.
    var interval: Int64 { max(1_000_000_000, nanoseconds / Int64(Self.samples)) }

    /// Takes in what families are at a time, and forgets what is too old.
    mutating func record(_ families: [MetricFamily], at time: Timestamp) {
        for family in families {
            for one in family.series { record(one, of: family, at: time) }
        }
        let oldest = time.nanosecondsSince1970 - nanoseconds
        for key in series.keys {
            series[key]?.removeAll { $0.time.nanosecondsSince1970 < oldest }
            if series[key]?.isEmpty == true { series[key] = nil }
        }
    }

    private mutating func record(_ one: MetricFamily.Series, of family: MetricFamily, at time: Timestamp) {
        let labels = Dictionary(one.labels.map { ($0.name, $0.value) }) { first, _ in first }
        switch one.value {
        case .number(let value):
            add(value, Key(name: family.kind == .counter ? family.name + "_total" : family.name, labels: labels), time)
        case .histogram(_, _, let count, let sum), .summary(_, let count, let sum):
            add(Double(count), Key(name: family.name + "_count", labels: labels), time)
            add(sum, Key(name: family.name + "_sum", labels: labels), time)
        }
    }

    private mutating func add(_ value: Double, _ key: Key, _ time: Timestamp) {
        guard series[key] != nil || series.count < Self.mostSeries else { return }
        series[key, default: []].append(MetricSample(time: time, value: value))
    }

    /// The samples of the one series with these labels within a range, oldest first.
    func samples(_ name: String, _ labels: [String: String], _ range: ClosedRange<Int64>) -> [MetricSample] {
        (series[Key(name: name, labels: labels)] ?? []).filter { range.contains($0.time.nanosecondsSince1970) }
    }
}
