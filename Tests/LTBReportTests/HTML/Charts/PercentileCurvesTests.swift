// Owns the tests of the curves of latency by percentile.

import LTBAnalysis
import Testing

@testable import LTBReport

@Suite struct PercentileCurvesTests {
    private func lastQuantile(ofValues count: Int64) -> Double? {
        var figures = DistributionFigures()
        figures.count = count
        figures.curve = [0.25, 0.5, 0.75, 0.9, 0.96, 0.97, 0.99, 0.999].map { .init(quantile: $0, value: 1) }
        return figures.measuredCurve.last?.quantile
    }

    @Test(arguments: [(Int64(1), 0.5), (25, 0.96), (33, 0.96), (100, 0.99), (1000, 0.999), (100_000, 0.999)])
    func aCurveEndsAtItsLargestValue(count: Int64, quantile: Double) {
        #expect(lastQuantile(ofValues: count) == quantile)
    }
}
