// Owns what can go wrong with a log as a whole, each as one sentence for the user.

/// Why a log cannot be read or written: what, where, and what to do.
///
/// What is wrong with a part of a log's data is counted in its `LogOutcome`, not thrown.
package enum LogError: Error, Equatable {
    /// Nothing has this path.
    case notFound(path: String)
    /// The path is a folder where a file is needed.
    case isFolder(path: String)
    /// The folder holds no file that is named like a log.
    case noLogs(folder: String)
    /// The file has no bytes at all.
    case empty(path: String)
    /// The file is compressed in another way than zstd.
    case compressed(path: String, by: ForeignCompression)
    /// The file's first bytes are not those of a log.
    case notALog(path: String)
    /// The first frame needs more memory than a reader grants.
    case windowTooLarge(path: String, frame: Int, windowBytes: UInt64)
    /// The first frame was compressed with a dictionary.
    case needsDictionary(path: String, frame: Int, id: UInt32)
    /// The file cannot be opened, or not listed if it is a folder.
    case cannotOpen(path: String, reason: String)
    /// Reading stopped in the middle.
    case readFailed(path: String, offset: Int64, reason: String)
    /// Writing stopped; the log may end in a torn frame.
    case writeFailed(path: String, reason: String)
    /// Another writer has the log open.
    case locked(path: String)
    /// The log to append to is not made of zstd frames.
    case cannotAppend(path: String)
    /// Beside the log to append to lies the start of a recovery that was of another log.
    case foreignRecovery(path: String)
    /// The log to append to is damaged at this offset.
    case damaged(path: String, offset: Int64)
    /// A line to append is so long that readers would pass over it.
    case lineTooLong(path: String, bytes: Int)
    /// The writer was closed before.
    case closed(path: String)
}

extension LogError: CustomStringConvertible {
    /// One sentence: what, where, what to do.
    package var description: String {
        switch self {
        case .notFound(let path): "\(shown(path)): there is no such file; check the path"
        case .isFolder(let path): "\(shown(path)) is a folder; name a file in it"
        case .noLogs(let folder): "\(shown(folder)) holds no *.jsonl.zst or *.jsonl file; name a log or another folder"
        case .empty(let path): "\(shown(path)) is empty (0 bytes); check that the run was recorded into it"
        case .compressed(let path, let compression):
            "\(shown(path)) is compressed with \(compression.rawValue), not zstd; "
                + "run: \(compression.command(for: path)) | ltb-analyze report -"
        case .notALog(let path):
            "\(shown(path)) is not a log: it starts with neither a zstd frame nor a JSON object; "
                + "name a *.jsonl.zst or *.jsonl file"
        case .windowTooLarge(let path, let frame, let bytes):
            "\(shown(path)): frame \(frame) needs a window of \(bytes) bytes, more than 128 MiB; "
                + "compress it again with: zstd -dc --memory=2048MB \(quoted(path)) | zstd"
        case .needsDictionary(let path, let frame, let id):
            "\(shown(path)): frame \(frame) was compressed with dictionary \(id), which is not supported; "
                + "compress it again without one"
        case .cannotOpen(let path, let reason):
            "\(shown(path)) cannot be opened: \(reason); check the path and its permissions"
        case .readFailed(let path, let offset, let reason):
            "\(shown(path)) cannot be read at byte \(offset): \(reason); copy the file elsewhere and try again"
        case .writeFailed(let path, let reason):
            "\(shown(path)) cannot be written: \(reason); free space or choose another file"
        case .locked(let path): "\(shown(path)) is being written by another process; choose another file"
        case .cannotAppend(let path): "\(shown(path)) exists and is not a zstd log; choose another file"
        case .foreignRecovery(let path):
            "\(shown(path)) does not fit the log beside it, and both were left as they are; move it elsewhere"
        case .damaged(let path, let offset):
            "\(shown(path)) is damaged at byte \(offset) and was left as it is; choose another file"
        case .lineTooLong(let path, let bytes):
            "\(shown(path)): a line of \(bytes) bytes was not written, readers take at most 16 MiB; shorten it"
        case .closed(let path): "\(shown(path)) was closed before; open it again to append to it"
        }
    }
}

/// A path as it can be printed: no control character reaches a terminal.
func shown(_ path: String) -> String {
    if path == LogFile.standardInput { return "standard input" }
    let isControl = { (scalar: Unicode.Scalar) in scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) }
    return String(String.UnicodeScalarView(path.unicodeScalars.map { isControl($0) ? "\u{FFFD}" : $0 }))
}

/// A path as a shell takes it.
func quoted(_ path: String) -> String {
    if path == LogFile.standardInput { return "FILE" }
    let plain = "/._-+0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8
    if path.utf8.allSatisfy(plain.contains) { return path }
    return "'" + shown(path).split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
