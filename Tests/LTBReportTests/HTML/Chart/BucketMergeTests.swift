// Owns the tests of merged buckets.

import LTBAnalysis
import LTBEvents
import Testing

@testable import LTBReport

@Suite struct BucketMergeTests {
    private func merge(_ width: Double, _ count: Int, limit: Int, offset: Double = 0) -> BucketMerge {
        BucketMerge(
            start: SampleSummaries.start.advanced(bySeconds: offset), bucketSeconds: width, count: count, limit: limit)
    }

    @Test(arguments: [(5.0, 301, 15.0), (1, 512, 5), (0.5, 500, 3), (10, 512, 60), (30, 512, 180), (1800, 512, 10_800)])
    func stepsDivideTheClock(width: Double, count: Int, step: Double) {
        let merged = merge(width, count, limit: 110)
        #expect(merged.stepSeconds == step)
        #expect(merged.ranges.count <= 110)
    }

    @Test func groupsAreAlignedToTheClock() {
        let merged = merge(5, 7, limit: 4, offset: 5)
        #expect(merged.ranges == [0..<1, 1..<3, 3..<5, 5..<7])
        #expect(merge(5, 8, limit: 3, offset: 5).ranges == [0..<2, 2..<5, 5..<8])
    }

    @Test func everyBucketIsInOneGroup() {
        for count in [0, 1, 2, 109, 110, 111, 400, 512] {
            for limit in [1, 2, 40, 110] {
                let merged = merge(1, count, limit: limit, offset: 3)
                #expect(merged.ranges.flatMap { Array($0) } == Array(0..<count))
                #expect(merged.sum([Int64](repeating: 1, count: count)).reduce(0, +) == Int64(count))
            }
        }
    }

    @Test func countsAreSummedAndPeaksKept() {
        let merged = merge(1, 4, limit: 2)
        #expect(merged.sum([1, 2, 3, 4] as [Int64]) == [3, 7])
        #expect(merged.maximum([1, 2, 3, 4]) == [2, 4])
        #expect(merged.last([1, nil, nil, nil]) == [1, nil])
        #expect(merged.perSecond([1, 2, 3, 4]) == [1.5, 3.5])
        #expect(merged.edges == [0, 500, 1000])
    }

    @Test func steadyTrafficIsSteadyAtTheEndsOfTheRun() {
        let start = SampleSummaries.start
        let run = Window(start: start.advanced(bySeconds: 5), end: start.advanced(bySeconds: 39.9))
        let merged = BucketMerge(start: start, bucketSeconds: 10, count: 5, limit: 10, run: run)
        // Four a second, and a last request alone in a bucket that has no more of the run.
        #expect(merged.perSecond([20, 40, 40, 40, 1]).map { ($0 * 100).rounded() / 100 } == [4, 4, 4, 4, 0.4])
    }

    @Test func theEndOfARunIsNoPeak() {
        let start = SampleSummaries.start
        let run = Window(start: start.advanced(bySeconds: 0.5), end: start.advanced(bySeconds: 3.5))
        let merged = BucketMerge(start: start, bucketSeconds: 1, count: 4, limit: 10, run: run)
        #expect(merged.perSecond([1, 1, 1, 1]) == [1, 1, 1, 1])
        // As many in half a second as no whole second has are that many within one second.
        #expect(merged.perSecond([1, 2, 1, 3]) == [2, 2, 1, 3])
        #expect(merged.perSecond([0, 0, 0, 2]) == [0, 0, 0, 2])
        // Parts are told of the same time as the whole.
        #expect(merged.perSecond([1, 1, 0, 2], partOf: [2, 3, 2, 3]) == [1.5, 1, 0, 2])
    }

    @Test func aSumTooLargeStaysAtTheLargest() {
        #expect(merge(1, 2, limit: 1).sum([Int64.max, 1]) == [.max])
    }

    @Test func missingValuesCountAsNothing() {
        #expect(merge(1, 4, limit: 2).sum([1] as [Int64]) == [1, 0])
    }

    @Test func stepsShorterThanASecondShowCountsAsTheyAre() {
        let merge = { (width: Double) in
            BucketMerge(start: Timestamp(nanosecondsSince1970: 0), bucketSeconds: width, count: 4, limit: 10)
        }
        #expect(merge(0.1).rates([1, 0, 0, 2]) == [1, 0, 0, 2])
        #expect(merge(0.1).rateWords.spaced == "in each 100 ms")
        #expect(merge(5).rates([1, 0, 0, 2]) == [0.2, 0, 0, 0.4])
        #expect(merge(5).rateWords == "per second")
    }
}
