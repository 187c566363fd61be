// Owns the file of a database that is being made: beside its place until it is complete.

import Glibc
import LTBLog

/// A database that replaces what is in its place once it is whole.
struct SavedDatabase {
    private let path: String
    /// The file to write.
    let part: String

    /// Makes the file; nothing must be lost by it, and it must be possible to put it in its place.
    init(path: String, logs: [LogFile]) throws(Failure) {
        let target = OutputTarget.file(path)
        try target.check()
        try target.checkDiffers(from: logs)
        try Self.checkReplaces(path)
        self.path = path
        part = "\(path).part\(getpid())"
        let descriptor = UnfinishedFiles.open(part)
        guard descriptor >= 0 else { throw Self.cannotWrite(path) }
        close(descriptor)
    }

    /// Only a database is replaced, lest a slip of the pen costs a log or a page.
    private static func checkReplaces(_ path: String) throws(Failure) {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        let magic = Array("SQLite format 3\0".utf8)
        var start = [UInt8](repeating: 0, count: magic.count)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw cannotWrite(path) }
        defer { close(descriptor) }
        let count = read(descriptor, &start, start.count)
        if count == 0 || start == magic { return }
        throw Failure(message: "cannot write \(path): it is there and no SQLite database; name another file.")
    }

    /// Puts the file in its place.
    func complete() throws(Failure) {
        guard !UnfinishedFiles.complete(part, as: path) else { return }
        let failure = Self.cannotWrite(path)
        remove()
        throw failure
    }

    /// Removes the file.
    func remove() { UnfinishedFiles.remove(part) }

    private static func cannotWrite(_ path: String) -> Failure {
        Failure(message: "cannot write \(path): \(String(cString: strerror(errno))).")
    }
}
