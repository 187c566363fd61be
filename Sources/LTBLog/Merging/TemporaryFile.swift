// Owns a file that has no name, so that nothing of it is left, however the program ends.

import Glibc

/// Bytes on a disk, for as long as someone holds this.
package final class TemporaryFile {
    private let folder: String
    private let descriptor: Int32

    /// Makes an empty file on the disk of a folder.
    package init(in folder: String) throws(LogError) {
        self.folder = folder
        var template = Array("\(folder)/.ltb-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw .cannotOpen(path: folder, reason: SystemError.last.reason) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(template)
    }

    deinit { Glibc.close(descriptor) }

    /// Appends all of the bytes.
    package func append(_ bytes: UnsafeRawBufferPointer) throws(LogError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno != EINTR {
                throw .writeFailed(path: folder, reason: SystemError.last.reason)
            }
        }
    }

    /// Fills a buffer with the bytes at a place, which must have been written.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(LogError) {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(done))
            if count > 0 {
                done += count
            } else if count == 0 || errno != EINTR {
                let reason = count == 0 ? "it is shorter than what was written" : SystemError.last.reason
                throw .readFailed(path: folder, offset: offset, reason: reason)
            }
        }
    }
}
