// Owns whether one more value is of the same kind as those before it.

/// The test that belongs to the prediction interval of one further normal value.
package enum PredictionTest {
    /// Half the width of the interval around the mean of values in which one more of their kind lies with this confidence;
    /// nil of fewer than two values.
    package static func halfWidth(after values: [Double], confidence: Double = 0.95) -> Double? {
        guard values.count > 1 else { return nil }
        let moments = SampleMoments(values)
        return StudentT.exceeded(withChance: 1 - confidence, freedom: moments.count - 1)
            * (moments.variance * (1 + 1 / moments.count)).squareRoot()
    }

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
