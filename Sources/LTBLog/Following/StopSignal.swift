// Owns ending the following of a log from elsewhere.

import Glibc

/// Ends the following of a log, from any thread or from a signal's handler.
package final class StopSignal: Sendable {
    /// Becomes readable, and stays so.
    let descriptor: Int32
    private let writingEnd: Int32

    /// Nothing has been stopped yet.
    package init() {
        var ends: [Int32] = [-1, -1]
        // Fails only without descriptors or memory; following then cannot be stopped but by ending the program.
        pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (descriptor, writingEnd) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(writingEnd)
    }

    /// Whether it was stopped.
    package var isStopped: Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) > 0
    }

    /// Ends every wait, now and later.
    package func stop() {
        _ = write(writingEnd, "", 1)
    }
}
