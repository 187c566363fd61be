// Owns where recorded events go: into a log, or as plain lines to standard output.

import Glibc
import LTBLog

/// Where events go, one line each.
protocol EventOutput {
    /// Takes one event without its newline.
    func append(line: UnsafeRawBufferPointer) throws
    /// Lets readers see what was taken.
    func flush() throws
    /// Ends the output; nothing can be appended after it.
    func close() throws
}

extension LogWriter: EventOutput {}

/// The output that a path means.
func eventOutput(_ path: String) throws -> any EventOutput {
    path == "-" ? PlainOutput() : try LogWriter(appendingTo: path)
}

/// Plain JSON lines on standard output.
final class PlainOutput: EventOutput {
    private static let size = 1 << 16
    private var pending: [UInt8] = []

    func append(line: UnsafeRawBufferPointer) throws {
        pending.append(contentsOf: line)
        pending.append(0x0A)
        if pending.count >= Self.size { try flush() }
    }

    func flush() throws {
        defer { pending.removeAll(keepingCapacity: true) }
        try pending.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
                let count = Glibc.write(STDOUT_FILENO, rest.baseAddress, rest.count)
                if count >= 0 {
                    written += count
                } else if errno == EPIPE {
                    throw Failure.brokenPipe
                } else if errno != EINTR {
                    throw Failure(message: "standard output cannot be written: \(systemMessage(errno))")
                }
            }
        }
    }

    func close() throws { try flush() }
}
