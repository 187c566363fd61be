// Owns the table of all metrics: its families, and how a metric is found in it.

/// Every metric that is exposed or that programs are expected to record, as one table.
///
/// The families are in `MetricCatalogueRequests` (1), `…Services` (2 and 3) and `…Router` (4).
package enum MetricCatalogue {
    /// All families, each in its order, the router under its usual prefix.
    package static let all = requests + configuration + pipeline + router(prefix: routerPrefix) + openTelemetry

    private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

    /// The metric of a name; nil if the catalogue has none.
    package static func definition(named name: String) -> MetricDefinition? {
        byName[name]
    }

    /// The bucket bounds of a histogram: the catalogue's, or for a metric of the user's own those of sizes if it is in
    /// bytes, else those of durations.
    package static func bounds(forMetricNamed name: String) -> [Double] {
        if let definition = definition(named: name), definition.kind == .histogram { return definition.bounds }
        return name.hasSuffix("_bytes") ? sizeBounds : defaultDurationBounds
    }
}
