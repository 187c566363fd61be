// Owns the system calls on an open file: retried where they were interrupted, their errors as sentences.

import Glibc

/// An open file, which is closed with the last reference to it.
final class OpenFile {
    let path: String
    private var descriptor: Int32
    private let closesAtEnd: Bool
    private let status: stat

    /// Opens a file; `-` is standard input when reading.
    static func reading(_ path: String) throws(LogError) -> OpenFile {
        if path == "-" { return try OpenFile(descriptor: STDIN_FILENO, path: path, closesAtEnd: false) }
        guard let file = try opening(path, flags: O_RDONLY) else { throw openError(path) }
        guard !file.isFolder else { throw .isFolder(path: path) }
        if file.isSeekable { posix_fadvise(file.descriptor, 0, 0, POSIX_FADV_SEQUENTIAL) }
        return file
    }

    /// Opens or makes a file to which every write appends.
    ///
    /// What is not a regular file is opened for writing only: there is nothing in it to look at, and holding the
    /// reading end of a pipe would hide that its reader has gone.
    static func appending(_ path: String) throws(LogError) -> OpenFile {
        var status = stat()
        let exists = stat(path, &status) == 0
        guard !(exists && status.st_mode & S_IFMT == S_IFDIR) else { throw .isFolder(path: path) }
        let isSpecial = exists && status.st_mode & S_IFMT != S_IFREG
        let flags = (isSpecial ? O_WRONLY : O_RDWR) | O_CREAT | O_APPEND
        guard let file = try opening(path, flags: flags) else { throw .cannotOpen(path: path, reason: reason()) }
        return file
    }

    /// Nil leaves the reason in `errno`.
    private static func opening(_ path: String, flags: Int32) throws(LogError) -> OpenFile? {
        let descriptor = retrying { open(path, flags | O_CLOEXEC | O_NOCTTY, 0o666) }
        guard descriptor >= 0 else { return nil }
        return try OpenFile(descriptor: Int32(descriptor), path: path, closesAtEnd: true)
    }

    private init(descriptor: Int32, path: String, closesAtEnd: Bool) throws(LogError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw openError(path) }
        self.descriptor = descriptor
        self.path = path
        self.closesAtEnd = closesAtEnd
        self.status = status
    }

    deinit {
        if closesAtEnd, descriptor >= 0 { Glibc.close(descriptor) }
    }

    var isSeekable: Bool { status.st_mode & S_IFMT == S_IFREG }
    private var isFolder: Bool { status.st_mode & S_IFMT == S_IFDIR }

    /// The place of the next sequential read; 0 where there are no places.
    var position: Int64 { isSeekable ? max(0, Int64(lseek(descriptor, 0, SEEK_CUR))) : 0 }

    /// The size of a regular file, now; nil for a pipe.
    var size: Int64? {
        var now = stat()
        return isSeekable && fstat(descriptor, &now) == 0 ? Int64(now.st_size) : nil
    }

    /// Reads some bytes; 0 only at the end. The offset counts only for regular files.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(LogError) -> Int {
        while true {
            let count = retrying {
                isSeekable
                    ? pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
                    : Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            }
            if count >= 0 { return count }
            guard errno == EAGAIN else { throw .readFailed(path: path, offset: offset, reason: reason()) }
            waitUntilReady(POLLIN)
        }
    }

    /// Writes all bytes.
    func write(_ bytes: UnsafeRawBufferPointer) throws(LogError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = retrying { Glibc.write(descriptor, rest.baseAddress, rest.count) }
            if count >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno == EAGAIN {
                waitUntilReady(POLLOUT)
            } else {
                throw .writeFailed(path: path, reason: reason())
            }
        }
    }

    /// Waits until what was written is on the disk; does nothing where there is none.
    func synchronize() throws(LogError) {
        guard isSeekable else { return }
        guard retrying({ Int(fdatasync(descriptor)) }) == 0 else {
            throw .writeFailed(path: path, reason: reason())
        }
    }

    /// Keeps other writers out until the file is closed.
    func lock() throws(LogError) {
        guard isSeekable, retrying({ Int(flock(descriptor, LOCK_EX | LOCK_NB)) }) != 0 else { return }
        throw errno == EWOULDBLOCK ? .locked(path: path) : .cannotOpen(path: path, reason: reason())
    }

    /// Closes a file that was written, which on some file systems is when its last errors are told.
    func close() throws(LogError) {
        defer { descriptor = -1 }
        // After an interruption the descriptor is closed all the same.
        guard Glibc.close(descriptor) == 0 || errno == EINTR else {
            throw .writeFailed(path: path, reason: reason())
        }
    }

    private func waitUntilReady(_ events: Int32) {
        var request = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        poll(&request, 1, -1)
    }
}

/// Why a path could not be opened, from `errno`.
func openError(_ path: String) -> LogError {
    errno == ENOENT ? .notFound(path: path) : .cannotOpen(path: path, reason: reason())
}

/// The system's words for `errno`.
private func reason() -> String { String(cString: strerror(errno)) }

/// Repeats a call as long as a signal interrupts it.
private func retrying<Result: SignedInteger>(_ call: () -> Result) -> Int {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return Int(result) }
    }
}
