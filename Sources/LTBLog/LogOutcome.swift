// Owns what a reader says about a log after reading it: how much there was, and what could not be read.

/// What was read of one file, and what was not.
package struct LogOutcome: Sendable, Equatable {
    /// The file's base name, `-` for standard input.
    package var name: String
    /// Bytes as stored, damaged ones included.
    package var storedBytes: Int64 = 0
    /// Data frames that were read to their end; 0 for a plain file.
    package var frames: Int64 = 0
    /// Stored bytes that could not be decoded, or not be trusted.
    package var damagedBytes: Int64 = 0
    /// Data frames that could not be decoded to their end, a torn last one included; what lies between two good frames
    /// and has no recognisable structure counts as one.
    package var damagedFrames: Int64 = 0
    /// Whether the file ends in the middle of a frame.
    package var tornTail = false
    /// Bytes of text that were decoded and then dropped, since the end of their line was damaged or torn off.
    package var unfinishedLineBytes: Int64 = 0
    /// Lines over 16 MiB, which were passed over.
    package var overlongLines: Int64 = 0
    /// The places of the first few of them.
    package var firstOverlongLines: [LinePosition] = []
    /// Sentences on frames that are sound but cannot be read, each counted as damaged too; at most a few.
    package var notices: [String] = []

    /// How many places and notices are kept.
    package static let examples = 4

    /// Whether everything was read.
    package var isComplete: Bool {
        damagedBytes == 0 && damagedFrames == 0 && !tornTail && unfinishedLineBytes == 0 && overlongLines == 0
    }

    /// Nothing read yet.
    package init(name: String) {
        self.name = name
    }
}
