// Owns telling whether this process is a forked copy of the one that opened a log.

import Glibc
import Synchronization

/// How many forks lie between the program's first process and this one.
private let forks = Atomic<Int>(0)

/// Whether the handler that counts forks is installed; done once.
private let countsForks: Bool = pthread_atfork(nil, nil, { forks.add(1, ordering: .relaxed) }) == 0

/// Remembers in which process it was made.
struct ForkDetector: Sendable {
    private let born: Int

    init() {
        _ = countsForks
        born = forks.load(ordering: .relaxed)
    }

    /// Whether the process that made this is another one: a parent of this. Costs a nanosecond.
    @inline(__always)
    var isForked: Bool { forks.load(ordering: .relaxed) != born }
}
