// Owns a file to which bytes are appended block by block: all of a block or none of it.

import Glibc

/// A file open for appending, which no other writer has open.
///
/// Another program may still remove it, put another in its place or cut it: `isInPlace` tells.
final class AppendedFile {
    let path: String
    let isRegular: Bool
    /// The end of the last block that was written as a whole.
    private(set) var size: Int64
    /// How much of the next block is in the file already, where it could not be taken back.
    private var partBytes = 0
    private let descriptor: Int32
    private let identity: FileIdentity
    private let files: any FileOperations
    private var isOpen = true
    /// Whether a pipe's reader has gone: the next one can make nothing of the rest of a frame.
    private var hasLostReader = false
    /// How long to wait for the reader of a pipe, in milliseconds; negative: for ever, also for it to come.
    private let patience: Int32

    /// Opens or makes a file and keeps other writers out of it.
    init(_ path: String, files: any FileOperations, patience: Int32) throws(LogError) {
        let opened = try Self.open(path, files, waits: patience < 0)
        self.path = path
        self.files = files
        self.patience = patience
        descriptor = opened.descriptor
        isRegular = opened.status.isRegularFile
        identity = FileIdentity(opened.status)
        size = isRegular ? Int64(opened.status.st_size) : 0
    }

    deinit {
        // Whoever lets go of the file without closing it has no use for the error.
        try? close()
    }

    /// Appends a block: all of it, or nothing where that can be had.
    ///
    /// After an error the same block must be given again.
    func append(_ block: UnsafeRawBufferPointer) throws(LogError) {
        while partBytes < block.count {
            let rest = UnsafeRawBufferPointer(rebasing: block[partBytes...])
            do throws(SystemError) {
                partBytes += try writeSome(rest)
            } catch {
                takeBackPart()
                hasLostReader = error.code == EPIPE
                throw .writeFailed(path: path, reason: error.reason)
            }
        }
        size += Int64(partBytes)
        partBytes = 0
    }

    /// Drops everything after a place.
    func cut(to size: Int64) throws(LogError) {
        try refused(try uninterrupted(try files.cut(descriptor, to: size)))
        self.size = size
        partBytes = 0
    }

    /// Waits until what was written is on the disk; does nothing where there is none.
    func synchronize() throws(LogError) {
        guard isRegular else { return }
        try refused(try uninterrupted(try files.synchronize(descriptor)))
    }

    /// Gives up the file, which on some file systems is when its last errors are told.
    func close() throws(LogError) {
        guard isOpen else { return }
        isOpen = false
        // A forked child may have the file open still, and with it the lock, which therefore does not end by closing.
        if isRegular { try? files.unlock(descriptor) }
        try refused(try files.close(descriptor))
    }

    /// The file, to be read.
    func reading() throws(LogError) -> OpenFile {
        try OpenFile(descriptor: descriptor, path: path, closesAtEnd: false)
    }

    private func refused(_ call: @autoclosure () throws(SystemError) -> Void) throws(LogError) {
        do throws(SystemError) {
            try call()
        } catch {
            throw .writeFailed(path: path, reason: error.reason)
        }
    }
}

// MARK: - Opening

extension AppendedFile {
    private static func open(
        _ path: String, _ files: any FileOperations, waits: Bool
    ) throws(LogError) -> (descriptor: Int32, status: stat) {
        while true {
            let descriptor = try openOnce(path, files, waits: waits)
            var status = stat()
            guard fstat(descriptor, &status) == 0 else {
                try? files.close(descriptor)
                throw .cannotOpen(path: path, reason: SystemError.last.reason)
            }
            guard status.isRegularFile else { return (descriptor, status) }
            do throws(SystemError) {
                try uninterrupted(try files.lock(descriptor))
            } catch {
                try? files.close(descriptor)
                throw error.code == EWOULDBLOCK ? .locked(path: path) : .cannotOpen(path: path, reason: error.reason)
            }
            // Between opening and locking another writer may have closed the file, and its owner moved it away.
            guard FileIdentity(status) != FileIdentity(ofFileAt: path) else {
                var locked = stat()
                return (descriptor, fstat(descriptor, &locked) == 0 ? locked : status)
            }
            try? files.close(descriptor)
        }
    }

    /// Opens what is not a regular file for writing only: there is nothing in it to look at, and holding the reading
    /// end of a pipe would hide that its reader has gone.
    private static func openOnce(
        _ path: String, _ files: any FileOperations, waits: Bool
    ) throws(LogError) -> Int32 {
        var status = stat()
        let exists = stat(path, &status) == 0
        guard !(exists && status.st_mode & S_IFMT == S_IFDIR) else { throw .isFolder(path: path) }
        let isSpecial = exists && !status.isRegularFile
        let flags = (isSpecial ? O_WRONLY | (waits ? 0 : O_NONBLOCK) : O_RDWR) | O_CREAT | O_APPEND
        do throws(SystemError) {
            return try uninterrupted(try files.open(path, flags: flags))
        } catch {
            throw .cannotOpen(path: path, reason: error.reason)
        }
    }
}

// MARK: - Writing

extension AppendedFile {
    private func writeSome(_ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int {
        while true {
            do throws(SystemError) {
                let count = try uninterrupted(try files.write(bytes, to: descriptor))
                // Nothing says why nothing was written: better an error than to try for ever.
                guard count > 0 else { throw SystemError(code: EIO) }
                return count
            } catch {
                guard error.code == EAGAIN, isReady() else { throw error }
            }
        }
    }

    /// Waits for a pipe's reader.
    private func isReady() -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&request, 1, patience) != 0
    }

    /// Ends the file where its last whole block ends, so that readers find nothing half, and the space is free again.
    private func takeBackPart() {
        guard isRegular, partBytes > 0 else { return }
        do throws(SystemError) {
            try uninterrupted(try files.cut(descriptor, to: size))
            partBytes = 0
        } catch {
            // The part stays, and the next try goes on behind it.
        }
    }

    /// Whether the path still leads to this file, and nobody else changed its size; of a pipe, whether it has its reader.
    var isInPlace: Bool {
        guard isRegular else { return !hasLostReader }
        var own = stat()
        var named = stat()
        guard fstat(descriptor, &own) == 0, Int64(own.st_size) == size + Int64(partBytes) else { return false }
        if stat(path, &named) == 0 { return FileIdentity(named) == identity }
        return errno != ENOENT && errno != ENOTDIR
    }
}

/// What makes a file the same file under any name.
struct FileIdentity: Hashable {
    private let device: dev_t
    private let inode: ino_t

    init(_ status: stat) {
        device = status.st_dev
        inode = status.st_ino
    }

    /// Nil if nothing can be found at the path.
    init?(ofFileAt path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }
}

extension stat {
    var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
}
