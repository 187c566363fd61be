// Owns what linear and logarithmic axes have in common.

/// A scale with ticks.
protocol ValueScale {
    /// The ticks, ascending.
    var values: [Double] { get }
    /// Where a value lies between the ends, 0 to 1; values outside are at the ends.
    func fraction(_ value: Double) -> Double
}

extension ValueScale {
    /// The distance of a value from the top of a plot, in pixels.
    func y(_ value: Double, height: Double) -> Double { height * (1 - fraction(value)) }
}
