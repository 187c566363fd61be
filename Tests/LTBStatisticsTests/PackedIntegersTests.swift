// Tests of the packed bag: integers of any size come back as they were.

import LTBStatistics
import Testing

@Suite struct PackedIntegersTests {
    @Test(arguments: 0..<64 as Range<UInt64>)
    func integersOfAnyWidthComeBackAsTheyWere(shift: UInt64) {
        var generator = SplitMix64(seed: shift)
        for (base, step) in [(0, 1), (-5, 1_000), (.min, 1), (1_768_473_000_000_000_123, 7_000)] as [(Int64, Int64)] {
            let values = (0..<500).map { _ in base &+ Int64(bitPattern: generator.next() >> shift) &* step }
            var bag = PackedIntegers()
            #expect(bag.isEmpty)
            var rest = values[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...200, using: &generator))
                piece.withUnsafeBufferPointer { bag.append(contentsOf: $0) }
                rest = rest.dropFirst(piece.count)
            }
            #expect(bag.count == 500)
            #expect(bag.sorted() == values.sorted())
        }
    }

    @Test func equalIntegersComeBackInTheirNumber() {
        var bag = PackedIntegers()
        [Int64](repeating: -7, count: 300).withUnsafeBufferPointer { bag.append(contentsOf: $0) }
        #expect(bag.sorted() == [Int64](repeating: -7, count: 300))
    }

    @Test func bagsAddUpHoweverFullTheyAre() {
        var whole = PackedIntegers()
        var expected: [Int64] = []
        for count in [0, 1, 127, 128, 129, 300] {
            let values = (0..<count).map { Int64($0 * $0) }
            var bag = PackedIntegers()
            values.withUnsafeBufferPointer { bag.append(contentsOf: $0) }
            whole.append(contentsOf: bag)
            expected += values
        }
        #expect(whole.count == expected.count)
        #expect(whole.sorted() == expected.sorted())
    }
}
