// Owns the bounds of memory and patience of everything that reads a log.

/// How much a reader holds at once; the defaults are those of the format, tests choose smaller ones.
package struct LogLimits: Sendable {
    /// Frames up to this size, stored and as text, are verified whole before their first line is given; longer ones are
    /// streamed.
    package var verifiedFrameBytes = 8 << 20
    /// Longer lines are passed over and counted.
    package var lineBytes = 16 << 20
    /// Frames that need a larger window are refused.
    package var windowBytes: UInt64 = 128 << 20
    /// Bytes that are asked of the system at once.
    package var readBytes = 1 << 20
    /// A thread takes at least this many stored bytes at once, if whole frames are not more.
    package var partBytes = 256 << 10
    /// Bytes of text that may wait for the text before them, where lines go over from one part to the next.
    package var waitingBytes = 16 << 20
    /// So many bytes more than before may the process hold while several threads gather what is in the lines; beyond that
    /// some of them hand over what they have and stop. What comes after the reading needs about as much once.
    package var gatheredBytes = 192 << 20
    /// Bytes of work on what turned out not to be a frame, beyond four times what was read, before the search for the
    /// next frame becomes coarse. It keeps the time on a hostile file linear.
    package var searchBytes: Int64 = 1 << 30

    /// The limits of the format.
    package init() {}
}
