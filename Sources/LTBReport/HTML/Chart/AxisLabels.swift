// Owns the labels of value axes: one unit an axis, that of the largest tick.

/// The labels of an axis's ticks.
enum AxisLabels {
    /// Counts and rates: `0`, `5 k`, `10 k`.
    static func quantities(_ ticks: [Double]) -> [String] {
        let largest = ticks.map(abs).max() ?? 0
        if largest >= 1e21 { return ticks.map { $0 == 0 ? "0" : $0.description } }
        let units = [("E", 1e18), ("P", 1e15), ("T", 1e12), ("G", 1e9), ("M", 1e6), ("k", 1e3)]
        // Up to 9,999 a number stands without a unit.
        guard largest >= 9_999.5, let unit = units.first(where: { largest >= $0.1 * 0.9995 }) else {
            return ticks.map { NumberFormat.fixed($0, places: places(ticks)) }
        }
        return ticks.map { tick in
            tick == 0 ? "0" : NumberFormat.trimmed(tick / unit.1, places: 3) + NumberFormat.space + unit.0
        }
    }

    /// Durations: `0.2 s`, `1 s`, `50 s`.
    static func seconds(_ ticks: [Double]) -> [String] {
        let largest = secondsUnit(of: ticks.max() ?? 0)
        let smallest = (ticks.filter { $0 > 0 }.min() ?? 1) * largest.factor
        return ticks.map { tick in
            // Over very many decades one unit would take more decimals than there is room for.
            let unit = tick > 0 && smallest < 0.9995e-3 ? secondsUnit(of: tick) : largest
            let value = tick * unit.factor
            let text = value >= 1e5 ? NumberFormat.quantity(value) : NumberFormat.trimmed(value, places: 6)
            return text + NumberFormat.space + unit.name
        }
    }

    private static func secondsUnit(of tick: Double) -> (name: String, factor: Double) {
        let units = [("s", 1.0), ("ms", 1e3), ("µs", 1e6)]
        return units.first { tick * $0.1 >= 0.9995 } ?? ("ns", 1e9)
    }

    /// US dollars: `$0`, `$5`, `$0.50`, `$0.002`.
    static func dollars(_ ticks: [Double]) -> [String] {
        ticks.map { tick in
            guard tick > 0 else { return "$0" }
            if tick >= 9_999.5 { return "$" + quantities([0, tick])[1] }
            let trimmed = NumberFormat.trimmed(tick, places: 9)
            guard let dot = trimmed.firstIndex(of: ".") else { return "$" + trimmed }
            return "$" + trimmed + (trimmed.distance(from: dot, to: trimmed.endIndex) == 2 ? "0" : "")
        }
    }

    /// Scores and other numbers, all with as many decimals as the step needs.
    static func numbers(_ ticks: [Double]) -> [String] {
        guard (ticks.map(abs).max() ?? 0) < 9_999.5 else { return quantities(ticks) }
        return ticks.map { NumberFormat.fixed($0, places: places(ticks)) }
    }

    private static func places(_ ticks: [Double]) -> Int {
        guard ticks.count > 1 else { return 0 }
        let text = NumberFormat.trimmed(abs(ticks[1] - ticks[0]), places: 9)
        guard let dot = text.firstIndex(of: ".") else { return 0 }
        return text.distance(from: dot, to: text.endIndex) - 1
    }
}
