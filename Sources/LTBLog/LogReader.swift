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
    private let stored: StoredBytes
    private var frames: FrameReader?
    private var splitter: LineSplitter
    private var unfinishedLineBytes: Int64 = 0

    /// Opens a log and looks at its first bytes.
    package convenience init(_ file: LogFile) throws(LogError) {
        try self.init(file, limits: LogLimits())
    }

    /// Opens a log to be read with other limits than the format's.
    package init(_ file: LogFile, limits: LogLimits) throws(LogError) {
        self.file = file
        stored = StoredBytes(try OpenFile.reading(file.path), readBytes: limits.readBytes)
        splitter = LineSplitter(limit: limits.lineBytes)
        guard try stored.fill(1) else { throw .empty(path: file.path) }
        _ = try stored.fill(ContentKind.bytesNeeded)
        switch ContentKind(firstBytes: stored.window) {
        case .zstd: frames = FrameReader(stored, limits: limits)
        case .plain: frames = nil
        case .foreign(let compression): throw .compressed(path: file.path, by: compression)
        case .unknown: throw .notALog(path: file.path)
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
        if frames != nil {
            try readFrames(to: body)
        } else {
            try readPlain(to: body)
        }
        try splitter.finish(to: body)
    }

    /// What was read until now, and what could not be.
    package var outcome: LogOutcome {
        var outcome = frames?.outcome ?? LogOutcome(name: file.name)
        outcome.storedBytes = stored.offset
        outcome.unfinishedLineBytes = unfinishedLineBytes
        outcome.overlongLines = splitter.overlongLines
        outcome.firstOverlongLines = splitter.firstOverlongLines
        return outcome
    }

    private func readFrames(to body: (inout LineBatch) throws -> Void) throws {
        try frames?.read { text, frame in
            if let text {
                try splitter.feed(text, frame: frame, to: body)
            } else {
                unfinishedLineBytes += splitter.dropPartial()
            }
        }
    }

    private func readPlain(to body: (inout LineBatch) throws -> Void) throws {
        while try stored.fill(1) {
            let text = stored.window
            try splitter.feed(text, frame: 0, to: body)
            stored.consume(text.count)
        }
    }
}
