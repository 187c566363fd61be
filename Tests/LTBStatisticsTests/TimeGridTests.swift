// Tests of the time grid: that rows which were moved along are those which would have been filled at once.

import LTBStatistics
import Testing

/// A timeline of counts: what a user of the grid does with it.
private struct Counts: Equatable {
    var grid: TimeGrid
    var rows: [Int] = []

    init(maximumCount: Int, times: [Int64] = []) {
        grid = TimeGrid(maximumCount: maximumCount)
        for time in times { record(time) }
    }

    mutating func record(_ time: Int64) {
        if let map = grid.include(time) { move(by: map) }
        while rows.count < grid.count { rows.append(0) }
        rows[grid.row(of: time)] += 1
    }

    mutating func merge(_ other: Counts) {
        if let map = grid.merge(other.grid) { move(by: map) }
        while rows.count < grid.count { rows.append(0) }
        guard !other.rows.isEmpty else { return }
        let map = grid.map(from: other.grid)
        for (row, count) in other.rows.enumerated() { rows[map.remap(row)] += count }
    }

    private mutating func move(by map: RowMap) {
        var moved = [Int](repeating: 0, count: grid.count)
        for (row, count) in rows.enumerated() { moved[map.remap(row)] += count }
        rows = moved
    }
}

/// Times around `center` whose spread grows by a factor of up to 2^`octaves`.
private func times(_ count: Int, around center: Int64, octaves: Int64, seed: UInt64) -> [Int64] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in
        let offset = Int64.random(in: -1_000_000...1_000_000, using: &generator)
        return center + offset << Int64.random(in: 0...octaves, using: &generator)
    }
}

@Suite struct TimeGridTests {
    @Test func anEmptyGridHasNoRows() {
        let grid = TimeGrid(maximumCount: 512)
        #expect(grid.count == 0 && grid.width == 100_000_000 && grid.firstIndex == 0)
    }

    @Test func rowsGrowForwardsInPlace() {
        var grid = TimeGrid(maximumCount: 4)
        #expect(grid.include(150_000_000) == nil)
        #expect([grid.width, grid.firstIndex, Int64(grid.count)] == [100_000_000, 1, 1])
        #expect(grid.include(499_999_999) == nil)
        #expect([grid.width, grid.firstIndex, Int64(grid.count)] == [100_000_000, 1, 4])
        #expect(grid.start(ofRow: 0) == 100_000_000 && grid.row(of: 499_999_999) == 3)
    }

    @Test func rowsMoveWhenTimesComeBeforeThemOrTheyWiden() throws {
        var grid = TimeGrid(maximumCount: 4)
        _ = grid.include(600_000_000)
        let shift = grid.include(450_000_000)
        let shifted = try #require(shift)
        #expect(shifted.remap(0) == 2)
        #expect([grid.width, grid.firstIndex, Int64(grid.count)] == [100_000_000, 4, 3])
        let widening = grid.include(-1)
        let widened = try #require(widening)
        #expect((0..<3).map(widened.remap) == [1, 2, 2])
        #expect([grid.width, grid.firstIndex, Int64(grid.count)] == [500_000_000, -1, 3])
        #expect(grid.start(ofRow: 0) == -500_000_000)
    }

    @Test(arguments: [4, 5, 128, 512])
    func resultsDependNeitherOnOrderNorOnSplit(maximumCount: Int) {
        var generator = SplitMix64(seed: 1)
        for (seed, octaves) in ([0, 5, 10, 20, 30, 40] as [Int64]).enumerated() {
            for center in [0, 1_736_937_000_000_000_000, -1_000_000_000_000] as [Int64] {
                let times = times(200, around: center, octaves: octaves, seed: UInt64(seed))
                let whole = Counts(maximumCount: maximumCount, times: times.sorted())
                #expect(whole.rows.count == whole.grid.count && whole.rows.count <= maximumCount)
                #expect(whole.rows.reduce(0, +) == 200 && whole.rows.first != 0 && whole.rows.last != 0)
                for _ in 0..<5 {
                    #expect(Counts(maximumCount: maximumCount, times: times.shuffled(using: &generator)) == whole)
                    var merged = Counts(maximumCount: maximumCount)
                    for part in times.dealt(using: &generator) {
                        merged.merge(Counts(maximumCount: maximumCount, times: part))
                    }
                    #expect(merged == whole)
                }
            }
        }
    }

    @Test func allTimesFit() {
        let extremes = Counts(maximumCount: 4, times: [0, .max, .min, -1])
        #expect(extremes.rows == [1, 1, 1, 1])
        #expect(extremes.grid.start(ofRow: 0) == .min, "the row begins before all times")
        #expect(Counts(maximumCount: 512, times: [.max, .max - 1]).rows == [2])
        #expect(Counts(maximumCount: 512, times: [.min, .min + 1]).rows == [2])
        #expect(Counts(maximumCount: 512, times: [.min, .max]).rows.count == 418)
    }
}
