// Owns the files that a command has begun, of which a signal that ends it must leave nothing.

import Glibc
import LTBLog

/// Files beside the places of outputs, until these are complete.
enum UnfinishedFiles {
    private struct State: Sendable {
        var paths: Set<String> = []
        var isWatching = false
    }

    /// Held while files are touched, so that none is made after a signal had them removed.
    private static let state = Monitor(State())

    /// Makes a file, or empties it, and opens it to be written; a descriptor, or -1 with `errno`.
    static func open(_ path: String) -> Int32 {
        state.withLock { state in
            if !state.isWatching {
                state.isWatching = true
                EndingSignals.onFirst { end(by: $0) }
            }
            let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
            if descriptor >= 0 { state.paths.insert(path) }
            return descriptor
        }
    }

    /// Puts a complete file in its place; whether that went well, else with `errno`.
    static func complete(_ path: String, as target: String) -> Bool {
        state.withLock { state in
            guard rename(path, target) == 0 else { return false }
            state.paths.remove(path)
            return true
        }
    }

    /// Removes a file that cannot be completed.
    static func remove(_ path: String) {
        state.withLock { state in
            unlink(path)
            state.paths.remove(path)
        }
    }

    private static func end(by signal: Int32) {
        state.withLock { state in
            for path in state.paths { unlink(path) }
            EndingSignals.end(by: signal)
        }
    }
}
