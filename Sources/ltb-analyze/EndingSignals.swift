// Owns what a command does when a signal asks it to end.

import Glibc
import LTBLog

/// SIGINT, SIGTERM and SIGHUP, taken by a thread of their own.
enum EndingSignals {
    /// Has a body called on another thread when the first of them comes; from here on they do nothing else.
    ///
    /// One that was ignored when the command was started (`nohup`, a background job of a script) stays so.
    static func onFirst(_ body: @escaping @Sendable (Int32) -> Void) {
        var signals = taken
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, &signals, &before)
        let isStarted = SystemThread.start { [signals] in
            var waited = signals
            var signal: Int32 = 0
            if sigwait(&waited, &signal) == 0 { body(signal) }
        }
        // Without a thread they end the command as they always do.
        if !isStarted { pthread_sigmask(SIG_SETMASK, &before, nil) }
    }

    /// Ends the command as the signal would have done; to be called by the body.
    static func end(by number: Int32) {
        signal(number, SIG_DFL)
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, number)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        kill(getpid(), number)
    }

    /// Gives the command some seconds to end by itself, unless another signal comes; to be called by the body.
    static func end(by first: Int32, onAnotherOrAfter seconds: Int) {
        var signals = taken
        var patience = timespec(tv_sec: seconds, tv_nsec: 0)
        let second = sigtimedwait(&signals, nil, &patience)
        end(by: second > 0 ? second : first)
    }

    private static var taken: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(signal) { sigaddset(&signals, signal) }
        return signals
    }

    private static func isIgnored(_ signal: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(signal, nil, &action) == 0 else { return false }
        let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        return handler == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
