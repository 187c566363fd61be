// Tests of the counts of pairs: that every pair is between its edges, in any split.

import Testing

@testable import LTBStatistics

@Suite struct JointHistogramTests {
    private func histogram(_ pairs: some Sequence<(Int64, Int64)>) -> JointHistogram {
        var histogram = JointHistogram()
        histogram.record { cells in for pair in pairs { cells.record(pair.0, pair.1) } }
        return histogram
    }

    /// Positive pairs of every size.
    private func pairs(seed: UInt64, _ count: Int) -> [(Int64, Int64)] {
        var random = SplitMix64(seed: seed)
        func value() -> Int64 { .random(in: 1...Int64.max, using: &random) >> Int64.random(in: 0..<62, using: &random) }
        return (0..<count).map { _ in (max(value(), 1), max(value(), 1)) }
    }

    @Test func everyPairIsInTheCellBetweenItsEdges() throws {
        for limit in [1, 5, 32, 200] {
            let pairs = pairs(seed: UInt64(limit), 500)
            let grid = try #require(histogram(pairs).grid(limit: limit))
            #expect(grid.counts.count == grid.firstEdges.count - 1)
            #expect(grid.counts.allSatisfy { $0.count == grid.secondEdges.count - 1 })
            #expect(max(grid.counts.count, grid.counts[0].count) <= limit)
            for (column, counts) in grid.counts.enumerated() {
                for (row, count) in counts.enumerated() {
                    let expected = pairs.count {
                        contains(grid.firstEdges, column, $0.0) && contains(grid.secondEdges, row, $0.1)
                    }
                    #expect(count == Int64(expected))
                }
            }
            #expect(grid.counts.joined().reduce(0, +) == 500)
        }
    }

    /// The last edge is no value's, but where it is the greatest value there is.
    private func contains(_ edges: [Int64], _ step: Int, _ value: Int64) -> Bool {
        value >= edges[step] && (value < edges[step + 1] || value == .max)
    }

    @Test func edgesArePowersOfTwoAndHalfAsMuchAgain() throws {
        let grid = try #require(histogram([(3, 1), (17, 1)]).grid(limit: 32))
        #expect(grid.firstEdges == [3, 4, 6, 8, 12, 16, 24])
        #expect(grid.secondEdges == [1, 2])
        #expect(grid.counts == [[1], [0], [0], [0], [0], [1]])
        let coarse = try #require(histogram([(3, 1), (17, 1)]).grid(limit: 4))
        #expect(coarse.firstEdges == [2, 4, 8, 16, 32])
        #expect(coarse.counts == [[1], [0], [0], [1]])
    }

    @Test func thereIsNoGridWithoutAPairOfPositiveValues() {
        #expect(JointHistogram().grid(limit: 32) == nil)
        #expect(histogram([(0, 5), (5, 0), (-1, 5), (.min, .max)]).grid(limit: 32) == nil)
    }

    @Test func mergingPartsIsRecordingTheWhole() {
        let pairs = pairs(seed: 4, 300)
        let whole = histogram(pairs).grid(limit: 32)
        for cut in [0, 1, 150, 300] {
            var merged = histogram(pairs[cut...])
            merged.merge(histogram(pairs[..<cut]))
            #expect(merged.grid(limit: 32) == whole)
        }
    }
}
