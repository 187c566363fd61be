// Owns the families of the metrics that programs have recorded: their names are anything, and may collide.

import LTBAnalysis
import LTBEvents

/// Gives each recorded metric a name and labels that are valid and its own.
///
/// Metrics of valid names keep them, those of the catalogue first. A name that another family has becomes, by kind or
/// origin, `name_recorded`, `name_gauge` and the like, then `name_2`. A counter's samples end in `_total`.
struct RecordedFamilies {
    private var taken: Set<String>
    private let derived: Set<String>

    /// What events may give has its names, whether or not they gave it yet: else a recorded metric would be taken for it
    /// until then.
    init(besides derived: [MetricDefinition]) {
        self.derived = Set(derived.map { MetricFamily.familyName($0) })
        taken = Set(
            derived.flatMap { MetricFamily.claimedNames(MetricFamily.familyName($0), MetricFamily.Kind($0.kind)) })
    }

    /// The families, by the metrics' names and types.
    func families(of metrics: [MetricFigures]) -> [MetricFamily] {
        var names = self
        let metrics = metrics.filter { !Self.isToldElsewhere($0) }
        let grouped = Dictionary(grouping: metrics) { Identity(name: $0.name, type: $0.type) }
        return grouped.keys.sorted().compactMap { identity in
            names.family(identity, grouped[identity] ?? [])
        }.sorted { ($0.name, $0.kind.rawValue) < ($1.name, $1.kind.rawValue) }
    }

    /// What was dropped is told with the events; what is over the limit of series is no metric.
    private static func isToldElsewhere(_ metric: MetricFigures) -> Bool {
        metric.name == MetricDefinition.recorderDroppedEventsTotal.name
            || metric.name == RunSummary.otherName && metric.labels.isEmpty
    }

    /// A metric in the order in which they choose their names.
    private struct Identity: Hashable, Comparable {
        var name: String
        var type: String

        private var rank: Int {
            if MetricCatalogue.definition(named: name)?.kind.rawValue == type { return 0 }
            return ValidName.metric(name) == name ? 1 : 2
        }

        static func < (lhs: Self, rhs: Self) -> Bool { (lhs.rank, lhs.name, lhs.type) < (rhs.rank, rhs.name, rhs.type) }
    }

    private mutating func family(_ identity: Identity, _ metrics: [MetricFigures]) -> MetricFamily? {
        var kind = MetricFamily.Kind(rawValue: identity.type) ?? .unknown
        // A counter that has gone down is none.
        if kind == .counter, metrics.contains(where: { !($0.value ?? 0 >= 0) }) { kind = .gauge }
        let series = SeriesLabels.series(of: metrics, kind)
        guard !series.isEmpty else { return nil }
        let help =
            MetricCatalogue.definition(named: identity.name)?.help
            ?? metrics.compactMap(\.help).first { !$0.allSatisfy(\.isWhitespace) }
        var family = MetricFamily(
            name: MetricFamily.familyName(ValidName.metric(identity.name), kind == .counter), kind: kind,
            help: help ?? "No description was recorded.", series: series)
        choose(&family)
        return family
    }

    private mutating func choose(_ family: inout MetricFamily) {
        let name = family.name
        let suffix = derived.contains(name) ? "recorded" : family.kind.rawValue
        let others = (2...).lazy.map { "\(name)_\($0)" }
        for candidate in [name, "\(name)_\(suffix)"] {
            family.name = candidate
            if taken.isDisjoint(with: family.claimedNames) { break }
        }
        if !taken.isDisjoint(with: family.claimedNames) {
            for candidate in others {
                family.name = candidate
                if taken.isDisjoint(with: family.claimedNames) { break }
            }
        }
        taken.formUnion(family.claimedNames)
    }
}

/// The labels of a family's series: valid, and no two series with the same.
private enum SeriesLabels {
    static func series(of metrics: [MetricFigures], _ kind: MetricFamily.Kind) -> [MetricFamily.Series] {
        var seen: [[MetricFamily.Label]: Int] = [:]
        return metrics.compactMap { metric in
            guard let value = MetricFamily.Value(metric, kind) else { return nil }
            var labels = labels(metric.labels, reserved: reserved(kind))
            let times = seen[labels, default: 0] + 1
            seen[labels] = times
            if times > 1 { labels.append(.init(name: free("duplicate", labels), value: "\(times)")) }
            return MetricFamily.Series(labels: labels, value: value)
        }
    }

    private static func reserved(_ kind: MetricFamily.Kind) -> String? {
        switch kind {
        case .histogram: "le"
        case .summary: "quantile"
        default: nil
        }
    }

    /// By name; a label without a value is one that the series does not have.
    private static func labels(_ labels: [String: String], reserved: String?) -> [MetricFamily.Label] {
        var result: [MetricFamily.Label] = []
        for (name, value) in labels.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
            let valid = ValidName.label(name)
            let name = valid == reserved ? "exported_" + valid : valid
            result.append(.init(name: free(name, result), value: value))
        }
        return result.sorted { $0.name < $1.name }
    }

    private static func free(_ name: String, _ labels: [MetricFamily.Label]) -> String {
        func isFree(_ name: String) -> Bool { !labels.contains { $0.name == name } }
        return isFree(name) ? name : (2...).lazy.map { "\(name)_\($0)" }.first(where: isFree) ?? name
    }
}

extension MetricFamily.Value {
    /// The value of a recorded series, made consistent; nil if it has none.
    fileprivate init?(_ metric: MetricFigures, _ kind: MetricFamily.Kind) {
        switch kind {
        case .counter, .gauge, .unknown:
            guard let value = metric.value else { return nil }
            self = .number(value)
        case .histogram:
            guard let count = metric.count, let sum = metric.sum else { return nil }
            var highest: Int64 = 0
            let buckets = metric.buckets ?? []
            let counts = buckets.map { bucket in
                highest = max(highest, bucket.count)
                return highest
            }
            self = .histogram(
                bounds: buckets.map(\.upperBound), cumulativeCounts: counts, count: max(count, highest), sum: sum)
        case .summary:
            guard let count = metric.count, let sum = metric.sum else { return nil }
            self = .summary(quantiles: Self.quantiles(metric.quantiles ?? []), count: count, sum: sum)
        }
    }

    private static func quantiles(_ points: [MetricFigures.Quantile]) -> [MetricFigures.Quantile] {
        var result: [MetricFigures.Quantile] = []
        let valid = points.filter { (0...1).contains($0.quantile) }.sorted { $0.quantile < $1.quantile }
        for point in valid where result.last?.quantile != point.quantile { result.append(point) }
        return result
    }
}
