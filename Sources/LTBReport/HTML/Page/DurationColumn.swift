// Owns the unit and the precision of a table column of durations: one unit and one precision a column.

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
            (unit, factor, places) = ("ms", 1e3, smallest >= 0.1 ? 0 : smallest >= 1e-3 ? 1 : 2)
        } else {
            (unit, factor, places) = ("µs", 1e6, smallest >= 1e-4 ? 0 : 1)
        }
    }

    /// The duration without its unit; a dash where there is none.
    func text(_ seconds: Double?) -> String {
        guard let seconds, seconds.isFinite else { return NumberFormat.dash }
        return NumberFormat.fixed(seconds * factor, places: places)
    }
}
