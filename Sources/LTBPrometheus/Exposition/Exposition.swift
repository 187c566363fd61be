// Owns the text of an exposition, byte for byte.

import LTBAnalysis
package import LTBEvents

/// Writes metric families as Prometheus reads them.
///
/// Both formats have the same names of samples: `# HELP` and `# TYPE` before the samples of each family, counters ending
/// in `_total`, histograms as `_bucket`, `_sum` and `_count`. OpenMetrics also has `# UNIT`, `_created` and the end, `# EOF`.
package struct Exposition {
    private let format: ExpositionFormat
    private let created: String?
    /// What goes behind the value of each sample.
    private var time = ""
    private var bytes: [UInt8] = []

    /// All families as bytes.
    ///
    /// - Parameter created: when the counts began at 0, which only OpenMetrics tells.
    package static func write(
        _ families: [MetricFamily], as format: ExpositionFormat, created: Timestamp? = nil
    ) -> [UInt8] {
        var exposition = Exposition(format, created)
        for family in families { exposition.write(family) }
        exposition.end()
        return exposition.bytes
    }

    private init(_ format: ExpositionFormat, _ created: Timestamp?) {
        self.format = format
        let seconds = created.map { Double($0.nanosecondsSince1970 / 1_000_000) / 1e3 }
        self.created = format == .openMetrics ? seconds.map { Self.number($0) } : nil
    }

    /// An exposition that is written piece by piece.
    init(_ format: ExpositionFormat) { self.init(format, nil) }

    /// How much was written and not taken.
    var count: Int { bytes.count }

    /// Gives what was written since the last time.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// Writes what ends all families.
    mutating func end() { if format == .openMetrics { add("# EOF\n") } }

    /// Writes the samples of a series at a time, in milliseconds since 1970.
    mutating func write(_ series: MetricFamily.Series, of family: MetricFamily, at milliseconds: Int64) {
        time = " " + SampleTime.text(milliseconds)
        write(series, of: family)
        time = ""
    }

    private mutating func write(_ family: MetricFamily) {
        writeHead(of: family)
        for series in family.series { write(series, of: family) }
    }

    /// Writes what comes before the samples of a family.
    mutating func writeHead(of family: MetricFamily) {
        let isCounter = family.kind == .counter
        let name = isCounter && format == .text ? family.name + "_total" : family.name
        add("# HELP \(name) \(escaped(help: family.help))\n")
        add("# TYPE \(name) \(typeName(family.kind))\n")
        if format == .openMetrics, let unit = family.unit { add("# UNIT \(name) \(unit)\n") }
    }

    private func typeName(_ kind: MetricFamily.Kind) -> String {
        kind == .unknown && format == .text ? "untyped" : kind.rawValue
    }

    private mutating func write(_ series: MetricFamily.Series, of family: MetricFamily) {
        let labels = series.labels.filter { !$0.value.isEmpty }.map { "\($0.name)=\"\(escaped($0.value))\"" }
            .joined(separator: ",")
        let name = family.name
        switch series.value {
        case .number(let value):
            sample(family.kind == .counter ? name + "_total" : name, labels, Self.number(value))
        case .histogram(let bounds, let counts, let count, let sum):
            for (bound, count) in zip(bounds, counts) {
                sample(name + "_bucket", labels, "le", Self.key(bound, format), "\(count)")
            }
            sample(name + "_bucket", labels, "le", "+Inf", "\(count)")
            sample(name + "_sum", labels, Self.number(sum))
            sample(name + "_count", labels, "\(count)")
        case .summary(let quantiles, let count, let sum):
            for point in quantiles {
                sample(name, labels, "quantile", Self.key(point.quantile, format), Self.number(point.value))
            }
            sample(name + "_sum", labels, Self.number(sum))
            sample(name + "_count", labels, "\(count)")
        }
        if let created, family.kind != .gauge, family.kind != .unknown { sample(name + "_created", labels, created) }
    }

    private mutating func sample(_ name: String, _ labels: String, _ value: String) {
        add(labels.isEmpty ? "\(name) \(value)\(time)\n" : "\(name){\(labels)} \(value)\(time)\n")
    }

    private mutating func sample(_ name: String, _ labels: String, _ key: String, _ keyValue: String, _ value: String) {
        add("\(name){\(labels)\(labels.isEmpty ? "" : ",")\(key)=\"\(keyValue)\"} \(value)\(time)\n")
    }

    private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// A bound or quantile, which both formats write as numbers but OpenMetrics always with a fraction.
    static func key(_ value: Double, _ format: ExpositionFormat) -> String {
        let text = number(value)
        return format == .openMetrics && !text.contains { $0 == "." || $0 == "e" } ? text + ".0" : text
    }

    /// A number as Go reads and writes it.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        if value.magnitude < 1e15, value == Double(Int64(value)) { return "\(Int64(value))" }
        return value.description
    }

    private func escaped(help: String) -> String {
        format == .openMetrics ? escaped(help) : escaped(help, quotes: false)
    }

    /// No zero byte: Prometheus' scanner takes it for the end.
    private func escaped(_ text: String, quotes: Bool = true) -> String {
        guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x22 || $0 == 0x0A || $0 == 0 }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            case "\0": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
