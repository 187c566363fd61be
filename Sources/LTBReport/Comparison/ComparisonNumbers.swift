// Owns how figures of a comparison are written: values, differences, shares of the base, p-values.

import LTBAnalysis

/// Figures with their signs.
enum ComparisonNumbers {
    /// A value in a unit.
    static func value(_ value: Double, _ unit: ComparedMeasure.Unit) -> String {
        guard value.isFinite else { return "no answer" }
        return switch unit {
        case .seconds: NumberFormat.duration(seconds: value)
        case .tokens: NumberFormat.quantity(value)
        case .dollars: NumberFormat.cost(value)
        case .share: NumberFormat.share(value)
        case .score: NumberFormat.score(value)
        }
    }

    /// A difference in a unit: `+3.43 s`, `−1.2 pp`.
    static func difference(_ value: Double, _ unit: ComparedMeasure.Unit) -> String {
        guard value.isFinite else { return NumberFormat.dash }
        let size = abs(value)
        let text =
            switch unit {
            case .share: NumberFormat.fixed(size * 100, places: pointPlaces(size)) + NumberFormat.space + "pp"
            default: self.value(size, unit)
            }
        return sign(value, of: text) + text
    }

    /// A share of the base: `+39.8 %`.
    static func relative(_ share: Double) -> String {
        share.isFinite ? sign(share) + percent(abs(share)) : NumberFormat.dash
    }

    /// `39.8 %`, `0.42 %`, `1,240 %`.
    static func percent(_ share: Double) -> String { digits(share * 100) + NumberFormat.space + "%" }

    /// An interval in percent or, of a share, in points: `+37…+42 %`; finer where it would leave out the value, as shown,
    /// that stands beside it.
    static func interval(
        _ range: ClosedRange<Double>, around value: Double? = nil, _ unit: ComparedMeasure.Unit
    ) -> String {
        let size = max(abs(range.lowerBound), abs(range.upperBound)) * 100
        guard size.isFinite else { return NumberFormat.dash }
        var places = size < 9.95 ? 1 : 0
        while places < 2, let value, !holds(range, value, unit, places: places) { places += 1 }
        let ends = [range.lowerBound, range.upperBound].map { end in
            let text = NumberFormat.fixed(abs(end) * 100, places: places)
            return sign(end, of: text) + text
        }
        return ends.joined(separator: "…") + NumberFormat.space + (unit == .share ? "pp" : "%")
    }

    /// Whether an interval holds a value once both are rounded.
    private static func holds(
        _ range: ClosedRange<Double>, _ value: Double, _ unit: ComparedMeasure.Unit, places: Int
    ) -> Bool {
        func rounded(_ share: Double, _ places: Int) -> Double {
            let scale = [1.0, 10, 100][places]
            return (share * 100 * scale).rounded() / scale
        }
        let shown = rounded(value, unit == .share ? pointPlaces(abs(value)) : percentPlaces(abs(value) * 100))
        return rounded(range.lowerBound, places) <= shown && shown <= rounded(range.upperBound, places)
    }

    /// A p-value: `0.034`, `<0.001`.
    static func pValue(_ value: Double) -> String {
        value < 0.001 ? "<0.001" : NumberFormat.fixed(value, places: value < 0.1 ? 3 : 2)
    }

    /// The sign of a value that is written as a text without one: what is 0 once it is rounded has none.
    private static func sign(_ value: Double, of text: String) -> String {
        text.contains { ("1"..."9").contains($0) } ? sign(value) : ""
    }

    private static func sign(_ value: Double) -> String { value > 0 ? "+" : value < 0 ? "−" : "" }

    private static func digits(_ percent: Double) -> String {
        NumberFormat.fixed(percent, places: percentPlaces(percent))
    }

    private static func percentPlaces(_ percent: Double) -> Int { percent < 0.995 ? 2 : percent < 99.95 ? 1 : 0 }

    private static func pointPlaces(_ share: Double) -> Int { share < 0.0995 ? 2 : 1 }
}
