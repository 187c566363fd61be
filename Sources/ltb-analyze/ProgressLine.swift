// Owns the line on a terminal that says how far a command is.

import Glibc
import LTBLog
import LTBReport

/// A line on standard error that is written anew a few times a second, and gone when the work is done.
///
/// It is there only on a terminal that can erase it, and only when the work takes over half a second.
final class ProgressLine: Sendable {
    private static let patience: Int64 = 500_000_000
    private static let interval: Int64 = 200_000_000

    private struct State: Sendable {
        var isDone = false
        var isShown = false
    }

    private let state = Monitor(State())
    private let meter: ReadingMeter
    private let totalBytes: Int64?
    private let start = ProgressLine.now

    /// Nil where standard error is no terminal, or one that cannot erase what it shows.
    init?(_ meter: ReadingMeter, totalBytes: Int64?) {
        let terminal = getenv("TERM").map { String(cString: $0) } ?? "dumb"
        guard isatty(STDERR_FILENO) == 1, terminal != "dumb", !terminal.isEmpty else { return nil }
        self.meter = meter
        self.totalBytes = totalBytes
        // Where the system has no more threads, there is no line.
        _ = SystemThread.start { self.run() }
    }

    private func run() {
        var due = start + Self.patience
        while state.wait(until: due, { $0.isDone ? true : nil }) == nil {
            state.withLock { state in
                guard !state.isDone else { return }
                state.isShown = true
                let reading = meter.reading
                let text = ProgressText.of(
                    readBytes: reading.storedBytes, totalBytes: totalBytes, events: reading.lines,
                    seconds: Double(Self.now - start) / 1e9)
                Self.write(Self.erase + String(text.prefix(Self.columns)))
            }
            due = Self.now + Self.interval
        }
    }

    /// Erases the line; there will be none any more.
    func end() {
        state.withLock { state in
            if state.isShown { Self.write(Self.erase) }
            state = State(isDone: true)
        }
        state.notify()
    }

    private static let erase = "\r\u{1B}[K"

    /// A line that wraps could not be erased.
    private static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 79 }
        return Int(size.ws_col) - 1
    }

    private static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
