// Owns the way of events from standard input into an output.

import Glibc
import LTBEvents

/// Takes bytes of standard input and appends the events in them to an output.
struct Recording {
    private let output: any EventOutput
    private var lines = InputLines()
    private var intake = EventIntake()
    private(set) var skipped = SkippedLines()
    private(set) var written = 0
    /// The canonical form of the event at hand.
    private var canonical: [UInt8] = []
    /// When the first event was appended that no reader can see yet, in nanoseconds of a clock that only goes forward.
    private var unseenSince: Int64?

    /// How long a reader has to wait for an event at most, in nanoseconds.
    private static let flushInterval: Int64 = 1_000_000_000

    init(to output: any EventOutput) {
        self.output = output
    }

    /// How long input may be waited for, until a flush is due; nil if there is nothing to flush.
    var patience: Int64? {
        unseenSince.map { max(0, $0 + Self.flushInterval - Self.now()) }
    }

    mutating func take(_ bytes: UnsafeRawBufferPointer) throws {
        try withLines { lines, recording in
            try lines.feed(bytes) { try recording.take($0, $1) }
        }
    }

    mutating func flushIfDue() throws {
        guard patience == 0 else { return }
        try output.flush()
        unseenSince = nil
    }

    /// Takes the last line, if it has no newline, and closes the output.
    mutating func finish() throws {
        try withLines { lines, recording in
            try lines.finish { try recording.take($0, $1) }
        }
        try output.close()
    }

    /// Lets go of the lines for a time, as they give what `self` takes; swapped, so that nothing is copied.
    private mutating func withLines(_ body: (inout InputLines, inout Recording) throws -> Void) rethrows {
        var lines = InputLines()
        swap(&lines, &self.lines)
        defer { swap(&lines, &self.lines) }
        try body(&lines, &self)
    }

    private mutating func take(_ number: Int, _ line: InputLines.Line) throws {
        do throws(SkipReason) {
            guard case .text(let text) = line else { throw .line_too_long }
            try intake.take(text, into: &canonical)
        } catch {
            return skipped.report(line: number, error)
        }
        try canonical.withUnsafeBytes { try output.append(line: $0) }
        written += 1
        if unseenSince == nil { unseenSince = Self.now() }
    }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
