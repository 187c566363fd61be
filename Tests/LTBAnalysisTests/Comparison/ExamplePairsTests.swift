// Tests of finding the examples that two runs have in common.

import Testing

@testable import LTBAnalysis

@Suite struct ExamplePairsTests {
    @Test func runsOverTheSameExamplesArePaired() {
        #expect(ExamplePairs(base: [1, 2, 3, 4, 5], candidate: [5, 4, 3, 2, 1]).common == [1, 2, 3, 4, 5])
        // A part of the examples is compared with itself, too.
        #expect(ExamplePairs(base: Array(1...50), candidate: Array(1...10)).common?.count == 10)
    }

    @Test func runsOverOtherExamplesAreNot() {
        #expect(ExamplePairs(base: [1, 2, 3, 4, 5, 6], candidate: [7, 8, 9, 10, 11, 1]).common == nil)
        #expect(ExamplePairs(base: [0, 0, 0, 0, 0], candidate: [0, 0, 0, 0, 0]).common == nil)
        #expect(ExamplePairs(base: [1, 2, 3], candidate: [1, 2, 3]).common == nil)
    }

    @Test func severalRequestsForAnExampleCountByTheirMean() {
        let values = ExamplePairs.values(
            [1, 2], base: [(1, 10), (1, 20), (2, 5), (3, 1)], candidate: [(2, 6), (1, 30)])
        #expect(values.map(\.base) == [15, 5])
        #expect(values.map(\.candidate) == [30, 6])
    }

    @Test func truthsArePairedOnlyWhereOneRequestStandsForAnExample() throws {
        let common = Set<UInt64>(1...10)
        let once = (1...10).map { (pair: UInt64($0), isTrue: $0 > 5) }
        let pairs = try #require(ExamplePairs.truths(common, base: once, candidate: once))
        #expect(pairs.count == 10 && pairs.count { $0.base && $0.candidate } == 5)
        #expect(ExamplePairs.truths(common, base: once + once, candidate: once) == nil)
    }
}
