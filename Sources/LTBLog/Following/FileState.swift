// Owns telling whether a file has changed without opening it.

import Glibc

/// What the system says of a file: the same as long as nobody writes to it.
struct FileState: Equatable {
    let identity: FileIdentity
    private let size: off_t
    private let seconds: Int
    private let nanoseconds: Int

    /// Nil if nothing can be found at the path.
    init?(ofFileAt path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        identity = FileIdentity(status)
        size = status.st_size
        (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    }
}
