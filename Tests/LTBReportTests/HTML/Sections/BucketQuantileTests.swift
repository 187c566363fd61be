// Owns the tests of quantiles estimated from buckets.

import LTBAnalysis
import Testing

@testable import LTBReport

@Suite struct BucketQuantileTests {
    private let buckets = [
        DistributionFigures.Bucket(upperBound: 1, count: 10), .init(upperBound: 2, count: 30),
        .init(upperBound: .infinity, count: 40),
    ]

    @Test(arguments: [(0.125, 0.5), (0.5, 1.5), (0.75, 2), (0.99, 2)])
    func ranksAreInterpolatedInsideTheirBucket(quantile: Double, value: Double) {
        #expect(BucketQuantile.estimate(quantile, buckets: buckets, count: 40) == value)
    }

    @Test func withoutBoundsThereIsNoEstimate() {
        #expect(BucketQuantile.estimate(0.5, buckets: [], count: 3) == nil)
    }
}
