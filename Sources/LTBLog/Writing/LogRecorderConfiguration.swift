// Owns the settings by which many threads record.

/// What happens to lines that come faster than they can be written, once the memory for them is used up.
package enum OverflowPolicy: Sendable, CaseIterable {
    /// The line that comes is dropped.
    case dropNewest
    /// The lines that have waited longest are dropped.
    case dropOldest
    /// Whoever appends waits.
    case block
}

/// How a recorder records.
package struct LogRecorderConfiguration: Sendable {
    /// How the log is written.
    package var log = LogWriterConfiguration()
    /// The bytes of lines that wait to be written; a single line may go over it.
    package var bufferBytes = 64 << 20
    /// What happens when they are used up.
    package var overflow = OverflowPolicy.dropNewest
    /// After a failed write, when to try again.
    package var retryInterval: Duration = .seconds(1)
    /// How many buffers the threads share, made up to a power of two: more let them wait less for each other.
    package var stripes = 16
    /// Makes what makes lines of records; called once, on the recorder's own thread, where the result is used.
    package var makeExpansion: (@Sendable () -> RecordExpansion)?
    /// Makes the line that tells how many lines were dropped since the last such line; without it they are only
    /// counted. Called on the recorder's own thread.
    package var droppedLine: (@Sendable (_ count: Int64, _ line: inout [UInt8]) -> Void)?
    /// Told of the first error, and again of the first after recording had resumed. Called on the recorder's own thread,
    /// where nothing waits for the recorder, even if it is let go of.
    package var onError: (@Sendable (LogError) -> Void)?

    /// The defaults.
    package init() {}
}
