// Owns the logs of a run as a history knows them: where they are, and by what they are known again.

import Glibc
package import LTBLog

/// One log of a run.
package struct StoredLog: Sendable, Equatable {
    /// The absolute path when it was added.
    package var path: String
    /// Its bytes as stored.
    package var bytes: Int64
    /// Their SHA-256, as `sha256sum` prints it.
    package var digest: String

    /// Whether a file of that size is still there. A history that others wrote may name a device or a pipe, which has no
    /// size and never ends.
    package var isThere: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && Int64(status.st_size) == bytes
    }

    /// Whether a file of these bytes is still there; it is read for that.
    package var isUnchanged: Bool { isThere && StoredLog(LogFile(path: path))?.digest == digest }

    /// Reads a log for its digest; nil with `errno` if it cannot be read.
    package init?(_ file: LogFile) {
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var hash = SHA256()
        var bytes: Int64 = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            bytes += Int64(count)
        }
        self.init(path: Self.absolute(file.path), bytes: bytes, digest: hash.finish())
    }

    init(path: String, bytes: Int64, digest: String) {
        (self.path, self.bytes, self.digest) = (path, bytes, digest)
    }

    private static func absolute(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The digest of a run: that of its one log, or of the sorted digests of several.
    package static func digest(of logs: [StoredLog]) -> String {
        guard logs.count != 1 else { return logs[0].digest }
        var hash = SHA256()
        let text = Array(logs.map(\.digest).sorted().joined(separator: "\n").utf8)
        text.withUnsafeBytes { hash.update($0) }
        return hash.finish()
    }
}
