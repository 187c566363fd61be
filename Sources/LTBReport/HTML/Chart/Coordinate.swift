// Owns how positions are written: one decimal for pixels, two for percent.

/// Positions in a drawing, as text.
enum Coordinate {
    /// A position with at most one decimal: `12`, `12.5`. What is no number is 0.
    static func text(_ value: Double) -> String {
        decimals(value, 10)
    }

    /// A fraction of the width in percent with at most two decimals: `44.22%`.
    static func percent(_ fraction: Double) -> String {
        decimals(fraction * 100, 100) + "%"
    }

    private static func decimals(_ value: Double, _ scale: Double) -> String {
        let bounded = value.isFinite ? min(max(value, -1e6), 1e6) : 0
        let scaled = Int((bounded * scale).rounded())
        let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: UInt(scale))
        var text = (scaled < 0 ? "-" : "") + String(whole)
        guard rest > 0 else { return text }
        text += scale == 100 && rest < 10 ? ".0" : "."
        text += String(scale == 100 && rest % 10 == 0 ? rest / 10 : rest)
        return text
    }
}
