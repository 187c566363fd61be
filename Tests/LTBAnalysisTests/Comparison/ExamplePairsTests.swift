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

    @Test func severalRequestsForAnExampleCountByTheirMean() throws {
        let values = try #require(
            ExamplePairs.values([1, 2], base: [(1, 10), (1, 20), (2, 5), (3, 1)], candidate: [(2, 6), (1, 30)]))
        #expect(values.means.map(\.base) == [15, 5])
        #expect(values.means.map(\.candidate) == [30, 6])
        #expect(!values.haveEqualCounts)
        #expect(ExamplePairs.values([1, 2], base: [(1, 10)], candidate: [(1, 30)])?.haveEqualCounts == true)
    }

    /// The slow ones may be those that name none.
    @Test func valuesOfNoExampleAreNotLeftOut() {
        #expect(ExamplePairs.values([1, 2], base: [(1, 10), (2, 5)], candidate: [(1, 10), (2, 5), (0, 90)]) == nil)
    }

    @Test func truthsArePairedOnlyWhereOneRequestStandsForAnExample() throws {
        let common = Set<UInt64>(1...10)
        let once = (1...10).map { (pair: UInt64($0), isTrue: $0 > 5) }
        let pairs = try #require(ExamplePairs.truths(common, base: once, candidate: once, totals: (10, 10)))
        #expect(pairs.count == 10 && pairs.count { $0.base && $0.candidate } == 5)
        #expect(ExamplePairs.truths(common, base: once + once, candidate: once, totals: (20, 10)) == nil)
    }

    /// Of a hundred requests nearly all are paired, and none, or a tenth, of the few that failed.
    @Test(arguments: [(0, true), (1, false), (5, false)]) func truthsArePairedOnlyWhereThoseOfBothKindsAre(
        _ unnamed: Int, _ arePaired: Bool
    ) {
        let all = (1...100).map { (pair: UInt64($0), isTrue: $0 <= 10) }
        let some = all.map { (pair: $0.pair <= unnamed ? 0 : $0.pair, isTrue: $0.isTrue) }
        let common = Set(some.map(\.pair)).subtracting([0])
        for (one, two) in [(some, all), (all, some)] {
            let pairs = ExamplePairs.truths(common, base: one, candidate: two, totals: (100, 100))
            #expect((pairs != nil) == arePaired)
        }
        // Nor where many have never ended, or are not kept.
        #expect(ExamplePairs.truths(common, base: all, candidate: all, totals: (100, 120)) == nil)
    }
}
