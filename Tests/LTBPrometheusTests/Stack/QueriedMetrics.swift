// Owns finding the metrics that a query of PromQL names.

import LTBEvents
import LTBPrometheus

/// The metrics of queries, by the catalogue.
enum QueriedMetrics {
    private static let functions: Set<String> = [
        "sum", "rate", "increase", "max", "min", "avg", "count", "changes", "deriv", "histogram_quantile", "by", "and",
        "unless", "or", "vector", "offset", "bool",
    ]
    /// What Prometheus itself knows.
    private static let own: Set<String> = ["up"]

    /// Names that no metric has, in an expression.
    static func unknown(in expression: String) -> [String] { names(in: expression).filter { !isKnown($0) } }

    /// The names of metrics in an expression: words outside of braces, brackets and lists of labels.
    static func names(in expression: String) -> [String] {
        let plain = expression.replacing(#/by \([^)]*\)/#, with: "").replacing(#/\{[^}]*\}|\[[^\]]*\]/#, with: "")
        return plain.matches(of: #/\b[a-z_]\w*/#).map { String($0.output) }.filter { !functions.contains($0) }
    }

    private static func isKnown(_ name: String) -> Bool {
        if own.contains(name) || MetricCatalogue.definition(named: name) != nil { return true }
        for suffix in ["_bucket", "_sum", "_count"] where name.hasSuffix(suffix) {
            return MetricCatalogue.definition(named: String(name.dropLast(suffix.count)))?.kind == .histogram
        }
        return false
    }
}
