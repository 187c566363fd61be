// Owns running the same work on several threads at once.

import Glibc

/// Runs a body on so many threads, and waits for all of them.
func inThreads(_ count: Int, _ body: @Sendable @escaping (_ thread: Int) -> Void) {
    let threads = (0..<count).map { number in
        let context = Unmanaged.passRetained(Work { body(number) })
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
                return nil
            }, context.toOpaque())
        return thread
    }
    for thread in threads { pthread_join(thread, nil) }
}

/// What a thread is to do.
private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
