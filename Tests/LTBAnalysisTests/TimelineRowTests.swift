// Owns the claims about rows of cells that follow a timeline's buckets.

import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct TimelineRowTests {
    /// Counts by bucket, of times that were included one after the other.
    private struct Counted {
        var axis = TimeAxis(capacity: 128)
        var row = TimelineRow(empty: Count())

        mutating func record(_ times: some Sequence<Int64>) {
            for time in times {
                if let widening = axis.include(time) { row.widen(widening, on: axis) }
                row.update(axis.cell(of: time), on: axis) { $0.add(1) }
            }
        }

        mutating func merge(_ other: Self) {
            var other = other
            let widening = axis.merge(other.axis)
            if let own = widening.own { row.widen(own, on: axis) }
            if let theirs = widening.other { other.row.widen(theirs, on: axis) }
            row.merge(other.row)
        }

        var counts: [Int64] { axis.cells.map { row[$0].value } }
    }

    /// Times of a few buckets, or of nearly all, between which the width has to grow.
    private func times(_ random: inout SplitMix64) -> [Int64] {
        let reach = Int64.random(in: 28..<60, using: &random)
        return (0..<Int.random(in: 1..<400, using: &random)).map { _ in
            Int64.random(in: -30...97, using: &random) << Int64.random(in: 26..<reach, using: &random)
        }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func aRowHoldsTheCountOfEachBucketForAnyOrderAndSplit(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let times = times(&random)
        var whole = Counted()
        whole.record(times)
        let expected = times.reduce(into: Array(repeating: Int64(0), count: whole.axis.count)) { counts, time in
            counts[Int(whole.axis.bucket(of: time) - whole.axis.first)] += 1
        }
        #expect(whole.counts == expected)
        var (one, other) = (Counted(), Counted())
        let cut = Int.random(in: 0...times.count, using: &random)
        one.record(times[..<cut])
        other.record(times[cut...].shuffled(using: &random))
        one.merge(other)
        #expect(one.counts == expected)
    }

    @Test func changingAllChangesCellsToComeToo() {
        var axis = TimeAxis(capacity: 128)
        var row = TimelineRow(empty: Count())
        _ = axis.include(0)
        row.changeAll { $0.add(1) }
        row.update(5, on: axis) { $0.add(1) }
        row.changeAll { $0.add(10) }
        row.update(77, on: axis) { $0.add(1) }
        #expect([5, 6, 77, 100].map { row[$0].value } == [12, 11, 12, 11])
    }
}
