// Owns the unit and the precision of table columns: one unit and one precision a column.

/// How the durations of one column, or of several that belong together, are written.
struct DurationColumn: Equatable {
    /// `s`, `ms` or `µs`, for the head of the column.
    let unit: String
    private let factor: Double
    private let places: Int

    /// Chooses by the smallest and largest duration in seconds, so that the smallest keeps two figures.
    init(_ durations: [Double?]) {
        let known = durations.compactMap { $0 }.filter { $0 > 0 && $0.isFinite }
        let smallest = known.min() ?? 1
        let largest = known.max() ?? 1
        if smallest >= 1 || largest >= 10 {
            (unit, factor, places) = ("s", 1, smallest >= 0.1 ? 2 : 3)
        } else if smallest >= 1e-3 || largest >= 1e-2 {
            (unit, factor, places) = ("ms", 1e3, smallest >= 1e-2 ? 0 : smallest >= 1e-3 ? 1 : 2)
        } else {
            (unit, factor, places) = ("µs", 1e6, smallest >= 1e-4 ? 0 : 1)
        }
    }

    /// The duration without its unit; a dash where there is none.
    func text(_ seconds: Double?) -> String {
        guard let seconds, seconds.isFinite else { return NumberFormat.dash }
        let value = seconds * factor
        let smallest = (0..<places).reduce(1.0) { unit, _ in unit / 10 }
        if value > 0, value < smallest / 2 { return "<" + NumberFormat.fixed(smallest, places: places) }
        return value < 1e6 ? NumberFormat.fixed(value, places: places) : NumberFormat.quantity(value)
    }
}

/// How the rates or other quantities of one column are written.
struct QuantityColumn: Equatable {
    private let places: Int

    /// Chooses by the smallest quantity, so that it keeps two figures.
    init(_ quantities: [Double]) {
        let smallest = quantities.filter { $0 > 0 && $0.isFinite }.min() ?? 1
        places = smallest >= 9.95 ? 0 : smallest >= 0.995 ? 1 : 2
    }

    /// The quantity; a dash where there is none.
    func text(_ quantity: Double?) -> String {
        guard let quantity, quantity.isFinite else { return NumberFormat.dash }
        return quantity < 99_999.5 ? NumberFormat.fixed(quantity, places: places) : NumberFormat.quantity(quantity)
    }
}
