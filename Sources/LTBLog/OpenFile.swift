// Owns the system calls on a file that is read: retried where they were interrupted, their errors as sentences.

import Glibc

/// An open file to read, which is closed with the last reference to it.
final class OpenFile {
    let path: String
    private let descriptor: Int32
    private let closesAtEnd: Bool
    private let status: stat

    /// Opens a file; `-` is standard input.
    static func reading(_ path: String) throws(LogError) -> OpenFile {
        if path == "-" { return try OpenFile(descriptor: STDIN_FILENO, path: path, closesAtEnd: false) }
        let descriptor = retrying { open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
        guard descriptor >= 0 else { throw openError(path) }
        let file = try OpenFile(descriptor: Int32(descriptor), path: path, closesAtEnd: true)
        guard !file.isFolder else { throw .isFolder(path: path) }
        if file.isSeekable { posix_fadvise(file.descriptor, 0, 0, POSIX_FADV_SEQUENTIAL) }
        return file
    }

    /// A file that is open already.
    init(descriptor: Int32, path: String, closesAtEnd: Bool) throws(LogError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw openError(path) }
        self.descriptor = descriptor
        self.path = path
        self.closesAtEnd = closesAtEnd
        self.status = status
    }

    deinit {
        if closesAtEnd { Glibc.close(descriptor) }
    }

    var identity: FileIdentity { FileIdentity(status) }

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
            guard errno == EAGAIN else {
                throw .readFailed(path: path, offset: offset, reason: SystemError.last.reason)
            }
            waitUntilReadable()
        }
    }

    /// Bytes at a place of a regular file; nil if it ends before their end.
    func bytes(at offset: Int64, count: Int) throws(LogError) -> [UInt8]? {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 8)
        defer { buffer.deallocate() }
        var filled = 0
        while filled < count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let read = try read(into: rest, at: offset + Int64(filled))
            guard read > 0 else { return nil }
            filled += read
        }
        return Array(buffer)
    }

    /// The same regular file for other threads, to read from where it stands now; nil where there are no places.
    func shared() throws(LogError) -> SharedFile? {
        guard isSeekable else { return nil }
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw .cannotOpen(path: path, reason: SystemError.last.reason) }
        return SharedFile(descriptor: copy, path: path, origin: position)
    }

    private func waitUntilReadable() {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&request, 1, -1)
    }
}

/// Why a path could not be opened, from `errno`.
func openError(_ path: String) -> LogError {
    errno == ENOENT ? .notFound(path: path) : .cannotOpen(path: path, reason: SystemError.last.reason)
}

/// Repeats a call as long as a signal interrupts it.
func retrying<Result: SignedInteger>(_ call: () -> Result) -> Int {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return Int(result) }
    }
}
