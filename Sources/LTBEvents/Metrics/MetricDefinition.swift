// Owns what the catalogue says of one metric.

/// One metric: its name is a contract with dashboards and alert rules.
package struct MetricDefinition: Sendable, Hashable {
    /// How its values are meant; the raw value is the `type` of `MetricRecorded`.
    package enum Kind: String, Sendable {
        /// It only grows; recorded values are increments.
        case counter
        /// It goes up and down.
        case gauge
        /// Observations, counted in buckets.
        case histogram
    }

    /// The name, with its unit as a suffix.
    package let name: String
    /// How its values are meant.
    package let kind: Kind
    /// The names of its labels, in the order of the catalogue.
    package let labels: [String]
    /// What it means, as one line for the exposition.
    package let help: String
    /// The ascending upper bounds of a histogram's buckets, without the infinite one; of others there are none.
    package let bounds: [Double]

    /// The unit that the name ends with, as OpenMetrics has it; nil where there is none.
    package var unit: String? {
        let base = name.hasSuffix("_total") ? name.dropLast("_total".count) : name[...]
        return ["seconds", "bytes", "ratio"].first { base.hasSuffix("_" + $0) }
    }

    /// The same metric under a longer name.
    package func prefixed(_ prefix: String) -> MetricDefinition {
        MetricDefinition(name: prefix + name, kind: kind, labels: labels, help: help, bounds: bounds)
    }

    static func counter(_ name: String, _ labels: [String], _ help: String) -> MetricDefinition {
        MetricDefinition(name: name, kind: .counter, labels: labels, help: help, bounds: [])
    }

    static func gauge(_ name: String, _ labels: [String], _ help: String) -> MetricDefinition {
        MetricDefinition(name: name, kind: .gauge, labels: labels, help: help, bounds: [])
    }

    static func histogram(
        _ name: String, _ labels: [String], _ help: String, _ bounds: [Double] = MetricCatalogue.defaultDurationBounds
    ) -> MetricDefinition {
        MetricDefinition(name: name, kind: .histogram, labels: labels, help: help, bounds: bounds)
    }
}
