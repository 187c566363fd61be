// Owns the clocks of a recorder: when things happen, how long they take, and when to go on.

import Glibc
import LTBEvents

/// Where a recorder takes its times from.
struct RecorderClock: Sendable {
    /// The present time.
    var now: @Sendable () -> Timestamp
    /// Nanoseconds of an unknown start, which only go forward.
    var elapsed: @Sendable () -> Int64
    /// Lets a task wait.
    var sleep: @Sendable (Duration) async throws -> Void

    /// The system's clocks.
    static let system = RecorderClock(
        now: { Timestamp(nanosecondsSince1970: read(CLOCK_REALTIME)) },
        elapsed: { read(CLOCK_MONOTONIC) },
        sleep: { try await Task.sleep(for: $0) })

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
