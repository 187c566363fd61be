// Owns measuring time: of the wall, of the whole process, and the middle of several rounds.

import Glibc

/// Seconds of one piece of work.
struct Measurement {
    var wallSeconds: Double
    /// Of all threads.
    var processorSeconds: Double

    /// Measures a piece of work.
    static func of(_ work: () throws -> Void) rethrows -> Measurement {
        let (wall, processor) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
        try work()
        return Measurement(
            wallSeconds: seconds(CLOCK_MONOTONIC) - wall,
            processorSeconds: seconds(CLOCK_PROCESS_CPUTIME_ID) - processor)
    }

    /// Seconds that the calling thread has spent on a processor.
    static func threadSeconds() -> Double { seconds(CLOCK_THREAD_CPUTIME_ID) }

    static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

extension Array where Element == Double {
    /// The middle one; nil of none.
    var median: Double? { isEmpty ? nil : sorted()[count / 2] }
}

/// A number with a few digits after the point.
func fixed(_ value: Double, _ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { result, _ in result * 10 }
    let rounded = (value * scale).rounded()
    guard digits > 0, rounded.magnitude < 1e15 else { return String(Int64(rounded)) }
    let text = String(Int64(rounded.magnitude))
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    return (rounded < 0 ? "-" : "") + padded.dropLast(digits) + "." + padded.suffix(digits)
}
