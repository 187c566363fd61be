// Owns looking at an existing log before anything is appended to it.

/// How an existing log ends.
struct LogTail {
    /// Whether the last line has no newline yet, as other writers may leave it.
    var needsNewline = false

    /// The first bytes of each block are all that is read of what is passed over.
    private static let readBytes = 4 << 10

    /// Looks at a log: walks over its frames without decoding them, then decodes the last that has text.
    ///
    /// Throws where appending could make something unreadable: after what is no log, after a torn frame, after damage.
    init(of file: OpenFile) throws(LogError) {
        let stored = StoredBytes(file, from: 0, readBytes: Self.readBytes)
        guard try stored.fill(1) else { return }
        _ = try stored.fill(4)
        guard FrameMagic.begins(stored.window) else { throw .cannotAppend(path: file.path) }
        var lastFrame: Int64?
        while try stored.fill(1) {
            let start = stored.offset
            if try Self.passOverFrame(stored) { lastFrame = start }
        }
        if let lastFrame { needsNewline = try Self.lacksNewline(file, from: lastFrame) }
    }

    /// Passes over one frame of any kind; whether it has text.
    private static func passOverFrame(_ stored: StoredBytes) throws(LogError) -> Bool {
        let start = stored.offset
        let torn = LogError.tornTail(path: stored.file.path, offset: start)
        let damaged = LogError.damaged(path: stored.file.path, offset: start)
        guard try stored.fill(4) else { throw FrameMagic.begins(stored.window) ? torn : damaged }
        let magic = stored.window.littleEndian(at: 0)
        if FrameMagic.isSkippable(magic) {
            guard try stored.fill(8) else { throw torn }
            guard try stored.skip(8 + Int64(stored.window.littleEndian(at: 4))) else { throw torn }
            return false
        }
        guard magic == FrameMagic.data else { throw damaged }
        guard try stored.fill(FrameHeader.fixedBytes), try stored.fill(FrameHeader.size(stored.window)) else {
            throw torn
        }
        guard let header = FrameHeader(stored.window) else { throw damaged }
        stored.consume(header.headerBytes)
        return try passOverBlocks(stored, header, torn: torn, damaged: damaged)
    }

    private static func passOverBlocks(
        _ stored: StoredBytes, _ header: FrameHeader, torn: LogError, damaged: LogError
    ) throws(LogError) -> Bool {
        var hasText = false
        var isLast = false
        while !isLast {
            guard try stored.fill(BlockHeader.headerBytes) else { throw torn }
            guard let block = BlockHeader(stored.window, at: 0) else { throw damaged }
            guard try stored.skip(Int64(BlockHeader.headerBytes + block.contentBytes)) else { throw torn }
            hasText = hasText || block.textBound > 0
            isLast = block.isLast
        }
        guard try stored.skip(header.hasChecksum ? Int64(FrameHeader.checksumBytes) : 0) else { throw torn }
        return hasText
    }

    private static func lacksNewline(_ file: OpenFile, from offset: Int64) throws(LogError) -> Bool {
        let limits = LogLimits()
        let reader = FrameReader(StoredBytes(file, from: offset, readBytes: limits.readBytes), limits: limits)
        var last: UInt8?
        do {
            try reader.read { text, _ in last = text?.last ?? last }
        } catch let error as LogError {
            throw error
        } catch {
            throw .damaged(path: file.path, offset: offset)
        }
        guard reader.outcome.isComplete else { throw .damaged(path: file.path, offset: offset) }
        return last != 0x0A
    }
}
