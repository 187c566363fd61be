// Owns the claims about counts over time: what each step has, and what is told of pauses.

import LTBEvents
import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct CountsOverTimeTests {
    private static let start: Int64 = 1_768_473_000_000

    private func request(atMilliseconds time: Int64) -> Event {
        let context = RequestContext(provider: "p", model: "m")
        return Event(
            timestamp: Timestamp(nanosecondsSince1970: (Self.start + time) * 1_000_000), id: "evt_\(time)",
            payload: .requestCompleted(RequestCompleted(context: context, latencySeconds: 1)))
    }

    /// What is told of requests at these times: ends of steps relative to the start, and how many requests had ended.
    private func told(_ times: [Int64], step: Int64 = 1_000) throws -> [(ends: [Int64], requests: Int64)] {
        var told: [(ends: [Int64], requests: Int64)] = []
        var counts = CountsOverTime(stepMilliseconds: step)
        func tell(_ ends: [Int64], _ counts: RunCounts) {
            told.append((ends.map { $0 - Self.start }, counts.models[0].successful))
        }
        for time in times {
            let event = request(atMilliseconds: time)
            let end = CountsOverTime.stepEnd(of: event.timestamp, stepMilliseconds: step)
            try Array(event.line.utf8).withUnsafeBytes { try counts.add($0, stepEnd: end, tell) }
        }
        try counts.finish(damagedBytes: 0, tell)
        return told
    }

    private func expect(
        _ told: [(ends: [Int64], requests: Int64)], _ expected: [(ends: [Int64], requests: Int64)]
    ) {
        #expect(told.map(\.ends) == expected.map(\.ends))
        #expect(told.map(\.requests) == expected.map(\.requests))
    }

    @Test func aStepHasWhatHappenedUpToItsEnd() throws {
        expect(try told([0, 1, 999, 1_000, 1_001]), [([0], 1), ([1_000], 4), ([2_000], 5)])
    }

    @Test func aPauseIsToldStepByStep() throws {
        expect(try told([500, 3_500]), [([1_000, 2_000, 3_000], 1), ([4_000], 2)])
        let hour = try told([0, 240_000])
        #expect(hour[0].ends == (0..<240).map { $0 * 1_000 })
    }

    @Test func ofALongPauseTheFirstStepsAndTheLastAreTold() throws {
        expect(try told([0, 241_000]), [((0..<20).map { $0 * 1_000 } + [240_000], 1), ([241_000], 2)])
    }

    @Test func whatComesTooLateCountsInTheStepAtHand() throws {
        expect(try told([0, 5_000, 100]), [([0, 1_000, 2_000, 3_000, 4_000], 1), ([5_000], 3)])
    }

    @Test func noEventsTellNothing() throws {
        #expect(try told([]).isEmpty)
    }

    @Test(
        arguments: [
            (0, 0), (1, 15_000), (15_000_000_000, 15_000), (15_000_000_001, 30_000), (-1, 0),
            (-15_000_000_001, -15_000),
            (.max, 9_223_372_050_000), (.min, -9_223_372_035_000),
        ] as [(Int64, Int64)])
    func stepsEndAtMultiplesOfTheirLength(nanoseconds: Int64, end: Int64) {
        let time = Timestamp(nanosecondsSince1970: nanoseconds)
        #expect(CountsOverTime.stepEnd(of: time, stepMilliseconds: 15_000) == end)
    }

    @Test func theLastCountsAreThoseOfTheWholeRun() throws {
        var random = SplitMix64(seed: 4)
        var counts = CountsOverTime(stepMilliseconds: 1_000)
        var whole = RunAggregator()
        let events = (0..<400).map { _ in random.event() }
        let sorted = events.sorted { $0.timestamp < $1.timestamp }
        for event in sorted {
            whole.add(event)
            let end = CountsOverTime.stepEnd(of: event.timestamp, stepMilliseconds: 1_000)
            try Array(event.line.utf8).withUnsafeBytes { try counts.add($0, stepEnd: end) { _, _ in } }
        }
        var last: RunCounts?
        try counts.finish(damagedBytes: 7) { last = $1 }
        var log = LogFigures()
        log.damagedBytes = 7
        #expect(last == whole.counts(log: log))
        #expect(last?.models.isEmpty == false)
    }
}
