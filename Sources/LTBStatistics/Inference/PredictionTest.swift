// Owns whether one more value is of the same kind as those before it.

/// The test that belongs to the prediction interval of one further normal value.
package enum PredictionTest {
    /// The probability of a value at least as far from the mean of those before it; of at least two.
    ///
    /// Where all those before it are equal, any other value is a difference.
    package static func pValue(of value: Double, after values: [Double]) -> Double {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        guard values.count > 1, squares > 0 else { return value == mean ? 1 : 0 }
        let spread = (squares / (count - 1) * (1 + 1 / count)).squareRoot()
        return StudentT.twoSided(abs(value - mean) / spread, freedom: count - 1)
    }
}
