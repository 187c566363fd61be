// Tests of samples that do not depend on order.

import LTBTestSupport
import Testing

@testable import LTBAnalysis

private struct Row: SampledRow, Equatable {
    var rank: UInt64
    var tie: UInt64

    static func < (lhs: Self, rhs: Self) -> Bool { (lhs.rank, lhs.tie) < (rhs.rank, rhs.tie) }
}

@Suite struct KeptSampleTests {
    @Test func theSampleDependsOnlyOnWhatThereIs() {
        var random = SplitMix64(seed: 3)
        for limit in [1, 5, 40, 200] {
            // Few hashes, so that many rows share theirs.
            let rows = (0..<150).map { Row(rank: random.next() % 60, tie: UInt64($0)) }
            let expected = Array(rows.sorted().prefix(limit))
            for _ in 0..<20 {
                var parts = (0..<3).map { _ in KeptSample<Row>(limit: 200) }
                for row in rows.shuffled(using: &random) {
                    let part = Int.random(in: parts.indices, using: &random)
                    if random.oneIn(30) { parts[part].lower(limit: Int.random(in: limit...200, using: &random)) }
                    parts[part].record(row)
                }
                var whole = KeptSample<Row>(limit: limit)
                for part in parts { whole.merge(part) }
                #expect(whole.kept == expected)
                #expect(whole.offered == 150)
            }
        }
    }
}
