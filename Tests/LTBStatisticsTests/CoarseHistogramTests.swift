// Tests of the coarse histogram: that the list and the counters are one histogram, in any order and split.

import LTBStatistics
import Testing

private func histogram(of values: [Int64]) -> CoarseHistogram {
    var histogram = CoarseHistogram()
    for value in values { histogram.record(value) }
    return histogram
}

/// Everything that a coarse histogram tells.
private struct Figures: Equatable {
    let count: Int64
    let quantiles: [Double]
    let buckets: [[Int64]]

    init(_ histogram: CoarseHistogram) {
        count = histogram.count
        quantiles = histogram.quantiles([0, 0.5, 0.95, 0.99, 1])
        var buckets: [[Int64]] = []
        histogram.forEachBucket { lower, upper, count in buckets.append([lower, upper, count]) }
        self.buckets = buckets
    }
}

@Suite struct CoarseHistogramTests {
    @Test func nothingIsKnownOfNoValues() {
        let empty = Figures(CoarseHistogram())
        #expect(empty.count == 0 && empty.quantiles.isEmpty && empty.buckets.isEmpty)
        #expect(CoarseHistogram().quantile(0.5) == nil)
    }

    @Test(arguments: [1, 2, 50, 128, 129, 5000])
    func quantilesAreWithinOnePercent(count: Int) {
        let values = heavyTailed(count, seed: 1)
        let histogram = histogram(of: values)
        let quantiles = (0...100).map { Double($0) / 100 }
        var exact = Distribution(bounds: [])
        for value in values { exact.record(value) }
        #expect(histogram.count == count)
        for (quantile, expected) in zip(histogram.quantiles(quantiles), exact.quantiles(quantiles)) {
            #expect(abs(quantile - expected) <= 0.01 * expected)
        }
    }

    @Test(arguments: [0, 1, 127, 128, 129, 3000])
    func figuresDependNeitherOnOrderNorOnSplit(count: Int) {
        let values = heavyTailed(count, seed: 2, signed: true)
        let whole = Figures(histogram(of: values))
        var generator = SplitMix64(seed: 3)
        for _ in 0..<10 {
            var merged = CoarseHistogram()
            for part in values.dealt(using: &generator) { merged.merge(histogram(of: part)) }
            #expect(Figures(merged) == whole)
        }
    }

    @Test(arguments: [1, 127, 128, 129, 3000])
    func recordingManyAtOnceIsRecordingThemOneByOne(count: Int) {
        let values = heavyTailed(count, seed: 4, signed: true)
        for split in [0, count / 3, count] {
            var bulk = CoarseHistogram()
            values[..<split].withUnsafeBufferPointer { bulk.record($0) }
            values[split...].withUnsafeBufferPointer { bulk.record($0) }
            #expect(Figures(bulk) == Figures(histogram(of: values)))
        }
    }

    @Test func bucketsAreVisitedInOrderWithBothOfTheirBounds() {
        let few = Figures(histogram(of: [1000, -1, 5, 1000, 1001, .max, .min]))
        #expect(
            few.buckets == [
                [.min, -0x7F00_0000_0000_0001, 1],
                [-1, -1, 1], [5, 5, 1], [1000, 1007, 3],
                [0x7F00_0000_0000_0000, .max, 1],
            ])
    }

    @Test func noBucketLiesInTwoQuartersOfAnOctave() {
        for index in 0..<CoarseScale.octaveCount * CoarseScale.octaveSize {
            let values = CoarseScale.values(at: index)
            #expect(
                QuarterOctaveScale.index(of: values.lowerBound) == QuarterOctaveScale.index(of: values.upperBound))
        }
        let quarters = (0..<5).map { QuarterOctaveScale.values(at: QuarterOctaveScale.index(of: 1024) + $0).lowerBound }
        #expect(quarters == [1024, 1280, 1536, 1792, 2048])
    }
}
