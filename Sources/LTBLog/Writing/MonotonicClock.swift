// Owns the clock by which writers measure ages and intervals.

import Glibc

/// A clock that only goes forward.
enum MonotonicClock {
    /// Nanoseconds of an unknown start, exact to a few milliseconds; costs a few nanoseconds.
    static func now() -> Int64 { read(CLOCK_MONOTONIC_COARSE) }

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
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflows) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
        return overflow || overflows ? (seconds < 0 ? .min : .max) : sum
    }
}
