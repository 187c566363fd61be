// Owns the note that an example has failed.

import Synchronization

/// A note that is set by one and taken by another.
final class FailureMark: Sendable {
    private let isSet = Atomic<Bool>(false)

    func set() { isSet.store(true, ordering: .releasing) }

    /// Whether it was set since it was last taken.
    func take() -> Bool { isSet.exchange(false, ordering: .acquiringAndReleasing) }
}
