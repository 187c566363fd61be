// Owns how figures are written for people: durations, costs, counts, shares, bytes, scores.

/// The one way in which figures are written, in every format that people read.
///
/// Numbers have no locale: a full stop for decimals, commas between thousands, a no-break space before a unit.
package enum NumberFormat {
    /// The no-break space that stands before a unit.
    package static let space = "\u{00A0}"
    /// What a cell shows when the figure does not apply.
    package static let dash = "–"
    /// What is said of a figure that no event gave.
    package static let notMeasured = "not measured"

    /// A duration of three figures: `870 ms`, `1.23 s`, `1 min 5 s`, `2 h 5 min`; two figures below 10 ms.
    package static func duration(seconds: Double) -> String {
        guard seconds.isFinite else { return notMeasured }
        if seconds < 0 { return "−" + duration(seconds: -seconds) }
        if seconds == 0 { return "0" + space + "s" }
        if let text = smallDuration(seconds) { return text }
        let whole = seconds.rounded()
        if whole < 3600 { return pair(whole, 60, "min", 1, "s") }
        let minutes = (seconds / 60).rounded()
        if minutes < 48 * 60 { return pair(minutes, 60, "h", 1, "min") }
        let hours = (seconds / 3600).rounded()
        return hours < 1e6 ? pair(hours, 24, "d", 1, "h") : quantity(hours / 24) + space + "d"
    }

    /// The width of a step or bucket, without zeros that say nothing: `15 s`, `100 ms`, `1 min`.
    package static func step(seconds: Double) -> String {
        guard seconds < 60, seconds > 0 else { return duration(seconds: seconds) }
        if seconds < 1 { return trimmed(seconds * 1000, places: 3) + space + "ms" }
        return trimmed(seconds, places: 3) + space + "s"
    }

    /// US dollars: two figures below $0.10, cents below $100, then whole dollars.
    package static func cost(_ dollars: Double) -> String {
        guard dollars.isFinite else { return notMeasured }
        if dollars < 0 { return "−" + cost(-dollars) }
        if dollars == 0 { return "$0" }
        if dollars < 0.0995 { return "$" + significant(dollars, figures: 2) }
        if dollars < 99.995 { return "$" + fixed(dollars, places: 2) }
        if dollars < 9_999_999.5 { return "$" + fixed(dollars, places: 0) }
        // Of money a thousand millions are a billion.
        let large = quantity(dollars)
        return "$" + (large.hasSuffix("G") ? String(large.dropLast()) + "B" : large)
    }

    /// A count: `12,345` below 100,000, then three figures: `212 k`, `2.05 M`.
    package static func count(_ count: Int64) -> String {
        count.magnitude < 100_000 ? grouped(String(count)) : quantity(Double(count))
    }

    /// A rate or another quantity: three figures below 1,000, whole below 100,000, then `212 k`, `2.05 M`.
    package static func quantity(_ value: Double) -> String {
        guard value.isFinite else { return notMeasured }
        if value < 0 { return "−" + quantity(-value) }
        if value < 99_999.5 { return value < 999.5 ? significant(value, figures: 3) : fixed(value, places: 0) }
        var scaled = value / 1000
        for suffix in ["k", "M", "G", "T", "P", "E"] {
            if scaled < 999.5 { return significant(scaled, figures: 3) + space + suffix }
            scaled /= 1000
        }
        return value.description
    }

    /// A share, 0 to 1, in percent with one decimal; 0 % and 100 % only when exact, else `<0.1 %` and `>99.9 %`.
    package static func share(_ fraction: Double) -> String {
        percent(fraction, places: 1, smallest: "0.1", largest: "99.9")
    }

    /// A share, with as many decimals as it takes to tell it from a limit that it is not equal to: `1.04 %` of a limit of
    /// `1.0 %`.
    package static func share(_ fraction: Double, apartFrom limit: Double) -> String {
        let short = share(fraction)
        guard fraction != limit, short == share(limit) else { return short }
        for places in 2...7 {
            let text = fixed(fraction * 100, places: places)
            if text != fixed(limit * 100, places: places) { return text + space + "%" }
        }
        return short
    }

    /// A share, 0 to 1, in whole percent, for sentences; 0 % and 100 % only when exact.
    package static func wholeShare(_ fraction: Double) -> String {
        percent(fraction, places: 0, smallest: "1", largest: "99")
    }

    /// Stored bytes: `512 B`, `18 KiB`, `2.7 MiB`.
    package static func bytes(_ bytes: Int64) -> String {
        var value = Double(bytes)
        if value < 1024 { return String(bytes) + space + "B" }
        for suffix in ["KiB", "MiB", "GiB", "TiB"] {
            value /= 1024
            if value < 9.95 { return fixed(value, places: 1) + space + suffix }
            if value < 1023.5 { return fixed(value, places: 0) + space + suffix }
        }
        return fixed(value, places: 0) + space + "TiB"
    }

    /// A score: three decimals.
    package static func score(_ score: Double) -> String {
        abs(score) < 1000 ? fixed(score, places: 3) : quantity(score)
    }
}

// The digits under the formats above.
extension NumberFormat {
    /// A value with a fixed number of decimals (at most 12), rounded half away from zero, thousands grouped.
    package static func fixed(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return notMeasured }
        let scaled = (abs(value) * power(places)).rounded()
        guard scaled < 9e15 else { return value.description }
        var digits = String(Int64(scaled))
        if digits.utf8.count <= places {
            digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
        }
        let sign = value < 0 && scaled > 0 ? "−" : ""
        let whole = grouped(String(digits.dropLast(places)))
        return sign + (places == 0 ? whole : whole + "." + digits.suffix(places))
    }

    /// `fixed` without the zeros at the end of its decimals: `15`, `0.5`.
    package static func trimmed(_ value: Double, places: Int) -> String {
        var text = fixed(value, places: places)
        guard text.contains(".") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// A value with a number of figures, never in exponent notation; 0 is `0`.
    package static func significant(_ value: Double, figures: Int) -> String {
        guard value != 0, value.isFinite else { return value == 0 ? "0" : notMeasured }
        var places = figures - 1
        var limit = 10.0
        // The limit is that of the rounded value: 9.996 has three figures as 10.0, not as 10.00.
        while places > 0, abs(value) >= limit - 0.5 / power(places) {
            places -= 1
            limit *= 10
        }
        limit = 1
        while abs(value) < limit - 0.05 / power(places), places < 12 {
            places += 1
            limit /= 10
        }
        return fixed(value, places: places)
    }

    private static func power(_ exponent: Int) -> Double {
        (0..<exponent).reduce(1.0) { product, _ in product * 10 }
    }

    private static func grouped(_ digits: String) -> String {
        let isNegative = digits.hasPrefix("-")
        let bytes = Array(isNegative ? digits.dropFirst() : digits[...])
        var text = isNegative ? "−" : ""
        for (index, digit) in bytes.enumerated() {
            if index > 0, (bytes.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    private static func smallDuration(_ seconds: Double) -> String? {
        if seconds < 1e-6 { return "<1" + space + "µs" }
        if seconds < 999.5e-6 { return fixed(seconds * 1e6, places: 0) + space + "µs" }
        if seconds < 9.95e-3 { return fixed(seconds * 1e3, places: 1) + space + "ms" }
        if seconds < 999.5e-3 { return fixed(seconds * 1e3, places: 0) + space + "ms" }
        if seconds < 59.95 { return significant(seconds, figures: 3) + space + "s" }
        return nil
    }

    private static func pair(
        _ value: Double, _ size: Double, _ large: String, _ step: Double, _ small: String
    ) -> String {
        let count = (value / size).rounded(.down)
        let rest = value - count * size
        let text = fixed(count, places: 0) + space + large
        return rest < step ? text : text + space + fixed(rest, places: 0) + space + small
    }

    private static func percent(_ fraction: Double, places: Int, smallest: String, largest: String) -> String {
        guard fraction.isFinite else { return notMeasured }
        if fraction == 0 || fraction == 1 { return (fraction == 0 ? "0" : "100") + space + "%" }
        let half = 0.5 / power(places) / 100
        if fraction > 0, fraction < half { return "<" + smallest + space + "%" }
        if fraction < 1, fraction >= 1 - half { return ">" + largest + space + "%" }
        return fixed(fraction * 100, places: places) + space + "%"
    }
}
