// Owns the tests of finding where a series changed for good.

import LTBTestSupport
import Testing

@testable import LTBStatistics

@Suite struct ChangePointsTests {
    /// Values around a level, by a tenth of it.
    private func noise(_ count: Int, around level: Double, _ random: inout SplitMix64) -> [Double] {
        (0..<count).map { _ in level * Double.random(in: 0.9...1.1, using: &random) }
    }

    private func changes(_ values: [Double]) -> [ChangePoint] { ChangePointSearch().changes(in: values) }

    @Test func aStepIsFoundWhereItIs() {
        var random = SplitMix64(seed: 1)
        let values = noise(12, around: 1, &random) + noise(8, around: 1.5, &random)
        let found = changes(values)
        #expect(found.map(\.index) == [12])
        #expect(found[0].before == SortedSample(Array(values[..<12])).quantile(0.5))
        #expect(found[0].after == SortedSample(Array(values[12...])).quantile(0.5))
        #expect(found[0].pValue == 0.0005)
    }

    @Test func severalStepsAreFoundInOrder() {
        var random = SplitMix64(seed: 2)
        let values =
            noise(10, around: 2, &random) + noise(10, around: 1, &random) + noise(10, around: 4, &random)
        #expect(changes(values).map(\.index) == [10, 20])
    }

    @Test(arguments: [
        [], [1], [1, 2, 3, 4, 5], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 9, 1, 9, 1, 9, 1, 9, 1, 9],
    ])
    func whereNothingChangesNothingIsFound(values: [Double]) {
        #expect(changes(values) == [])
    }

    @Test func anOutlierIsNoChange() {
        var random = SplitMix64(seed: 3)
        var values = noise(20, around: 1, &random)
        values[13] = 100
        #expect(changes(values) == [])
    }

    @Test func aStepThatDoesNotMatterIsNoChange() {
        let values = (0..<20).map { (index: Int) -> Double in
            let level: Double = index < 10 ? 1 : 1.04
            return level + Double(index % 3) / 1_000
        }
        #expect(changes(values) == [])
        var search = ChangePointSearch()
        search.smallestEffect = 0.03
        #expect(search.changes(in: values).map(\.index) == [10])
    }

    @Test func fromZeroEveryStepMatters() {
        #expect(changes([0, 0, 0, 0, 0, 0, 0.1, 0.2, 0.1, 0.1, 0.2, 0.3]).map(\.index) == [6])
    }

    @Test func theSameSeriesGivesTheSameChanges() {
        var random = SplitMix64(seed: 4)
        let values = noise(30, around: 1, &random) + noise(30, around: 1.2, &random)
        #expect(changes(values) == changes(values))
    }

    /// Of series without a change about one in a hundred seems to have one.
    @Test func falseChangesAreRare() {
        var random = SplitMix64(seed: 5)
        let found = (0..<100).count { _ in !changes(noise(20, around: 1, &random)).isEmpty }
        #expect(found <= 4)
    }

    @Test func aRealSlowdownIsFoundMostly() {
        var random = SplitMix64(seed: 6)
        let found = (0..<50).count { _ in
            let values = noise(15, around: 1, &random) + noise(6, around: 1.2, &random)
            return changes(values).contains { abs($0.index - 15) <= 1 }
        }
        #expect(found >= 45)
    }
}
