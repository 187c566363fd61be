// Owns reading one file at many places from many threads.

import Glibc

/// A regular file that any number of threads read at places that they choose.
final class SharedFile: Sendable {
    let path: String
    /// Where reading started; all places are counted from it.
    private let origin: Int64
    private let descriptor: Int32

    /// Takes over a descriptor.
    init(descriptor: Int32, path: String, origin: Int64) {
        self.descriptor = descriptor
        self.path = path
        self.origin = origin
    }

    deinit { close(descriptor) }

    /// The bytes from the origin to the end, now.
    var size: Int64 {
        var now = stat()
        return fstat(descriptor, &now) == 0 ? max(0, Int64(now.st_size) - origin) : 0
    }

    /// Reads as many bytes as the buffer takes, fewer only at the end; how many.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(LogError) -> Int {
        var done = 0
        while done < buffer.count {
            let place = off_t(origin + offset + Int64(done))
            let count = retrying { pread(descriptor, buffer.baseAddress! + done, buffer.count - done, place) }
            guard count >= 0 else { throw .readFailed(path: path, offset: offset, reason: SystemError.last.reason) }
            guard count > 0 else { break }
            done += count
        }
        return done
    }
}
