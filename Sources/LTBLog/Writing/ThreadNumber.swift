// Owns small numbers for threads, by which they are spread over buffers.

import Glibc
import Synchronization

/// Numbers the threads of the program in the order in which they first ask.
struct ThreadNumber: Sendable {
    private let key: pthread_key_t

    private static let last = Atomic<Int>(0)
    /// One key for the program: there are few, and it only holds a number, so there is nothing to free with a thread.
    private static let shared: pthread_key_t? = {
        var key = pthread_key_t()
        return pthread_key_create(&key, nil) == 0 ? key : nil
    }()

    /// Nil if the program has used up the system's keys.
    init?() {
        guard let key = Self.shared else { return nil }
        self.key = key
    }

    /// The number of the calling thread, from 1.
    @inline(__always)
    var current: Int {
        let known = Int(bitPattern: pthread_getspecific(key))
        return known != 0 ? known : assign()
    }

    @inline(never)
    private func assign() -> Int {
        let number = Self.last.add(1, ordering: .relaxed).newValue
        pthread_setspecific(key, UnsafeRawPointer(bitPattern: number))
        return number
    }
}
