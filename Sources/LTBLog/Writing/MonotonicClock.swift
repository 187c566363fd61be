// Owns the clock by which writers measure ages and intervals.

import Glibc

/// A clock that only goes forward.
package enum MonotonicClock {
    /// Nanoseconds of an unknown start, exact to a few milliseconds; costs a few nanoseconds.
    package static func now() -> Int64 { read(CLOCK_MONOTONIC_COARSE) }

    /// Nanoseconds of the same clock, exact.
    static func exactly() -> Int64 { read(CLOCK_MONOTONIC) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension Duration {
    /// Nanoseconds, as many as there can be.
    var wholeNanoseconds: Int64 {
        // Beyond these there are no components either.
        let limit = Duration.nanoseconds(Int64.max)
        guard self > .zero - limit else { return .min }
        guard self < limit else { return .max }
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
