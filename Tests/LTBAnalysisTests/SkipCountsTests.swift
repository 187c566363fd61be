// Owns the claims about counting skipped lines.

import LTBEvents
import Testing

@testable import LTBAnalysis

@Suite struct SkipCountsTests {
    @Test func everyReasonIsCountedForItself() {
        var counts = SkipCounts()
        for (index, reason) in SkipReason.allCases.enumerated() {
            for _ in 0..<index { counts.add(reason) }
            counts.add(reason, count: 100)
        }
        let expected = SkipReason.allCases.enumerated().map { "\($1): \(100 + $0)" }
        #expect(counts.counts.map { "\($0.reason): \($0.count)" } == expected)
    }

    @Test func reasonsThatThereWereNotAreNotNamed() {
        var counts = SkipCounts()
        counts.add(.wrong_type)
        #expect(counts.counts.map(\.reason) == [.wrong_type])
        #expect(SkipCounts().counts.isEmpty)
    }
}
