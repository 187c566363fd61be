// Owns how far reading is, for those who wait for it.

/// Counts what threads have read, while they read.
package final class ReadingMeter: Sendable {
    /// What was read so far.
    package struct Reading: Sendable, Equatable {
        /// Bytes as stored, of the parts of files that are done. What is read in one piece counts when it was read.
        package var storedBytes: Int64 = 0
        /// Lines, blank ones included.
        package var lines: Int64 = 0
    }

    private let state = Monitor(Reading())

    /// A meter at zero.
    package init() {}

    /// What was read so far.
    package var reading: Reading { state.withLock { $0 } }

    /// Counts what was read.
    package func add(storedBytes: Int, lines: Int) {
        state.withLock { state in
            state.storedBytes += Int64(storedBytes)
            state.lines += Int64(lines)
        }
    }

    func add(storedBytes: Int) { state.withLock { $0.storedBytes += Int64(storedBytes) } }

    func add(lines: Int) { state.withLock { $0.lines += Int64(lines) } }
}
