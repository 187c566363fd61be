// Owns the counts of a run as they were at the end of each step of time.

package import LTBEvents

/// Counts events that come in the order of their steps, and tells the counts at each step's end.
///
/// A step ends at a multiple of its length since 1970, and has what happened up to then. A pause is told as a scrape
/// would: the same counts at each step; one of over `longestPause` steps at its first `toldPause` and its last only, so
/// that a log of a few events cannot make samples without end.
package struct CountsOverTime: ~Copyable {
    /// The counts at the ends of one or more steps, in milliseconds since 1970, of which only the first had events.
    package typealias Body = (_ ends: [Int64], _ counts: RunCounts) throws -> Void

    private static let longestPause: Int64 = 240
    private static let toldPause: Int64 = 20

    private let milliseconds: Int64
    private var aggregator: RunAggregator
    private var scanner = EventScanner()
    private let lines = EventCheck()
    private var current: Int64?

    /// Counts by steps of so many milliseconds, of which there must be at least one.
    package init(stepMilliseconds: Int64) {
        precondition(stepMilliseconds > 0, "a step takes time")
        milliseconds = stepMilliseconds
        aggregator = RunAggregator()
    }

    /// The end of the step in which something happened.
    package static func stepEnd(of time: Timestamp, stepMilliseconds step: Int64) -> Int64 {
        let steps = ceiling(ceiling(time.nanosecondsSince1970, 1_000_000), step)
        return steps * step
    }

    private static func ceiling(_ value: Int64, _ unit: Int64) -> Int64 {
        let quotient = value / unit
        return quotient * unit < value ? quotient + 1 : quotient
    }

    /// Takes in the line of an event of the step that ends then; what comes too late counts in the step at hand.
    package mutating func add(_ line: UnsafeRawBufferPointer, stepEnd end: Int64, _ body: Body) throws {
        if let current, current < end { try tell(current, upTo: end, body) }
        current = max(current ?? end, end)
        aggregator.add(line: lines.padded(line), scanner: &scanner, position: nil)
    }

    /// Tells the counts of the last step, with what was found out about the files.
    package mutating func finish(damagedBytes: Int64, _ body: Body) throws {
        guard let current else { return }
        var log = LogFigures()
        log.damagedBytes = damagedBytes
        try body([current], aggregator.counts(log: log))
    }

    private mutating func tell(_ current: Int64, upTo next: Int64, _ body: Body) throws {
        let steps = (next - current) / milliseconds
        var told = Array(0..<min(steps, Self.longestPause))
        if steps > Self.longestPause { told = Array(0..<Self.toldPause) + [steps - 1] }
        try body(told.map { current + $0 * milliseconds }, aggregator.counts(log: LogFigures()))
    }
}
