// Owns what can be told of a log without reading most of it.

/// The frames of a regular file, from its seek table or its headers, and the lines at its two ends.
package struct LogSketch {
    /// Bytes as stored.
    package let storedBytes: Int64
    /// Data frames.
    package let frames: Int64
    /// Bytes of text, of all whole frames.
    package let textBytes: Int64
    package let hasSeekTable: Bool
    package let isTorn: Bool
    /// The lines of the first and the last frame that has text, as one text each.
    package let firstLines: [[UInt8]]
    package let lastLines: [[UInt8]]

    /// Looks at a log; damage in headers is an error.
    package init(_ log: LogFile) throws(LogError) {
        let reader = try LogReader(log)
        let file = reader.stored.file
        guard let size = file.size else {
            throw .cannotOpen(path: log.path, reason: "only a regular file can be read from both ends")
        }
        if reader.isCompressed {
            try self.init(framesOf: file, size: size)
        } else {
            try self.init(textOf: file, size: size)
        }
    }

    private init(framesOf file: OpenFile, size: Int64) throws(LogError) {
        let tail = try LogTail(of: file)
        let entries = tail.frames.entries
        storedBytes = size
        frames = Int64(entries.count { $0.textBytes > 0 })
        textBytes = entries.reduce(0) { $0 + Int64($1.textBytes) }
        if case .seekTable = tail.remainder { hasSeekTable = true } else { hasSeekTable = false }
        switch tail.remainder {
        case .tornFrame, .tornSkippable: isTorn = true
        case .nothing, .seekTable: isTorn = false
        }
        var place: Int64 = 0
        var frames: [Int64] = []
        for entry in entries {
            if entry.textBytes > 0 { frames.append(place) }
            place += Int64(entry.storedBytes)
        }
        var torn: Int64?
        if case .tornFrame = tail.remainder { torn = place }
        firstLines = try Self.lines(of: file, at: frames.first ?? torn, isTorn: frames.isEmpty)
        // What was flushed of a torn frame can be read as well, if anything was.
        let flushed = try Self.lines(of: file, at: torn, isTorn: true)
        lastLines = flushed.isEmpty ? try Self.lines(of: file, at: frames.last) : flushed
    }

    /// How much of a plain file is looked at on either end.
    private static let endBytes: Int64 = 64 << 10

    private init(textOf file: OpenFile, size: Int64) throws(LogError) {
        (storedBytes, textBytes, frames) = (size, size, 0)
        (hasSeekTable, isTorn) = (false, false)
        let count = min(size, Self.endBytes)
        let start = try file.bytes(at: 0, count: Int(count)) ?? []
        let end = try file.bytes(at: size - count, count: Int(count)) ?? []
        firstLines = start.split(separator: 0x0A).map(Array.init)
        // The first of them may have begun before.
        lastLines = end.split(separator: 0x0A).dropFirst(count < size ? 1 : 0).map(Array.init)
    }

    /// The whole lines of one frame; the last one of a frame that is not torn may lack its newline.
    private static func lines(
        of file: OpenFile, at offset: Int64?, isTorn: Bool = false
    ) throws(LogError) -> [[UInt8]] {
        guard let offset else { return [] }
        let limits = LogLimits()
        let reader = FrameReader(StoredBytes(file, from: offset, readBytes: 64 << 10), limits: limits)
        var text: [UInt8] = []
        do {
            _ = try reader.readIrregular(from: FrameReader.Place(offset: 0, frame: 0)) { bytes, _ in
                if let bytes, text.count <= limits.verifiedFrameBytes { text += bytes }
            }
        } catch let error as LogError {
            throw error
        } catch {
            throw .damaged(path: file.path, offset: offset)
        }
        if isTorn { text.removeSubrange((text.lastIndex(of: 0x0A) ?? 0)...) }
        return text.split(separator: 0x0A).map(Array.init)
    }
}
