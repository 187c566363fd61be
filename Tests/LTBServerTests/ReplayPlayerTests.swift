// Owns the claims about replays: in the order of time, from any time, again and again, with the figures of a report.

import Glibc
import LTBAnalysis
import LTBEvents
import LTBLog
@testable import LTBServer
import LTBTestSupport
import NIOCore
import Testing

/// Logs that are replayed on a thread, so fast that only what happens counts.
private final class Replay {
    static let start: Int64 = 1_768_473_000_000_000_000
    let folder: TemporaryFolder
    let run = LiveRun()
    let hub = EventHub()
    let clock: ReplayClock
    private let player: ReplayPlayer

    init(_ logs: [[Int]], speed: ReplaySpeed, loops: Bool = false) throws {
        folder = try TemporaryFolder()
        var files: [LogFile] = []
        for (index, seconds) in logs.enumerated() {
            let text = seconds.map { Self.line($0, "m\(index)") + "\n" }.joined()
            try folder.write(Array(text.utf8), to: "\(index).jsonl")
            files.append(LogFile(path: folder["\(index).jsonl"]))
        }
        clock = ReplayClock(speed: speed, loops: loops)
        player = ReplayPlayer(files, run: run, hub: hub, clock: clock, temporaryFolder: folder.path)
    }

    deinit { clock.stop() }

    private static func line(_ second: Int, _ model: String) -> String {
        let context = RequestContext(provider: "p", model: model)
        let time = Timestamp(nanosecondsSince1970: start + Int64(second) * 1_000_000_000)
        return Event(timestamp: time, payload: .requestCompleted(RequestCompleted(context: context, latencySeconds: 1)))
            .line
    }

    /// Loads, and plays on another thread.
    func begin(at second: Int? = nil) throws {
        _ = try player.load()
        // Nobody else uses it from here on.
        nonisolated(unsafe) let player = player
        let time = second.map { Timestamp(nanosecondsSince1970: Self.start + Int64($0) * 1_000_000_000) }
        _ = SystemThread.start { try? player.play(from: time) }
    }

    /// Waits until something holds.
    func waitUntil(_ condition: () -> Bool) throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while !condition() {
            guard ContinuousClock.now < deadline else { throw TestFailure("it never happened: \(clock.status)") }
            usleep(1_000)
        }
    }

    func waitForEnd() throws { try waitUntil { clock.status.phase == .finished } }

    /// The seconds of the events that a client has got.
    static func seconds(_ subscriber: EventSubscriber) -> [Int] {
        (subscriber.take()?.frames ?? []).flatMap { frames in
            String(buffer: frames).split(separator: "\"timestamp\":\"").dropFirst().map { rest in
                Int(rest.dropFirst(17).prefix(2)) ?? -1
            }
        }
    }
}

struct ReplayPlayerTests {
    @Test func atMaximumSpeedTheFinalStateIsThereAndNothingIsSent() throws {
        let replay = try Replay([[0, 1, 2], [1, 3]], speed: .max)
        let subscriber = try #require(replay.hub.subscribe())
        try replay.begin()
        #expect(replay.clock.status.phase == .finished)
        #expect(replay.run.summary.totals.totalRequests == 5)
        #expect(Replay.seconds(subscriber) == [])
        #expect(replay.hub.recent.count == 2)
    }

    @Test func eventsOfAllFilesComeInTheOrderOfTime() throws {
        let replay = try Replay([[0, 4, 2, 8], [1, 3, 9]], speed: .times(1_000))
        let subscriber = try #require(replay.hub.subscribe())
        try replay.begin()
        try replay.waitForEnd()
        #expect(Replay.seconds(subscriber) == [0, 1, 2, 3, 4, 8, 9])
        #expect(replay.run.summary.totals.totalRequests == 7)
        #expect(replay.clock.status.lateEvents == 0)
    }

    @Test func aReplayThatBeginsLaterTakesInWhatWasBefore() throws {
        let replay = try Replay([[0, 1, 2, 3, 4]], speed: .times(1_000))
        let subscriber = try #require(replay.hub.subscribe())
        try replay.begin(at: 3)
        try replay.waitForEnd()
        #expect(Replay.seconds(subscriber) == [3, 4])
        #expect(replay.run.summary.totals.totalRequests == 5)
    }

    @Test func aReplayCanBeMovedBackAfterItsEnd() throws {
        let replay = try Replay([[0, 1, 2, 3]], speed: .times(1_000))
        try replay.begin()
        try replay.waitForEnd()
        let subscriber = try #require(replay.hub.subscribe())
        let generation = replay.clock.status.generation
        replay.clock.seek(to: Timestamp(nanosecondsSince1970: Replay.start + 2_000_000_000))
        try replay.waitUntil { replay.clock.status.generation > generation && replay.clock.status.phase == .finished }
        #expect(Replay.seconds(subscriber) == [2, 3])
        #expect(replay.run.summary.totals.totalRequests == 4)
    }

    @Test func aReplayThatIsPausedGoesOnWhereItWas() throws {
        let replay = try Replay([[0, 30, 59]], speed: .times(1))
        let subscriber = try #require(replay.hub.subscribe())
        try replay.begin()
        try replay.waitUntil { replay.run.eventCount == 1 }
        replay.clock.pause()
        replay.clock.setSpeed(.times(10_000))
        #expect(replay.run.eventCount == 1)
        replay.clock.resume()
        try replay.waitForEnd()
        #expect(Replay.seconds(subscriber) == [0, 30, 59])
    }

    @Test func aReplayMovesForwardWithoutBeginningAnew() throws {
        let replay = try Replay([[0, 10, 20, 50, 51]], speed: .times(1))
        let subscriber = try #require(replay.hub.subscribe())
        try replay.begin()
        try replay.waitUntil { replay.run.eventCount == 1 }
        replay.clock.seek(to: Timestamp(nanosecondsSince1970: Replay.start + 50_000_000_000))
        try replay.waitForEnd()
        #expect(Replay.seconds(subscriber) == [0, 50, 51])
        #expect(replay.run.summary.totals.totalRequests == 5)
    }

    @Test func aLoopBeginsAnewWithNothingCounted() throws {
        let replay = try Replay([[0, 1]], speed: .times(1_000), loops: true)
        try replay.begin()
        try replay.waitUntil { replay.clock.status.generation >= 3 }
        #expect(replay.run.summary.totals.totalRequests <= 2)
    }

    /// Each round goes as fast as the first: four seconds of a log at four times their speed take a second.
    @Test func everyRoundOfALoopTakesItsTime() throws {
        let replay = try Replay([[0, 4]], speed: .times(4), loops: true)
        try replay.begin()
        try replay.waitUntil { replay.clock.status.generation >= 1 }
        let began = ContinuousClock.now
        try replay.waitUntil { replay.clock.status.generation >= 3 }
        #expect(ContinuousClock.now - began > .seconds(1.5))
    }

    @Test func aLoopOfALogThatTakesNoTimeRests() throws {
        let replay = try Replay([[0]], speed: .times(1), loops: true)
        try replay.begin()
        try replay.waitUntil { replay.clock.status.generation >= 1 }
        let began = ContinuousClock.now
        try replay.waitUntil { replay.clock.status.generation >= 3 }
        #expect(ContinuousClock.now - began > .seconds(1.5))
        replay.clock.seek(to: Timestamp(nanosecondsSince1970: Replay.start))
        let generation = replay.clock.status.generation
        try replay.waitUntil { replay.clock.status.generation > generation }
    }

    @Test(arguments: [true, false])
    func afterTheEndIsTheEnd(isAskedForAtFirst: Bool) throws {
        let replay = try Replay([[0, 10, 20]], speed: .times(1))
        let end = Replay.start + 20_000_000_000
        if isAskedForAtFirst {
            try replay.begin(at: 3_000)
        } else {
            try replay.begin()
            try replay.waitUntil { replay.run.eventCount == 1 }
            replay.clock.seek(to: Timestamp(nanosecondsSince1970: end + 1))
        }
        try replay.waitForEnd()
        #expect(replay.clock.status.position == end)
        #expect(replay.run.summary.totals.totalRequests == 3)
    }

    @Test func theLastEventsOfAFinalStateAreEventsOnly() throws {
        let replay = try Replay([[0]], speed: .max)
        let event = #"{"event_type":"Own","timestamp":"2026-01-15T10:30:00Z"}"#
        try replay.folder.write(Array("\(event)\nthis is not json\n[1,2]\n".utf8), to: "0.jsonl")
        try replay.begin()
        #expect(replay.hub.recent == [Array(event.utf8)])
    }

    @Test func linesThatAreNoEventsAreCounted() throws {
        let replay = try Replay([[0]], speed: .times(1_000))
        try replay.folder.write(Array("{no\n{\"event_type\":\"A\"}\n".utf8), to: "0.jsonl")
        try replay.begin()
        try replay.waitForEnd()
        #expect(replay.run.summary.log.skippedLines == ["invalid_json": 1, "missing_timestamp": 1])
    }
}
