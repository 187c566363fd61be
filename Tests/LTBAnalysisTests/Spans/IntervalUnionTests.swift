import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct IntervalUnionTests {
    @Test func everyInstantCountsOnce() {
        var random = SplitMix64(seed: 1)
        for _ in 0..<300 {
            let intervals = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
                let start = Int64.random(in: -30..<30, using: &random)
                return start..<(start + Int64.random(in: 0..<15, using: &random))
            }
            .sorted { $0.lowerBound < $1.lowerBound }
            var union = IntervalUnion()
            for interval in intervals { union.append(interval) }
            let start = Int64.random(in: -40..<40, using: &random)
            let asked = start..<(start + Int64.random(in: 0..<60, using: &random))
            let expected = asked.filter { now in intervals.contains { $0.contains(now) } }.count
            #expect(union.covered(of: asked) == Int128(expected))
        }
    }

    @Test func theWholeOfTimeFits() {
        var union = IntervalUnion()
        union.append(.min ..< .max)
        #expect(union.covered(of: .min ..< .max) == Int128(Int64.max) - Int128(Int64.min))
    }
}
