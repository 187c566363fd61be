// Owns which of many files are open at once.

import Glibc

/// The files that are open, in the order in which they were used.
struct OpenDescriptors {
    private var limit: Int
    /// The one that was used last is the last.
    private var used: [FileIdentity] = []

    init(bound: Int) {
        limit = bound
    }

    /// How many files of this process may be open to be followed: a part of what the system grants.
    static var bound: Int {
        var limit = rlimit()
        // RLIMIT_NOFILE, which Swift does not take over as the type that getrlimit asks for.
        guard getrlimit(__rlimit_resource_t(7), &limit) == 0 else { return 64 }
        return Int(max(4, min(256, limit.rlim_cur / 2)))
    }

    /// Takes it that the system grants only some fewer than there are now; false if there are so few that it cannot be
    /// this, or none that can be opened again.
    mutating func shrink(except isKept: (FileIdentity) -> Bool) -> Bool {
        guard used.count > 1, !used.allSatisfy(isKept) else { return false }
        limit = max(1, used.count - Self.spare)
        return true
    }

    /// Descriptors that folders and looks at files need.
    private static let spare = 4

    mutating func use(_ identity: FileIdentity) {
        guard used.last != identity else { return }
        remove(identity)
        used.append(identity)
    }

    mutating func remove(_ identity: FileIdentity) { used.removeAll { $0 == identity } }

    /// The file to be closed before another is opened, which is then no longer counted: the one that was used longest
    /// ago, of those that can be opened again; nil if there is room.
    mutating func superfluous(except isKept: (FileIdentity) -> Bool) -> FileIdentity? {
        guard used.count >= limit, let index = used.firstIndex(where: { !isKept($0) }) else { return nil }
        return used.remove(at: index)
    }
}

extension LogError {
    /// Whether the process, or the system, has as many files open as it may have.
    var isForWantOfDescriptors: Bool {
        guard case .cannotOpen(_, let reason) = self else { return false }
        return [EMFILE, ENFILE].contains { SystemError(code: $0).reason == reason }
    }
}
