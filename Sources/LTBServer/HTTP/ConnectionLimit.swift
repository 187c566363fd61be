// Owns how many connections there may be.

import LTBLog
import NIOCore

/// Counts the connections of a server, so that strangers do not use up what it has.
final class ConnectionLimit: Sendable {
    private let limit: Int
    private let open = Monitor(0)

    init(_ limit: Int) { self.limit = limit }

    /// Counts a connection until it is closed; false if it is one too many.
    func admit(_ channel: any Channel) -> Bool {
        let isAdmitted = open.withLock { open in
            guard open < limit else { return false }
            open += 1
            return true
        }
        if isAdmitted { channel.closeFuture.whenComplete { _ in self.open.withLock { $0 -= 1 } } }
        return isAdmitted
    }
}
