// Owns making a log from others: a file that is complete or not there, and never one of those that are read.

import Glibc
import LTBLog

/// The log that a command writes, or standard output.
///
/// Until it is complete it is written beside its place; a signal that ends the command leaves nothing of that.
final class NewLog {
    private let target: Target
    /// Held while files are touched, so that none is made again after a signal had it removed.
    private let files = Monitor(())
    private var lines = LineOutput()
    private(set) var events: Int64 = 0

    private enum Target {
        case standardOutput
        /// Where the log will be, where it is being written, and by what.
        case file(path: String, part: String, LogWriter)
    }

    /// Starts a log; refuses what is one of the inputs, and what is there already unless it may be replaced.
    init(_ path: String, from inputs: [LogFile], replacing: Bool) throws(Failure) {
        guard path != LogFile.standardInput else {
            target = .standardOutput
            return
        }
        try Self.refuseInput(path, inputs)
        try OutputTarget.file(path).check()
        let kind = Self.kind(of: path)
        if case .file(let bytes) = kind, bytes > 0, !replacing {
            throw Failure(message: "\(path) is there already; choose another file, or add --force to replace it.")
        }
        // What a link leads to is replaced, not the link; a device or a pipe cannot be replaced, only written to.
        let place = realpath(path, nil).map { resolved in
            defer { free(resolved) }
            return String(cString: resolved)
        }
        let final = place ?? path
        let part = kind == .special ? final : "\(final).part\(getpid())"
        if part != final {
            // What a killed process of this number has left, as in containers most have the same, is not to be appended to.
            Self.remove(part)
            Self.removeOnSignal(part, files)
        }
        let writer: LogWriter
        do throws(Failure) {
            writer = try files.touch { () throws(LogError) in try Self.writer(part) }
        } catch {
            if part != final { Self.remove(part) }
            throw error
        }
        // Who could not read what is replaced shall not read what replaces it.
        if part != final, let mode = Self.mode(of: final) { chmod(part, mode) }
        target = .file(path: final, part: part, writer)
    }

    /// Removes a log that is not complete, and what an interrupted recovery of it has left.
    private static func remove(_ part: String) {
        unlink(part)
        unlink(part + ".recovery")
    }

    /// The permissions of a file; nil if there is none.
    private static func mode(of path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
    }

    private static func removeOnSignal(_ part: String, _ files: Monitor<Void>) {
        EndingSignals.onFirst { signal in
            files.withLock { _ in
                unlink(part)
                EndingSignals.end(by: signal)
            }
        }
    }

    /// Takes a line as it was recorded.
    func append(_ line: UnsafeRawBufferPointer) throws(Failure) {
        events += 1
        switch target {
        case .standardOutput: try lines.append(line)
        case .file(_, _, let writer):
            try files.touch { () throws(LogError) in try writer.append(line: line) }
        }
    }

    /// Completes the log and puts it in its place.
    func finish() throws(Failure) {
        guard case .file(let path, let part, let writer) = target else { return try lines.flush() }
        let code = try files.touch { () throws(LogError) in
            try writer.close()
            return part == path || rename(part, path) == 0 ? 0 : errno
        }
        guard code == 0 else { throw Failure(message: "cannot write \(path): \(String(cString: strerror(code))).") }
    }

    /// Leaves nothing of a log that was not completed.
    func discard() {
        guard case .file(let path, let part, let writer) = target, part != path else { return }
        // A writer that is still open would make the file anew.
        try? writer.close()
        unlink(part)
    }
}

extension NewLog {
    private enum Kind: Equatable {
        case absent, special
        case file(bytes: Int64)
    }

    private static func kind(of path: String) -> Kind {
        var status = stat()
        guard stat(path, &status) == 0 else { return .absent }
        return status.st_mode & S_IFMT == S_IFREG ? .file(bytes: Int64(status.st_size)) : .special
    }

    private static func refuseInput(_ path: String, _ inputs: [LogFile]) throws(Failure) {
        var output = stat()
        guard stat(path, &output) == 0, output.st_mode & S_IFMT == S_IFREG else { return }
        for input in inputs {
            var status = stat()
            let found =
                input.path == LogFile.standardInput ? fstat(STDIN_FILENO, &status) : stat(input.path, &status)
            if found == 0, status.st_dev == output.st_dev, status.st_ino == output.st_ino {
                throw Failure(message: "\(path) is the log that is read (\(input.path)); choose another file.")
            }
        }
    }

    private static func writer(_ path: String) throws(LogError) -> LogWriter {
        var configuration = LogWriterConfiguration()
        // Nobody waits for these events, and fewer blocks compress better.
        configuration.frameAge = .seconds(86_400)
        configuration.flushInterval = .seconds(86_400)
        configuration.synchronize = true
        return try LogWriter(appendingTo: path, configuration: configuration)
    }
}

extension Monitor<Void> {
    /// Does something with the files; that it fails is the end of the command.
    fileprivate func touch<Value>(_ body: () throws(LogError) -> Value) throws(Failure) -> Value {
        let result = withLock { _ in Result { () throws(LogError) in try body() } }
        switch result {
        case .success(let value): return value
        case .failure(let error): throw Failure(message: error.description)
        }
    }
}
