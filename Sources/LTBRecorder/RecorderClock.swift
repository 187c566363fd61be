// Owns the two clocks of a recorder: when things happen, and how long they take.

import Glibc
import LTBEvents

/// Where a recorder takes its times from.
struct RecorderClock: Sendable {
    /// The present time.
    var now: @Sendable () -> Timestamp
    /// Nanoseconds of an unknown start, which only go forward.
    var elapsed: @Sendable () -> Int64

    /// The system's clocks.
    static let system = RecorderClock(
        now: { Timestamp(nanosecondsSince1970: read(CLOCK_REALTIME)) },
        elapsed: { read(CLOCK_MONOTONIC) })

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension Double {
    /// Nanoseconds as seconds, in whole microseconds: what is finer is noise that does not compress.
    static func seconds(nanoseconds: Int64) -> Double { Double(nanoseconds / 1_000) / 1e6 }

    /// A duration as seconds, to the nanosecond.
    static func seconds(_ duration: Duration) -> Double {
        // Up to 18 seconds there is no need for a division of 128 bits, which takes as long as writing several numbers.
        if let attoseconds = UInt64(exactly: duration.attoseconds) {
            return Double(attoseconds / 1_000_000_000) / 1e9
        }
        let (seconds, attoseconds) = duration.components
        return Double(seconds) + Double(attoseconds / 1_000_000_000) / 1e9
    }
}
