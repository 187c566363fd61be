// Tests of the ladder of widths and of the numbering of buckets.

import LTBStatistics
import Testing

@Suite struct BucketWidthTests {
    @Test func eachWidthIsAWholeMultipleOfTheOneBefore() {
        let ladder = BucketWidth.ladder
        let seconds = ladder.prefix(17).map { Double($0) / 1e9 }
        #expect(
            seconds == [
                0.1, 0.5, 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 172_800, 345_600,
            ])
        for (narrow, wide) in zip(ladder, ladder.dropFirst()) {
            #expect(wide > narrow && wide.isMultiple(of: narrow))
        }
    }

    @Test func theSmallestWidthThatFitsIsChosen() {
        let second: Int64 = 1_000_000_000
        #expect(BucketWidth.smallest(covering: 0, 0, buckets: 512) == second / 10)
        #expect(BucketWidth.smallest(covering: 0, 512 * second / 10 - 1, buckets: 512) == second / 10)
        #expect(BucketWidth.smallest(covering: 0, 512 * second / 10, buckets: 512) == second / 2)
        #expect(BucketWidth.smallest(covering: -1, 511 * second / 10, buckets: 512) == second / 2)
        #expect(BucketWidth.smallest(covering: 0, 3600 * second, buckets: 128) == 30 * second)
    }

    @Test func theWidestFourHoldAllTimes() {
        let widest = BucketWidth.ladder[BucketWidth.ladder.count - 1]
        #expect(BucketWidth.smallest(covering: .min, .max, buckets: 4) == widest)
        #expect(BucketWidth.index(of: .min, width: widest) == -2)
        #expect(BucketWidth.index(of: .max, width: widest) == 1)
        #expect(BucketWidth.smallest(covering: .min, .max, buckets: 512) == widest >> 7)
        #expect(BucketWidth.smallest(covering: .min, .max, buckets: 1) == widest)
    }

    @Test func timesBeforeTheEpochAreRoundedDownToo() {
        #expect([-11, -10, -1, 0, 9, 10].map { BucketWidth.index(of: $0, width: 10) } == [-2, -1, -1, 0, 0, 1])
    }
}
