// Owns the bar that shows on a terminal how far a benchmark is.

import Glibc
import LTBLog

/// One line on a terminal, written over and over: at most ten times a second.
final class ProgressBar: Sendable {
    private struct State {
        var shownAt = Int64.min
        var isShown = false
    }

    private let state = Monitor(State())
    private let write: @Sendable (String) -> Void
    private let elapsed: @Sendable () -> Int64

    private static let cells = 24
    private static let interval: Int64 = 100_000_000

    init(elapsed: @escaping @Sendable () -> Int64, write: @escaping @Sendable (String) -> Void) {
        self.elapsed = elapsed
        self.write = write
    }

    /// A bar on standard error; nil if that is no terminal, or one that cannot go back to the start of a line.
    static func onTerminal(_ environment: ProcessEnvironment = .process) -> ProgressBar? {
        guard isatty(STDERR_FILENO) == 1, environment["TERM"] != "dumb" else { return nil }
        return ProgressBar(elapsed: RecorderClock.system.elapsed) { text in
            let bytes = Array(text.utf8)
            _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
        }
    }

    func show(name: String, done: Int, total: Int?, failed: Int, secondsLeft: Double?) {
        let now = elapsed()
        state.withLock { state in
            guard done == total || state.shownAt == .min || now - state.shownAt >= Self.interval else { return }
            state.shownAt = now
            state.isShown = true
            write(Self.line(name: name, done: done, total: total, failed: failed, secondsLeft: secondsLeft))
        }
    }

    /// Goes on to the next line, so that the last state stays.
    func finish() {
        state.withLock { state in
            guard state.isShown else { return }
            state.isShown = false
            write("\n")
        }
    }

    static func line(name: String, done: Int, total: Int?, failed: Int, secondsLeft: Double?) -> String {
        let isControl = { (scalar: Unicode.Scalar) in scalar.properties.generalCategory == .control }
        let shown = String(String.UnicodeScalarView(name.unicodeScalars.filter { !isControl($0) }.prefix(40)))
        var parts = [shown]
        if let total, total > 0 {
            let filled = min(cells, done * cells / total)
            parts.append(String(repeating: "█", count: filled) + String(repeating: "░", count: cells - filled))
            parts.append("\(min(100, done * 100 / total)) %  \(done)/\(total)")
        } else {
            parts.append("\(done)")
        }
        if failed > 0 { parts.append("\(failed) failed") }
        if let secondsLeft, done != total { parts.append("\(duration(secondsLeft)) left") }
        return "\r\u{1B}[K" + parts.joined(separator: "  ")
    }

    /// Seconds as people say them, in two units at most.
    private static func duration(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 1e9))
        if whole < 60 { return "\(whole) s" }
        if whole < 3_600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3_600) h \(whole / 60 % 60) min"
    }
}
