// Tests of the moments at the ends of their range, where only wide integers survive.

import LTBStatistics
import Testing

@Suite struct MomentsTests {
    @Test func squaresBeyond128BitsAreKept() {
        // Doubling 60 times makes 2^60 times the two extremes: a sum of squares of about 2^187.
        var moments = Moments(of: [.min, .max])
        for _ in 0..<60 { moments.merge(moments) }
        #expect(moments.count == 1 << 61)
        #expect(moments.sum == -(1 << 60))
        #expect(moments.mean == -0.5)
        #expect(moments.standardDeviation == 0x1p63)
    }

    @Test func equalValuesHaveNoDeviationAndAreTheirMean() {
        for value in [Int64.min, -3, 0, 7, 100_000_000_000_000_001, .max] {
            var moments = Moments(of: [value, value, value])
            for _ in 0..<55 { moments.merge(moments) }
            #expect(moments.standardDeviation == 0)
            #expect(moments.mean == Double(value))
        }
    }

    @Test func spreadsOfOneSurviveMeansOfQuintillions() {
        let moments = Moments(of: [1_000_000_000_000_000_000, 1_000_000_000_000_000_001])
        #expect(moments.standardDeviation == 0.5)
    }

    @Test func manyValuesAtOnceAreTheSameAsOneByOne() {
        var generator = SplitMix64(seed: 3)
        for bits in [8, 51, 52, 63, 64] as [UInt64] {
            for count in [1, 200, 5_000] {
                let values = (0..<count).map { _ in
                    Int64(bitPattern: UInt64.random(in: 0...(.max >> (64 - bits)), using: &generator))
                }
                var expected = Moments()
                for value in values { expected.record(value) }
                #expect(Moments(of: values) == expected)
            }
        }
    }
}
