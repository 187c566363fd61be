// Owns the claims about what comes of a log that is being written.

import Glibc
import LTBEvents
import LTBLog
@testable import LTBServer
import LTBTestSupport
import NIOCore
import Testing

struct FollowedRunTests {
    private static func event(_ second: Int) -> String {
        #"{"event_type":"Own","timestamp":"2026-01-15T10:30:0\#(second)Z"}"#
    }

    private static let foreign: [[UInt8]] = [
        Array("this is not json".utf8), Array(#"{"a":1}"#.utf8), Array("[1,2]".utf8),
        Array(#"{"event_type":"Own","timestamp":"2026-01-15T10:30:01Z","bad":01}"#.utf8),
        Array(#"{"event_type":"Own","timestamp":"2026-01-15T10:30:01Z","name":""#.utf8) + [0xFF, 0xFE, 0x22, 0x7D],
    ]

    /// All of these lines, one behind the other.
    private static func text(_ lines: [[UInt8]]) -> [UInt8] { lines.flatMap { $0 + [0x0A] } }

    @Test func onlyEventsReachTheClients() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.text([Array(Self.event(1).utf8)] + Self.foreign), to: "run.jsonl")
        let (run, hub, stop) = (LiveRun(), EventHub(), StopSignal())
        let followed = try FollowedRun(path, run: run, hub: hub)
        try followed.load()
        #expect(hub.recent == [Array(Self.event(1).utf8)])
        let subscriber = try #require(hub.subscribe())
        // Nobody else uses it from here on.
        nonisolated(unsafe) let thread = followed
        let isOver = Monitor(false)
        _ = SystemThread.start {
            try? thread.follow(until: stop)
            isOver.withLock { $0 = true }
        }
        let log = try #require(fopen(path, "a"))
        let lines = Self.text(Self.foreign + [Array(Self.event(2).utf8)])
        fwrite(lines, 1, lines.count, log)
        fclose(log)
        let deadline = MonotonicClock.now() + 20_000_000_000
        while run.eventCount < 2, MonotonicClock.now() < deadline { usleep(1_000) }
        stop.stop()
        while !isOver.withLock({ $0 }), MonotonicClock.now() < deadline { usleep(1_000) }
        let sent = (subscriber.take()?.frames ?? []).map { String(buffer: $0) }.joined()
        #expect(sent.dropFirst(2) == #"{"type":"Event","data":\#(Self.event(2))}"#)
        let check = await ServedRun(run: run, hub: hub).health().checks["log"]
        #expect(check?.status == "degraded")
        #expect(check?.message == "10 lines were no events and were skipped")
    }
}
