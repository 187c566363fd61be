// Owns the tests of means: Welch's of two samples, Student's of the differences of pairs.

/// Tests whether means differ.
package enum MeanTest {
    /// Whether the means of two samples differ, whatever their variances: Welch's t test.
    package static func welch(_ first: [Double], _ second: [Double]) -> TestResult {
        guard first.count > 1, second.count > 1 else { return TestResult(statistic: 0, pValue: 1) }
        let (one, two) = (SampleMoments(first), SampleMoments(second))
        let (v1, v2) = (one.variance / one.count, two.variance / two.count)
        let difference = one.mean - two.mean
        guard v1 + v2 > 0 else { return certain(difference) }
        let t = difference / (v1 + v2).squareRoot()
        let freedom = (v1 + v2) * (v1 + v2) / (v1 * v1 / (one.count - 1) + v2 * v2 / (two.count - 1))
        return TestResult(statistic: t, pValue: StudentT.twoSided(t, freedom: freedom))
    }

    /// Whether the mean of the differences of pairs is not 0: Student's t test.
    package static func paired(_ differences: [Double]) -> TestResult {
        guard differences.count > 1 else { return TestResult(statistic: 0, pValue: 1) }
        let moments = SampleMoments(differences)
        guard moments.variance > 0 else { return certain(moments.mean) }
        let t = moments.mean / (moments.variance / moments.count).squareRoot()
        return TestResult(statistic: t, pValue: StudentT.twoSided(t, freedom: moments.count - 1))
    }

    /// Of values that never vary.
    private static func certain(_ difference: Double) -> TestResult {
        TestResult(statistic: difference == 0 ? 0 : .infinity, pValue: difference == 0 ? 1 : 0)
    }
}

/// Mean and variance of a sample, in two passes.
struct SampleMoments {
    let count: Double
    let mean: Double
    /// Of the population that the sample is of: divided by n - 1.
    let variance: Double

    init(_ values: [Double]) {
        let n = Double(values.count)
        // The mean of equal values is their value, which a rounded sum of them may miss; and they have no variance.
        let isConstant = values.allSatisfy { $0 == values[0] }
        let mean = isConstant ? values.first ?? 0 : values.reduce(0, +) / n
        count = n
        self.mean = mean
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        variance = isConstant || n < 2 ? 0 : squares / (n - 1)
    }
}
