import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct SpanCountsTests {
    private func spans(of trace: UInt64, _ count: Int) -> [SpanRecord] {
        (0..<count).map {
            SpanRecord(
                trace: trace, id: UInt64($0 + 1), parent: 0, name: 0, start: Int64($0), duration: 1, status: .unset)
        }
    }

    private func kept(_ spans: [SpanRecord], limit: Int) -> KeptSpans {
        var kept = KeptSpans(limit: limit)
        for span in spans { kept.record(of: span.trace, span) }
        kept.trim()
        return kept
    }

    @Test func tracesAreKeptAsAWhole() {
        var random = SplitMix64(seed: 4)
        let traces = (0..<200).map { _ in UInt64.random(in: 0 ... .max, using: &random) }
        let all = traces.flatMap { spans(of: $0, 7) }
        let kept = kept(all.shuffled(using: &random), limit: 500)
        #expect((400...500).contains(kept.records.count))
        #expect(kept.leftOut == Int64(1_400 - kept.records.count))
        let counts = Dictionary(grouping: kept.records, by: \.trace).mapValues(\.count)
        #expect(Set(counts.values) == [7])
        #expect(Set(counts.keys) == Set(traces.sorted().prefix(counts.count)))
    }

    @Test func aTraceLongerThanHalfTheLimitIsLeftOutAloneWhereOthersFit() {
        let small = (1...40).map { UInt64($0) << 56 }.flatMap { spans(of: $0, 5) }
        let kept = kept(small + spans(of: 3 << 55, 10_000), limit: 500)
        #expect(kept.records.count == 200)
        #expect(kept.leftOut == 10_000)
    }

    @Test func whatFitsIsKept() {
        let kept = kept(spans(of: 9, 250) + spans(of: 1 << 60, 250), limit: 500)
        #expect(kept.records.count == 500)
        #expect(kept.leftOut == 0)
    }

    @Test func thoseWhoTellEachOtherKeepNoMoreTogetherThanOneMay() {
        var random = SplitMix64(seed: 5)
        let all = (0..<9_000).map { _ in UInt64.random(in: 0 ... .max, using: &random) }.flatMap { spans(of: $0, 10) }
        var shared = SpanCounts(limit: 20_000)
        var gatherers = Array(repeating: KeptSpans(limit: 20_000), count: 3)
        for (index, span) in all.shuffled(using: &random).enumerated() {
            gatherers[index % 3].record(of: span.trace, span)
            gatherers[index % 3].tell { told in
                shared.add(told)
                shared.settle()
                return shared
            }
        }
        #expect(gatherers.reduce(0) { $0 + $1.records.count } < 20_000 + 6 * (1 << 13))
        var whole = gatherers.removeLast()
        for gatherer in gatherers { whole.merge(gatherer) }
        whole.trim()
        let expected = kept(all, limit: 20_000)
        #expect(whole.records.sorted() == expected.records.sorted())
        #expect(whole.leftOut == expected.leftOut)
    }
}
