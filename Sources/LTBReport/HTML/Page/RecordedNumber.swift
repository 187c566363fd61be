// Owns how numbers of recorded metrics are written, whose unit only their name or their record knows.

/// The unit of a recorded metric.
enum RecordedUnit: Equatable {
    case bytes, seconds, percent, none

    /// The unit as recorded; else by the end of the metric's name.
    init(recorded: String?, name: String) {
        let metric = name.prefix { $0 != "{" }
        switch recorded ?? "" {
        case "bytes", "By": self = .bytes
        case "seconds", "s": self = .seconds
        case "percent", "%": self = .percent
        case "" where metric.hasSuffix("_bytes"): self = .bytes
        case "" where metric.hasSuffix("_seconds"): self = .seconds
        case "" where metric.hasSuffix("_percent"): self = .percent
        default: self = .none
        }
    }

    /// A value in the unit: `393 MiB`, `4.6 ms`, `15 %`, `0.91`.
    func text(_ value: Double) -> String {
        switch self {
        case .bytes where value.isFinite && abs(value) < 9e18: NumberFormat.bytes(Int64(value.rounded()))
        case .seconds: NumberFormat.duration(seconds: value)
        case .percent: Self.number(value) + NumberFormat.space + "%"
        case .bytes, .none: Self.number(value)
        }
    }

    /// Three figures, without zeros that only fill them up: `7`, `0.91`, `20.1`, `12,345`.
    static func number(_ value: Double) -> String {
        let isWhole = value == value.rounded()
        if isWhole, abs(value) < 99_999.5 { return NumberFormat.fixed(value, places: 0) }
        let text = NumberFormat.quantity(value)
        guard text.contains("."), !text.contains(NumberFormat.space) else { return text }
        let trimmed = text.reversed().drop { $0 == "0" }
        return String((trimmed.first == "." ? trimmed.dropFirst() : trimmed).reversed())
    }

    /// The unit that values have in a chart's data, where that is not the axis's own.
    var dataUnit: String? {
        switch self {
        case .seconds: "s"
        case .percent: "%"
        case .bytes, .none: nil
        }
    }

    /// A size of which a whole axis is a multiple, and its name: MiB for bytes.
    func axisUnit(largest: Double) -> (name: String, size: Double) {
        guard self == .bytes else { return ("", 1) }
        let units = [("GiB", 1_073_741_824.0), ("MiB", 1_048_576), ("KiB", 1024)]
        return units.first { largest >= $0.1 } ?? ("B", 1)
    }
}
