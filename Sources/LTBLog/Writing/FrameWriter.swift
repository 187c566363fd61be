// Owns turning lines into frames on disk, and holding on to what could not be written.

/// Writes whole lines as frames; to be used by one thread at a time.
///
/// A frame holds whole lines, at most 1 MiB of them, has a content checksum and a window of at most 1 MiB:
///
///     log   = *frame [table]              ; ordinary zstd frames (RFC 8878), skippable ones allowed between them
///     frame = header 1*block checksum     ; the text of the blocks that a flush ended is whole lines, too
///     text  = *(JSON-object %x0A)         ; of all frames together
///     table = a skippable frame           ; `SeekTable`, after a clean close
///
/// Every flush ends a block, and is one write to the file, so that a reader (or whoever recovers the log) gets every line that
/// was flushed, even if the frame is never closed.
///
/// When writing fails nothing is lost: the block that could not be written stays in memory, compressed and as text, the
/// file ends with its last whole block, and the next call tries again. If the file was removed, replaced or cut by
/// somebody, the block starts a new frame in whatever file the path leads to then.
final class FrameWriter {
    /// A block that is compressed but not yet written.
    private struct Unwritten {
        var text: [UInt8]
        var stored: UnsafeRawBufferPointer
        var end: FrameCompressor.End
    }

    private let destination: LogDestination
    private let configuration: LogWriterConfiguration
    private let compressor: FrameCompressor
    /// Text that is not compressed yet.
    private var pending: [UInt8] = []
    private var unwritten: Unwritten?
    /// Memory for the next text.
    private var spare: [UInt8] = []
    /// The text of the open frame, what is pending included.
    private(set) var frameTextBytes = 0
    /// When the open frame was begun.
    private(set) var frameStart: Int64 = 0
    /// Whether the last line of the existing log is still open.
    private var needsNewline: Bool
    private var isNew: Bool
    private let frameLimit: Int

    init(_ destination: LogDestination, _ configuration: LogWriterConfiguration) {
        self.destination = destination
        self.configuration = configuration
        compressor = FrameCompressor(level: configuration.level)
        frameLimit = configuration.frameLimit
        needsNewline = destination.log?.needsNewline ?? false
        isNew = destination.log?.isNew ?? false
    }

    var path: String { destination.currentPath }

    /// Whether there are lines that no reader can see yet.
    var hasUnflushedLines: Bool { !pending.isEmpty || unwritten != nil }

    /// Writes what an earlier call could not write.
    func retry() throws(LogError) {
        try writeUnwritten()
    }

    /// Ends the frame if text of this size would make it too long.
    func makeRoom(for bytes: Int) throws(LogError) {
        try writeUnwritten()
        if frameTextBytes > 0, frameTextBytes + bytes > frameLimit { try end(.frame) }
    }

    /// Takes whole lines, or the start of one whose rest is taken next.
    func append(_ text: UnsafeRawBufferPointer, at now: Int64) {
        if frameTextBytes == 0 { frameStart = now }
        let before = pending.count
        if needsNewline { pending.append(0x0A) }
        needsNewline = false
        pending.append(contentsOf: text)
        frameTextBytes += pending.count - before
    }

    /// Whether the frame has all the text that it may have.
    var isFull: Bool { frameTextBytes >= frameLimit }

    /// Lets readers see every line.
    func flush(synchronize: Bool) throws(LogError) {
        try writeUnwritten()
        if !pending.isEmpty { try end(.block) }
        if synchronize { try destination.log?.synchronize() }
    }

    /// Ends the open frame, if there is one.
    func endFrame() throws(LogError) {
        try writeUnwritten()
        if frameTextBytes > 0 { try end(.frame) }
    }

    /// Whether it is time to go on in the next file.
    func isRotationDue(at now: Int64) -> Bool { destination.isRotationDue(at: now) }

    /// Goes on in the next file. If that cannot be opened, what comes goes into the old one.
    func rotate() throws(LogError) {
        try endFrame()
        defer { adoptLog() }
        try destination.rotate()
    }

    /// Ends the frame and gives up the file; a new log without lines becomes one frame without text.
    func close() throws(LogError) {
        do throws(LogError) {
            try writeUnwritten()
            if frameTextBytes > 0 || isNew { try end(.frame) }
            if configuration.synchronize { try destination.log?.synchronize() }
        } catch {
            try? destination.close()
            throw error
        }
        try destination.close()
    }
}

extension FrameWriter {
    private func end(_ end: FrameCompressor.End) throws(LogError) {
        try compress(&pending, end)
        swap(&pending, &spare)
        try writeUnwritten()
    }

    /// Leaves the text with the block that it becomes.
    private func compress(_ text: inout [UInt8], _ end: FrameCompressor.End) throws(LogError) {
        guard let stored = text.withUnsafeBytes({ compressor.compress($0, endOf: end) }) else {
            throw .writeFailed(path: path, reason: "libzstd cannot compress it")
        }
        unwritten = Unwritten(text: [], stored: stored, end: end)
        swap(&unwritten!.text, &text)
    }

    private func writeUnwritten() throws(LogError) {
        guard unwritten != nil else { return }
        let (log, isReopened) = try destination.logInPlace()
        if isReopened { try restartFrame() }
        try write(to: log)
        if unwritten?.end == .frame { frameTextBytes = 0 }
        isNew = false
        reclaimMemory()
    }

    private func write(to log: AppendedLog) throws(LogError) {
        guard let block = unwritten else { return }
        try log.append(block.stored, textBytes: block.text.count, end: block.end)
    }

    /// Keeps the memory of the block's text for the text after the next.
    private func reclaimMemory() {
        guard var text = unwritten?.text else { return }
        unwritten = nil
        text.removeAll(keepingCapacity: true)
        spare = text
    }

    /// Makes the block the start of a new frame.
    private func restartFrame() throws(LogError) {
        guard var text = unwritten?.text, let end = unwritten?.end else { return }
        unwritten = nil
        adoptLog()
        if needsNewline, !text.isEmpty { text.insert(0x0A, at: 0) }
        needsNewline = false
        frameTextBytes = text.count
        compressor.reset()
        try compress(&text, end)
    }

    private func adoptLog() {
        guard let log = destination.log else { return }
        needsNewline = log.needsNewline
        isNew = log.isNew
    }
}
