// Owns the settings by which logs are written.

/// How a log is written.
package struct LogWriterConfiguration: Sendable {
    /// The level of zstd's compression. On event logs level 1 is both faster and smaller than level 3.
    package var level: Int32 = 1
    /// A frame is closed before its text would grow over this, 8 MiB at most; only a single longer line makes a longer one.
    package var frameBytes = 1 << 20
    /// A frame is closed once it is this old.
    package var frameAge: Duration = .seconds(60)
    /// What was appended is written at the latest after this time.
    package var flushInterval: Duration = .seconds(1)
    /// Whether a flush waits until the disk has the bytes.
    package var synchronize = false
    /// When to go on in a new file; nil: never.
    package var rotation: LogRotation?

    /// The defaults.
    package init() {}

    var frameLimit: Int { min(frameBytes, LogLimits().verifiedFrameBytes) }
}
