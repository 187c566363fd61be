// Owns the steps of the heat ramp: how dark a cell is.

internal import Glibc

/// The steps of the heat ramp: they grow geometrically with the count, and fewer than seven use the strong end.
struct HeatRamp: Equatable {
    let largest: Int64
    /// The smallest count of each step that is used, ascending; the last step is the strongest.
    let bounds: [Int64]

    init(largest: Int64) {
        self.largest = max(largest, 1)
        let ratio = Double(self.largest) / 1.5
        var bounds: [Int64] = [1]
        for step in 1..<7 {
            let bound = Int64(pow(max(ratio, 1), Double(step) / 6).rounded(.up))
            if bound > bounds[bounds.count - 1], bound <= self.largest { bounds.append(bound) }
        }
        self.bounds = bounds
    }

    /// The step of a count, 0 to 6; nil for none.
    func step(_ count: Int64) -> Int? {
        guard count > 0, let index = bounds.lastIndex(where: { $0 <= count }) else { return nil }
        return 7 - bounds.count + index
    }

    /// What each step stands for: `1`, `2–3`, `14+`.
    var names: [(step: Int, name: String)] {
        bounds.indices.map { index in
            let first = NumberFormat.count(bounds[index])
            let step = 7 - bounds.count + index
            guard index + 1 < bounds.count else { return (step, bounds[index] == largest ? first : first + "+") }
            let last = NumberFormat.count(bounds[index + 1] - 1)
            return (step, first == last ? first : first + "–" + last)
        }
    }
    /// What each step stands for, beside its colour.
    var legend: Markup {
        Figure.legend(names.map { (swatch: Self.swatch(Paint.heat[$0.step]), text: "\($0.name)") })
    }

    private static func swatch(_ paint: Paint) -> Markup {
        #"<svg width="14" height="10" aria-hidden="true"><rect width="14" height="10" \#(paint.fill)/></svg>"#
    }
}
