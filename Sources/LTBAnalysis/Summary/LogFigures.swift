// Owns what was read from a log, and what could not be.

/// What was read from the log, and what could not be.
public struct LogFigures: Sendable, Equatable {
    /// One file of the log.
    public struct File: Sendable, Equatable {
        /// The file's base name, `-` for standard input.
        public var name: String
        /// Bytes as stored.
        public var bytes: Int64
        /// Data frames decoded; 0 for a plain file.
        public var frames: Int64

        /// Describes a file by base name, stored bytes and decoded frames.
        public init(name: String, bytes: Int64, frames: Int64) {
            self.name = name
            self.bytes = bytes
            self.frames = frames
        }
    }

    /// Sorted by path.
    public var files: [File] = []
    /// Valid lines before filters, those of unknown types included.
    public var events: Int64 = 0
    /// `events` by `event_type`, unknown ones included.
    public var eventsByType: [String: Int64] = [:]
    /// Events whose event type or payload type is unknown, by that name; also part of `eventsByType`.
    public var unknownTypes: [String: Int64] = [:]
    /// Lines that were skipped, by reason (`invalid_json`, `missing_timestamp`, …).
    public var skippedLines: [String: Int64] = [:]
    /// The first few skipped lines: where, and why.
    public var skippedExamples: [String] = []
    /// Stored bytes that could not be decoded.
    public var damagedBytes: Int64 = 0
    /// Frames that could not be decoded, or not to their end.
    public var damagedFrames: Int64 = 0
    /// Whether a file ends in the middle of a frame or line.
    public var tornTail: Bool = false
    /// Events that the recorder said it had to drop.
    public var droppedEvents: Int64 = 0

    /// Nothing read.
    public init() {}

    /// Stored bytes of all files.
    public var bytes: Int64 { files.reduce(0) { $0 + $1.bytes } }
    /// Whether anything of the log could not be read.
    public var isDamaged: Bool {
        damagedBytes > 0 || damagedFrames > 0 || tornTail || !skippedLines.isEmpty
    }
}
