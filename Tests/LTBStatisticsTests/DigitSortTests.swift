// Owns the claim that sorting by digits sorts.

import Testing

@testable import LTBStatistics

@Suite struct DigitSortTests {
    /// From what few bits tell to all of them, with a sign.
    @Test(arguments: [0, 1, 10, 11, 12, 22, 30, 44, 63, 64])
    func integersOfAnyWidthAreAsTheLibrarySortsThem(bits: Int) {
        var generator = SplitMix64(seed: UInt64(bits) + 1)
        for count in [0, 1, 2, 511, 512, 513, 5_000] {
            let base = bits > 62 ? 0 : Int64.random(in: -1 << 62...1 << 61, using: &generator)
            let values = (0..<count).map { _ in
                base &+ Int64(bitPattern: bits == 0 ? 0 : generator.next() >> UInt64(64 - bits))
            }
            var sorted = values
            sorted.sortByDigits()
            #expect(sorted == values.sorted())
        }
    }

    @Test func theLeastAndTheGreatestThereIsAreSortedToo() {
        var values = (0..<600).map { Int64($0) } + [.max, .min, .max, .min, 0, -1]
        let expected = values.sorted()
        values.sortByDigits()
        #expect(values == expected)
    }
}
