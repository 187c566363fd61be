// Owns waiting until something in a folder may have changed.

import Glibc

/// Watches a folder: the kernel tells of most changes at once, and for the rest (network drives, folders in it)
/// there is a look every second.
final class FolderChanges {
    enum Wait {
        case changed, stopped
    }

    private let descriptor: Int32
    private let longestWait: Int32
    private let shortestWait: Int32

    /// With `isNotified` false there are only looks at short intervals, as where the kernel grants no watch.
    init(in folder: String, isNotified: Bool = true) {
        let watched = IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CLOSE_WRITE
        let created = isNotified ? inotify_init() : -1
        let isWatching = created >= 0 && inotify_add_watch(created, folder, UInt32(watched)) >= 0
        if created >= 0 {
            _ = fcntl(created, F_SETFD, FD_CLOEXEC)
            _ = fcntl(created, F_SETFL, O_NONBLOCK)
        }
        descriptor = created
        longestWait = isWatching ? 1000 : 100
        shortestWait = isWatching ? 20 : 0
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Waits for a change, or for so long that a look is due.
    func wait(until stop: StopSignal) -> Wait {
        // A writer may make thousands of changes in a second; each look then takes in many.
        if poll([stop.descriptor], for: shortestWait) { return .stopped }
        _ = poll([stop.descriptor, descriptor], for: longestWait)
        drain()
        return poll([stop.descriptor], for: 0) ? .stopped : .changed
    }

    /// Whether there is something to read.
    private func poll(_ descriptors: [Int32], for milliseconds: Int32) -> Bool {
        var requests = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        return Glibc.poll(&requests, nfds_t(requests.count), milliseconds) > 0
    }

    private func drain() {
        guard descriptor >= 0 else { return }
        withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 8) { buffer in
            while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
        }
    }
}
