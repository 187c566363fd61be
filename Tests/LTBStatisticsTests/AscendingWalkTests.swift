// Tests of the walk along packed integers: it meets all of them in their order, whatever order they came in.

import Testing

@testable import LTBStatistics

@Suite struct AscendingWalkTests {
    private func walked(_ integers: PackedIntegers) -> [Int64] {
        var walk = AscendingWalk(integers)
        var met: [Int64] = []
        while let next = walk.next {
            met.append(next)
            walk.pass()
        }
        walk.pass()
        #expect(walk.next == nil)
        return met
    }

    private func bag(_ values: [Int64]) -> PackedIntegers {
        var bag = PackedIntegers()
        values.withUnsafeBufferPointer { bag.append(contentsOf: $0) }
        return bag
    }

    @Test func nothingIsMetWhereThereIsNothing() {
        #expect(walked(PackedIntegers()).isEmpty)
    }

    /// How far the next integer is from the one before, at most: equal ones, near ones, any.
    @Test(arguments: [0, 1, 1_000_000, 1 << 40, Int64.max])
    func allIntegersAreMetInTheirOrder(farthest: Int64) {
        var random = SplitMix64(seed: UInt64(farthest))
        for count in [1, 127, 128, 33_000, 100_000] {
            var value = Int64.random(in: .min ... .max, using: &random)
            let values = (0..<count).map { _ in
                value &+= Int64.random(in: -farthest / 8...farthest, using: &random)
                return value
            }
            #expect(walked(bag(values)) == values.sorted())
        }
    }

    @Test func theExtremesAreMetToo() {
        let values: [Int64] = (0..<70_000).map { [.min, 0, .max, -1][$0 % 4] }
        #expect(walked(bag(values)) == values.sorted())
    }

    @Test func integersThatCameInTheirOrderLieInSmallSlices() {
        let values = (0..<200_000).map { Int64($0) }
        let integers = bag(values)
        #expect(integers.slices.count > 5)
        #expect(integers.slices.allSatisfy { integers.sorted(in: $0).count < 40_000 })
    }
}
