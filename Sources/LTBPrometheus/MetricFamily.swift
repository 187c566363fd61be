// Owns metric families: what an exposition tells of one metric.

package import LTBAnalysis
import LTBEvents

/// All series of one metric, under a name that no other family of the exposition has.
package struct MetricFamily: Sendable, Equatable {
    /// How its values are meant.
    package enum Kind: String, Sendable {
        case counter, gauge, histogram, summary
        /// It never said which of these it is.
        case unknown
    }

    /// One series.
    package struct Series: Sendable, Equatable {
        /// Names and values; no name comes twice.
        package var labels: [Label]
        /// What it has.
        package var value: Value
    }

    /// A label of a series.
    package struct Label: Sendable, Hashable {
        /// Its name, which is valid.
        package var name: String
        /// Its value, which may be anything.
        package var value: String
    }

    /// The value of a series.
    package enum Value: Sendable, Equatable {
        /// Of a counter, a gauge, or what is unknown.
        case number(Double)
        /// Cumulative counts at ascending finite bounds, and the count and sum of all.
        case histogram(bounds: [Double], cumulativeCounts: [Int64], count: Int64, sum: Double)
        /// Ascending quantiles with their values, and the count and sum of all.
        case summary(quantiles: [DistributionFigures.QuantilePoint], count: Int64, sum: Double)
    }

    /// The name without the `_total` of a counter.
    package var name: String
    /// How its values are meant.
    package var kind: Kind
    /// What it means.
    package var help: String
    /// In the order of the exposition.
    package var series: [Series]

    /// The unit that the name ends with; nil if with none.
    var unit: String? { ["seconds", "bytes", "ratio"].first { name.hasSuffix("_" + $0) } }

    /// The names that no other family may use.
    var claimedNames: [String] { Self.claimedNames(name, kind) }

    /// The names that no other family may use than the one of a name and a kind.
    static func claimedNames(_ name: String, _ kind: Kind) -> [String] {
        switch kind {
        case .counter: [name, name + "_total", name + "_created"]
        case .gauge, .unknown: [name]
        case .histogram: [name, name + "_bucket", name + "_sum", name + "_count", name + "_created"]
        case .summary: [name, name + "_sum", name + "_count", name + "_created"]
        }
    }
}

extension MetricFamily {
    /// A family of the catalogue, whose label values come in the order of the catalogue; nil without series.
    init?(_ definition: MetricDefinition, _ series: [(values: [String], value: Value)]) {
        guard !series.isEmpty else { return nil }
        name = Self.familyName(definition)
        kind = Kind(definition.kind)
        help = definition.help
        self.series = series.map { entry in
            Series(
                labels: zip(definition.labels, entry.values).map { Label(name: $0, value: $1) }, value: entry.value)
        }
    }

    /// The name of a family of the catalogue.
    static func familyName(_ definition: MetricDefinition) -> String {
        familyName(definition.name, definition.kind == .counter)
    }

    /// The name of a family whose samples have this name.
    static func familyName(_ name: String, _ isCounter: Bool) -> String {
        isCounter && name.hasSuffix("_total") && name != "_total" ? String(name.dropLast("_total".count)) : name
    }
}

extension MetricFamily.Kind {
    init(_ kind: MetricDefinition.Kind) {
        self =
            switch kind {
            case .counter: .counter
            case .gauge: .gauge
            case .histogram: .histogram
            }
    }
}
