// Owns starting threads of the system.

import Glibc

/// Threads of the system.
package enum SystemThread {
    /// Runs a body on a new thread; false if the system has none.
    ///
    /// The thread takes none of the program's signals. That also keeps the program alive where writing makes the system
    /// send one, to the thread that writes: `SIGPIPE` when a pipe has no reader, `SIGXFSZ` at the limit of a file's size.
    package static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        let context = Unmanaged.passRetained(ThreadBody(body))
        var thread = pthread_t()
        let result = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                blockSignals()
                Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, context.toOpaque())
        if result == 0 { pthread_detach(thread) } else { context.release() }
        return result == 0
    }
}

/// All signals but those by which a program crashes.
private func blockSignals() {
    var signals = sigset_t()
    sigfillset(&signals)
    for crash in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT] { sigdelset(&signals, crash) }
    pthread_sigmask(SIG_SETMASK, &signals, nil)
}

/// What a thread is to do.
private final class ThreadBody: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
