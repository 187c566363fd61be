// Owns letting threads sleep until others have something for them.

import Glibc

/// A counting semaphore: a pipe with a byte for each wake-up, since numbers are all that threads then share.
final class Signal: Sendable {
    private let readingEnd: Int32
    private let writingEnd: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        // Fails only without descriptors or memory; a wait then returns at once, and the waiter looks again.
        pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (readingEnd, writingEnd) = (ends[0], ends[1])
    }

    deinit {
        close(readingEnd)
        close(writingEnd)
    }

    /// Becomes readable with a wake-up.
    var descriptor: Int32 { readingEnd }

    /// Sleeps until there is a wake-up for this thread.
    func wait() {
        var byte: UInt8 = 0
        _ = retrying { read(readingEnd, &byte, 1) }
    }

    /// Wakes as many threads, now or when they come to wait.
    func wake(_ count: Int) {
        guard count > 0 else { return }
        let bytes = [UInt8](repeating: 0, count: count)
        _ = retrying { write(writingEnd, bytes, count) }
    }
}
