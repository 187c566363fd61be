// Tests of the counters: that pages come in any order and that nothing counted is lost.

import LTBStatistics
import Testing

@Suite struct PagedCountersTests {
    private typealias Counters = PagedCounters<CoarseScale, UInt8>

    private func contents(of counters: Counters) -> [[Int]] {
        var contents: [[Int]] = []
        counters.forEach { index, count in contents.append([index, Int(count)]) }
        return contents
    }

    @Test func bucketsComeInTheOrderOfTheirValuesHoweverTheyWereReached() {
        var generator = SplitMix64(seed: 1)
        let indices = stride(from: 0, to: CoarseScale.octaveCount * CoarseScale.octaveSize, by: 13).map { $0 }
        let expected = indices.map { [$0, 2] }
        for _ in 0..<5 {
            var counters = Counters()
            var others = Counters()
            for index in indices.shuffled(using: &generator) { counters.increment(index) }
            for index in indices.shuffled(using: &generator) { others.increment(index) }
            counters.merge(others)
            #expect(contents(of: counters) == expected)
        }
    }

    @Test func whatIsTooMuchForACounterIsCarried() {
        var counters = Counters()
        for _ in 0..<300 { counters.increment(CoarseScale.zeroIndex) }
        #expect(contents(of: counters) == [[CoarseScale.zeroIndex, 300]])
        counters.merge(counters)
        let values = [Int64](repeating: 0, count: 1_000) + [7, 7]
        values.withUnsafeBufferPointer { counters.increment(forEach: $0) }
        #expect(contents(of: counters) == [[CoarseScale.zeroIndex, 1_600], [CoarseScale.zeroIndex + 7, 2]])
    }
}
