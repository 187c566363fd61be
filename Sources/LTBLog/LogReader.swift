// Owns reading one log from its first line to its last.

/// Reads the lines of one log, compressed or plain, from a file or standard input, in bounded memory.
///
/// Bytes become frames (`FrameScanner`), frames become text (`FrameDecoder`), text becomes lines (`LineSplitter`).
/// A log is read once: after that, `outcome` says how much there was, and what could not be read.
///
/// What is damaged is passed over. A frame up to 8 MiB is given whole or not at all. A larger one (other writers' may hold
/// a whole log) is given while it is decoded, up to its first damaged block; if only its checksum is wrong, all its lines
/// have been given, and the outcome counts all its bytes as damaged. A torn last frame is given up to its last whole line.
package final class LogReader {
    /// The log that is read.
    package let file: LogFile
    let stored: StoredBytes
    let isCompressed: Bool
    let frames: FrameReader
    let splitter: LineSplitter
    private var unfinishedLineBytes: Int64 = 0
    /// Frames that others have read, and where the file ended for them.
    var framesElsewhere: Int64 = 0
    var endElsewhere: Int64 = 0

    /// Opens a log and looks at its first bytes.
    package convenience init(_ file: LogFile) throws(LogError) {
        try self.init(file, limits: LogLimits())
    }

    /// Opens a log to be read with other limits than the format's.
    package convenience init(_ file: LogFile, limits: LogLimits) throws(LogError) {
        try self.init(file, index: 0, limits: limits)
    }

    /// Opens one log of several.
    init(_ file: LogFile, index: Int, limits: LogLimits) throws(LogError) {
        self.file = file
        stored = StoredBytes(try OpenFile.reading(file.path), readBytes: limits.readBytes)
        frames = FrameReader(stored, limits: limits)
        splitter = LineSplitter(limit: limits.lineBytes, file: index)
        guard try stored.fill(1) else { throw .empty(path: file.path) }
        _ = try stored.fill(ContentKind.bytesNeeded)
        switch ContentKind(firstBytes: stored.window) {
        case .zstd: isCompressed = true
        case .plain: isCompressed = false
        case .foreign(let compression): throw .compressed(path: file.path, by: compression)
        case .unknown:
            // A log whose first bytes are damaged is one still.
            guard try frames.findsFrame() else { throw .notALog(path: file.path) }
            isCompressed = true
        }
    }

    /// Gives every line that is not blank, without its newline, in order, with its place.
    ///
    /// Throws what the body throws, which ends the reading, or a `LogError`.
    @inlinable
    package func forEachLine(_ body: (UnsafeRawBufferPointer, LinePosition) throws -> Void) throws {
        try forEachBatch { batch in
            while let line = batch.next() { try body(line, batch.position) }
        }
    }

    /// Gives all lines, in order, in batches of consecutive whole ones: mostly a frame at a time.
    ///
    /// Throws what the body throws, which ends the reading, or a `LogError`.
    package func forEachBatch(_ body: (inout LineBatch) throws -> Void) throws {
        if isCompressed {
            try frames.read { try take($0, frame: $1, to: body) }
        } else {
            try readPlain(body)
        }
        try splitter.finish(to: body)
    }

    /// Is told of each frame and each damage once it has been passed; of a plain file there is nothing to tell.
    package var observer: ((StoredPart) -> Void)? {
        get { frames.observer }
        set { frames.observer = newValue }
    }

    /// How many bytes, as stored, were passed until now.
    package var storedPosition: Int64 { stored.offset }

    /// What was read until now, and what could not be.
    package var outcome: LogOutcome {
        var outcome = frames.outcome
        outcome.frames += framesElsewhere
        outcome.storedBytes = max(stored.offset, endElsewhere)
        outcome.unfinishedLineBytes = unfinishedLineBytes
        outcome.overlongLines = splitter.overlongLines
        outcome.firstOverlongLines = splitter.firstOverlongLines
        return outcome
    }

    /// Takes the text of a frame, or nil where text is missing.
    func take(
        _ text: UnsafeRawBufferPointer?, frame: Int, to body: (inout LineBatch) throws -> Void
    ) throws {
        if let text {
            try splitter.feed(text, frame: frame, to: body)
        } else {
            unfinishedLineBytes += splitter.dropPartial()
        }
    }

    /// Reads plain text up to a place, or to its end.
    func readPlain(to end: Int64 = .max, _ body: (inout LineBatch) throws -> Void) throws {
        while stored.offset < end, try stored.fill(1) {
            let text = UnsafeRawBufferPointer(rebasing: stored.window.prefix(Int(end - stored.offset)))
            try splitter.feed(text, frame: 0, to: body)
            stored.consume(text.count)
        }
    }
}
