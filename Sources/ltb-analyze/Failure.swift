// Owns how a command ends when it cannot do its job, or when the verdict is against the user.

import Glibc

/// The exit codes of every command, as `--help` lists them.
enum ExitStatus: Int32 {
    case success = 0
    case failure = 1
    case verdict = 2
    case noData = 3
    case usage = 64
}

/// The end of a command: one sentence, and an exit code.
struct Failure: Error {
    var message: String
    var status = ExitStatus.failure

    /// Someone stopped reading what we write: nothing is wrong, and there is nobody to tell.
    static let brokenPipe = Failure(message: "", status: .success)

    func exit() -> Never {
        if !message.isEmpty { StandardError.write("ltb-analyze: \(message)") }
        Glibc.exit(status.rawValue)
    }
}

/// Where everything that is not the output goes.
enum StandardError {
    /// Writes several lines, likewise.
    static func write(lines: String) {
        for line in lines.split(separator: "\n", omittingEmptySubsequences: false) { write(String(line)) }
    }

    /// Writes one line; what a terminal would act on is left out.
    static func write(_ line: String) {
        let shown = line.unicodeScalars.map { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) ? "\u{FFFD}" : $0 }
        let bytes = Array((String(String.UnicodeScalarView(shown)) + "\n").utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
