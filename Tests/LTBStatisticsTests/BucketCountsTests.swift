// Tests of counts between bounds, as distributions of few and of many values tell them.

import LTBStatistics
import Testing

@Suite struct BucketCountsTests {
    @Test(arguments: [
        [], [0], [.min, -1, 0, .max], [1, 2, 3, 4, 5, 500, 511, 512, 513], [-3_000_000, -2_999_999, -700, -512, -511],
        Array(1_000_000...1_000_050), [7, 7, 7], Array(-200...200),
        [.min] + Array(repeating: -1, count: 300) + [0, .max],
    ])
    func countsAreThoseOfComparingEachValueWithEachBound(bounds: [Int64]) {
        var generator = SplitMix64(seed: 1)
        let near = bounds.flatMap { [$0, $0 &- 1, $0 &+ 1] }
        for count in [100, 20_000] {
            var values = heavyTailed(count, seed: 2, signed: true).map {
                $0 >> Int64.random(in: 0...30, using: &generator)
            }
            values += near
            var distribution = Distribution(bounds: bounds)
            for value in values { distribution.record(value) }
            #expect(distribution.isExact == (count == 100))
            let expected = bounds.map { bound in Int64(values.count { $0 <= bound }) }
            #expect(distribution.cumulativeBucketCounts == expected)
        }
    }
}
