// Owns looking at an existing log before anything is appended to it.

/// How an existing log ends.
struct LogTail {
    /// The frames up to `end`.
    private(set) var frames = SeekTable()
    private(set) var remainder = Remainder.nothing
    /// Whether the last line has no newline yet, as other writers may leave it.
    private(set) var needsNewline = false

    /// What follows the last whole frame.
    enum Remainder {
        case nothing
        case seekTable
        /// The start of a frame, which may hold lines.
        case tornFrame
        /// The start of a frame that holds none.
        case tornSkippable
    }

    /// The end of the last whole frame, the seek table aside.
    var end: Int64 { frames.storedBytes }

    /// The first bytes of each block are all that is read of what is passed over.
    private static let readBytes = 4 << 10

    /// What one frame is, and what it holds.
    private enum Unit {
        case skippable
        case text(bytes: Int64)
        case torn(Remainder)
    }

    /// Looks at a log: believes its seek table, or walks over its frames, then decodes the last that has text.
    ///
    /// Throws where appending could make something unreadable: after what is no log, and after damage.
    init(of file: OpenFile) throws(LogError) {
        if let table = try Self.soundTable(of: file) {
            (frames, remainder) = (table, .seekTable)
        } else {
            try walk(file)
        }
        if let last = frames.lastText {
            needsNewline = try FrameText(of: file, from: last).lastByte != 0x0A
        }
    }

    /// The seek table, if there is one and a frame starts wherever it says so.
    private static func soundTable(of file: OpenFile) throws(LogError) -> SeekTable? {
        guard let table = try SeekTable(atEndOf: file) else { return nil }
        var place: Int64 = 0
        for entry in table.entries {
            guard entry.storedBytes >= 8, let start = try file.bytes(at: place, count: 4),
                start.withUnsafeBytes({ FrameMagic.begins($0) })
            else { return nil }
            place += Int64(entry.storedBytes)
        }
        return table
    }

    private mutating func walk(_ file: OpenFile) throws(LogError) {
        let stored = StoredBytes(file, from: 0, readBytes: Self.readBytes)
        guard try stored.fill(1) else { return }
        _ = try stored.fill(4)
        guard FrameMagic.begins(stored.window) else { throw .cannotAppend(path: file.path) }
        while try stored.fill(1) {
            let start = stored.offset
            switch try Self.passOverUnit(stored) {
            case .skippable: frames.append(storedBytes: stored.offset - start, textBytes: 0)
            case .text(let bytes): frames.append(storedBytes: stored.offset - start, textBytes: bytes)
            case .torn(let remainder): return self.remainder = remainder
            }
        }
    }
}

// MARK: - Walking

extension LogTail {
    private static func passOverUnit(_ stored: StoredBytes) throws(LogError) -> Unit {
        let damaged = LogError.damaged(path: stored.file.path, offset: stored.offset)
        guard try stored.fill(4) else {
            guard FrameMagic.begins(stored.window) else { throw damaged }
            return .torn(.tornFrame)
        }
        let magic = stored.window.littleEndian(at: 0)
        if FrameMagic.isSkippable(magic) {
            guard try stored.fill(8) else { return .torn(.tornSkippable) }
            return try stored.skip(8 + Int64(stored.window.littleEndian(at: 4))) ? .skippable : .torn(.tornSkippable)
        }
        guard magic == FrameMagic.data else { throw damaged }
        guard try stored.fill(FrameHeader.fixedBytes), try stored.fill(FrameHeader.size(stored.window)) else {
            return .torn(.tornFrame)
        }
        guard let header = FrameHeader(stored.window) else { throw damaged }
        guard header.windowBytes <= LogLimits().windowBytes, header.dictionaryID == 0 else { throw damaged }
        let start = stored.offset
        stored.consume(header.headerBytes)
        guard try passOverBlocks(stored, header, damaged) else { return .torn(.tornFrame) }
        if let bytes = header.textBytes.flatMap(Int64.init(exactly:)) { return .text(bytes: bytes) }
        return .text(bytes: try FrameText(of: stored.file, from: start).bytes)
    }

    /// False if the file ends before the frame does.
    private static func passOverBlocks(
        _ stored: StoredBytes, _ header: FrameHeader, _ damaged: LogError
    ) throws(LogError) -> Bool {
        var isLast = false
        while !isLast {
            guard try stored.fill(BlockHeader.headerBytes) else { return false }
            guard let block = BlockHeader(stored.window, at: 0) else { throw damaged }
            guard try stored.skip(Int64(BlockHeader.headerBytes + block.contentBytes)) else { return false }
            isLast = block.isLast
        }
        return try stored.skip(header.hasChecksum ? Int64(FrameHeader.checksumBytes) : 0)
    }
}

extension SeekTable {
    /// Where the last frame that has text starts.
    fileprivate var lastText: Int64? {
        var end = storedBytes
        for entry in entries.reversed() {
            end -= Int64(entry.storedBytes)
            if entry.textBytes > 0 { return end }
        }
        return nil
    }
}
