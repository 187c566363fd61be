// Tests of the sweep: exact against counting one by one, approximate as a bound, neither depending on order or split.

import LTBStatistics
import Testing

private struct Interval {
    var start: Int64
    var end: Int64
}

private func intervals(_ count: Int, within span: Int64, longest: Int64, seed: UInt64) -> [Interval] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in
        let start = Int64.random(in: -span...span, using: &generator)
        return Interval(start: start, end: start + Int64.random(in: 0...longest, using: &generator))
    }
}

private func sweep(
    of intervals: [Interval], exactLimit: Int = 1_000_000, gridLimit: Int = 1 << 16
) -> ConcurrencySweep {
    var sweep = ConcurrencySweep(exactLimit: exactLimit, gridLimit: gridLimit)
    for interval in intervals {
        sweep.record(start: interval.start)
        sweep.record(end: interval.end)
    }
    return sweep
}

/// The most that is active at once within each bucket, by asking each interval at each instant.
private func countedMaximum(of intervals: [Interval], width: Int64, from first: Int64, count: Int) -> [Int64] {
    (0..<Int64(count)).map { bucket in
        let begin = first + bucket * width
        let instants = begin..<begin + width
        return instants.map { instant in
            Int64(intervals.count { $0.start <= instant && instant < $0.end })
        }.max() ?? 0
    }
}

/// Everything that a sweep tells.
private struct Figures: Equatable {
    let peak: Int64
    let isExact: Bool
    let maximum: [Int64]

    init(_ sweep: ConcurrencySweep, width: Int64, from first: Int64, count: Int) {
        (peak, isExact) = sweep.peak
        maximum = sweep.maximum(inBucketsOf: width, from: first, count: count)
    }
}

@Suite struct ConcurrencySweepTests {
    @Test func nothingIsActiveInAnEmptySweep() {
        var sweep = ConcurrencySweep()
        #expect(sweep.peak == (0, true))
        #expect(sweep.maximum(inBucketsOf: 10, from: 0, count: 3) == [0, 0, 0])
        sweep.approximate()
        #expect(sweep.peak == (0, false))
        #expect(sweep.maximum(inBucketsOf: 10, from: 0, count: 3) == [0, 0, 0])
    }

    @Test func whatEndsHasLeftBeforeWhatStartsAtTheSameInstant() {
        let relay = (0..<10).map { Interval(start: $0 * 10, end: $0 * 10 + 10) }
        #expect(sweep(of: relay).peak == (1, true))
        #expect(sweep(of: [Interval(start: 5, end: 5)]).peak == (0, true), "an empty interval is never active")
    }

    @Test func whatWasActiveWhenABucketBeganCountsInIt() {
        let long = sweep(of: [Interval(start: 5, end: 35), Interval(start: 20, end: 22)])
        #expect(long.maximum(inBucketsOf: 10, from: 0, count: 5) == [1, 1, 2, 1, 0])
        #expect(long.maximum(inBucketsOf: 10, from: 15, count: 3) == [2, 1, 0])
        #expect(long.maximum(inBucketsOf: 10, from: 35, count: 1) == [0])
    }

    @Test func startsWithoutEndsStayActiveAndEndsWithoutStartsNeverCountBelowZero() {
        var unfinished = ConcurrencySweep()
        for start in [1, 2, 3] as [Int64] { unfinished.record(start: start) }
        #expect(unfinished.maximum(inBucketsOf: 2, from: 0, count: 4) == [1, 3, 3, 3])
        var headless = ConcurrencySweep()
        headless.record(end: 1)
        headless.record(start: 2)
        #expect(headless.peak == (0, true))
        #expect(headless.maximum(inBucketsOf: 1, from: 0, count: 4) == [0, 0, 0, 0])
    }

    @Test(arguments: [100, 199, 200, 201, 1_000])
    func recordingManyAtOnceIsRecordingThemOneByOne(count: Int) {
        let intervals = intervals(count, within: 1_000_000, longest: 50_000, seed: 8)
        var bulk = ConcurrencySweep(exactLimit: 200, gridLimit: 64)
        for part in [intervals[..<(count / 2)], intervals[(count / 2)...]] {
            part.map(\.start).withUnsafeBufferPointer { bulk.record(starts: $0) }
            part.map(\.end).withUnsafeBufferPointer { bulk.record(ends: $0) }
        }
        let single = sweep(of: intervals, exactLimit: 200, gridLimit: 64)
        #expect(
            Figures(bulk, width: 100_000, from: -1_000_000, count: 20)
                == Figures(single, width: 100_000, from: -1_000_000, count: 20))
    }

    @Test func exactFiguresAreThoseOfCountingOneByOne() {
        for seed in 0..<20 as Range<UInt64> {
            let intervals = intervals(30, within: 60, longest: Int64(seed) * 3, seed: seed)
            let sweep = sweep(of: intervals)
            for width in [1, 7, 40] as [Int64] {
                let count = Int(160 / width) + 1
                let counted = countedMaximum(of: intervals, width: width, from: -70, count: count)
                #expect(sweep.maximum(inBucketsOf: width, from: -70, count: count) == counted)
            }
            let peak = countedMaximum(of: intervals, width: 200, from: -70, count: 1)[0]
            #expect(sweep.peak == (peak, true))
        }
    }

    @Test func narrowingAtAnyTimeIsHavingBeenNarrow() {
        for (seed, span) in ([10, 100_000, 1 << 61] as [Int64]).enumerated() {
            let intervals = intervals(300, within: span, longest: span / 10, seed: UInt64(seed))
            let expected = Figures(
                sweep(of: intervals, exactLimit: 10, gridLimit: 16), width: max(1, span / 50), from: -span, count: 120)
            for kept in [0, 5, 200, 300] {
                var narrowed = sweep(of: Array(intervals[..<kept]), exactLimit: 10, gridLimit: 256)
                narrowed.narrow(gridLimit: 16)
                narrowed.merge(sweep(of: Array(intervals[kept...]), exactLimit: 10, gridLimit: 64))
                narrowed.narrow(gridLimit: 16)
                #expect(Figures(narrowed, width: max(1, span / 50), from: -span, count: 120) == expected)
            }
        }
    }

    @Test func whatWasForgottenLeavesOnlyTheLimits() {
        var sweep = sweep(of: intervals(20, within: 100, longest: 9, seed: 4), exactLimit: 10, gridLimit: 16)
        sweep.removeAll()
        #expect(sweep.peak == (0, false))
        sweep.record(start: 5)
        #expect(sweep.peak == (1, false))
    }

    @Test(arguments: [0, 1, 99, 100, 101, 1000])
    func figuresDependNeitherOnOrderNorOnSplit(count: Int) {
        var generator = SplitMix64(seed: 2)
        for (seed, span) in ([10, 1000, 1_000_000_000, 1 << 61] as [Int64]).enumerated() {
            let intervals = intervals(count, within: span, longest: span / 10, seed: UInt64(seed))
            let width = max(1, span / 50)
            let whole = Figures(
                sweep(of: intervals, exactLimit: 100, gridLimit: 64), width: width, from: -span, count: 120)
            #expect(whole.isExact == (count <= 100))
            for _ in 0..<10 {
                var merged = ConcurrencySweep(exactLimit: 100, gridLimit: 64)
                for part in intervals.dealt(using: &generator) {
                    merged.merge(sweep(of: part, exactLimit: 100, gridLimit: 64))
                }
                #expect(Figures(merged, width: width, from: -span, count: 120) == whole)
            }
        }
    }

    @Test func approximateFiguresAreExactOnesOfIntervalsStretchedToWholeCells() {
        for seed in 0..<5 as Range<UInt64> {
            let intervals = intervals(2000, within: 1_000_000_000, longest: 20_000_000, seed: seed)
            // Two seconds in at most 2^16 cells makes cells of 2^15 ns.
            let stretched = intervals.map { Interval(start: ($0.start >> 15) << 15, end: (($0.end >> 15) + 1) << 15) }
            let bound = sweep(of: intervals, exactLimit: 1999)
            let exact = sweep(of: stretched)
            #expect(bound.peak == (exact.peak.value, false))
            for (width, first) in [(7_000_000, -1_000_000_000), (10_000, 0), (1, 77)] as [(Int64, Int64)] {
                let expected = exact.maximum(inBucketsOf: width, from: first, count: 300)
                #expect(bound.maximum(inBucketsOf: width, from: first, count: 300) == expected)
            }
        }
    }

    @Test func tooManyEndsAreNotKeptEither() {
        var headless = ConcurrencySweep(exactLimit: 10, gridLimit: 64)
        for end in 0..<11 as Range<Int64> { headless.record(end: end) }
        #expect(headless.peak == (0, false))
    }

    @Test func noTimeOverflows() {
        let intervals = [
            Interval(start: .min, end: .max), Interval(start: .max, end: .max), Interval(start: .min, end: .min),
        ]
        let exact = sweep(of: intervals)
        #expect(Figures(exact, width: .max, from: .min, count: 3).maximum == [1, 1, 1])
        #expect(Figures(exact, width: .max, from: .max, count: 2).maximum == [0, 0])
        let bound = sweep(of: intervals, exactLimit: 1)
        #expect(Figures(bound, width: .max, from: .min, count: 3).maximum == [2, 2, 2])
        #expect(Figures(bound, width: 1, from: -1, count: 2).maximum == [1, 1])
        #expect(Figures(bound, width: .max, from: .max, count: 2).maximum == [2, 2])
    }

    @Test func cellsAreAlignedHoweverTimesCome() {
        let times = (0..<300).map { Int64($0) * 1000 }
        var figures: [Figures] = []
        for ordered in [times, times.reversed()] {
            let sweep = sweep(of: ordered.map { Interval(start: $0, end: $0 + 1500) }, exactLimit: 1, gridLimit: 16)
            figures.append(Figures(sweep, width: 10_000, from: 0, count: 32))
        }
        #expect(figures[0] == figures[1])
        // 300 µs in at most 16 cells makes cells of 2^15 ns: up to 33 starts in one, and 2 that were active before.
        #expect(figures[0].peak == 35)
    }
}
