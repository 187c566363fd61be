// Owns a state that threads share and whose changes they can wait for.

import Glibc

/// A value behind a lock, with a condition to wait on.
///
/// It is made of the system's own parts, and not of `Synchronization.Mutex`, since the thread sanitizer only knows those;
/// both cost the same.
package final class Monitor<State: Sendable>: Sendable {
    // No pointer changes after init; the mutex guards the state, and both kinds of object are made to be used by many
    // threads at once. They are on the heap since they must not move.
    nonisolated(unsafe) private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    nonisolated(unsafe) private let condition: UnsafeMutablePointer<pthread_cond_t>
    nonisolated(unsafe) private let state: UnsafeMutablePointer<State>

    /// Memory in pieces of this size goes from one processor to the other: threads that use different monitors at once must not
    /// wait for each other's.
    private static var sharedBytes: Int { 64 }

    /// Guards a value.
    package init(_ value: State) {
        // The state is next to the mutex, so that what is small comes with it.
        let stateOffset = MemoryLayout<pthread_mutex_t>.size.rounded(upTo: MemoryLayout<State>.alignment)
        let conditionOffset = (stateOffset + MemoryLayout<State>.size).rounded(
            upTo: MemoryLayout<pthread_cond_t>.alignment)
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: (conditionOffset + MemoryLayout<pthread_cond_t>.size).rounded(upTo: Self.sharedBytes),
            alignment: max(Self.sharedBytes, MemoryLayout<State>.alignment))
        mutex = memory.bindMemory(to: pthread_mutex_t.self, capacity: 1)
        state = (memory + stateOffset).bindMemory(to: State.self, capacity: 1)
        condition = (memory + conditionOffset).bindMemory(to: pthread_cond_t.self, capacity: 1)
        state.initialize(to: value)
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // Setting the system's time must not change how long a thread waits.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        state.deinitialize(count: 1)
        UnsafeMutableRawPointer(mutex).deallocate()
    }

    /// Works on the value while no other thread does.
    package func withLock<Result>(_ body: (inout State) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&state.pointee)
    }

    /// Lets all threads that wait look at the state again.
    package func notify() {
        pthread_cond_broadcast(condition)
    }

    /// Waits until the body gives a result, or until a moment of the monotonic clock; then nil.
    package func wait<Result>(until deadline: Int64 = .max, _ body: (inout State) -> Result?) -> Result? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&state.pointee) { return result }
            if deadline == .max {
                pthread_cond_wait(condition, mutex)
            } else {
                var time = timespec()
                time.tv_sec = Int(deadline / 1_000_000_000)
                time.tv_nsec = Int(deadline % 1_000_000_000)
                if pthread_cond_timedwait(condition, mutex, &time) == ETIMEDOUT { return body(&state.pointee) }
            }
        }
    }
}

extension Int {
    /// The next multiple of a power of two.
    fileprivate func rounded(upTo multiple: Int) -> Int { (self + multiple - 1) & ~(multiple - 1) }
}
