// Owns finding frames in stored bytes: where the next one starts and ends, without decoding it.

/// What the stored bytes hold at the start of the window.
enum StoredUnit {
    /// A frame without data, to be passed over; its size includes its header.
    case skippable(bytes: Int64)
    /// A data frame that lies in the window as a whole.
    case whole(bytes: Int)
    /// A data frame that is longer than a reader holds at once.
    case long(FrameHeader)
    /// A data frame, or its first bytes, of which the input ends before its end.
    case cut(FrameHeader?)
    /// A frame without data, before whose end the input ends.
    case cutSkippable
    /// A data frame that asks for more than a reader grants.
    case refused(FrameHeader)
    /// Anything else.
    case illegal
}

/// Walks over frames by their headers and the headers of their blocks.
struct FrameScanner {
    let stored: StoredBytes
    let limits: LogLimits
    /// Stored bytes over which the last walk went.
    private(set) var walkedBytes = 1
    /// An upper bound of the text in them.
    private var walkedTextBytes: Int64 = 0

    init(_ stored: StoredBytes, limits: LogLimits) {
        self.stored = stored
        self.limits = limits
    }

    /// Tells what starts at a place in the window.
    mutating func unit(at start: Int = 0) throws(LogError) -> StoredUnit {
        forgetWalk()
        guard try stored.fill(start + 4) else {
            let rest = UnsafeRawBufferPointer(rebasing: stored.window[start...])
            return FrameMagic.begins(rest) ? .cut(nil) : .illegal
        }
        let magic = stored.window.littleEndian(at: start)
        if FrameMagic.isSkippable(magic) { return try skippable(at: start) }
        guard magic == FrameMagic.data else { return .illegal }
        guard try stored.fill(start + FrameHeader.fixedBytes) else { return .cut(nil) }
        guard try stored.fill(start + FrameHeader.size(bytes(from: start))) else { return .cut(nil) }
        guard let header = FrameHeader(bytes(from: start)) else { return .illegal }
        if header.windowBytes > limits.windowBytes || header.dictionaryID != 0 { return .refused(header) }
        return try measured(header, at: start)
    }

    /// What looking at the last unit cost in bytes, decoding it included.
    var work: Int64 { Int64(walkedBytes) + min(walkedTextBytes, Int64(limits.verifiedFrameBytes)) }

    /// Forgets the last walk, when what it went over has been read in another way.
    mutating func forgetWalk() {
        walkedBytes = 1
        walkedTextBytes = 0
    }

    /// Whether the input ends at a place in the window, or a frame can start there.
    func canFollow(at place: Int) throws(LogError) -> Bool {
        if try stored.fill(place + 4) { return FrameMagic.isKnown(stored.window.littleEndian(at: place)) }
        return stored.window.count == place || FrameMagic.begins(bytes(from: place))
    }

    /// Moves the window forward, by at least a byte, to what may be a frame's start; to the input's end if there is none.
    mutating func skipToNextMagic() throws(LogError) {
        guard try stored.skip(1) else { return }
        while try stored.fill(4) {
            if let found = magic(from: 0) { return stored.consume(found) }
            stored.consume(stored.window.count - 3)
        }
        stored.consume(stored.window.count)
    }

    /// The first place at or after one where a frame's magic number stands in the window.
    func magic(from start: Int) -> Int? {
        let window = stored.window
        guard window.count >= start + 4 else { return nil }
        return (start...(window.count - 4)).first { FrameMagic.isKnown(window.littleEndian(at: $0)) }
    }

    private func bytes(from start: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: stored.window[start...])
    }

    private mutating func skippable(at start: Int) throws(LogError) -> StoredUnit {
        guard try stored.fill(start + 8) else { return .cutSkippable }
        let bytes = 8 + Int64(stored.window.littleEndian(at: start + 4))
        guard bytes > limits.verifiedFrameBytes else {
            guard try stored.fill(start + Int(bytes)) else { return .cutSkippable }
            return try canFollow(at: start + Int(bytes)) ? .skippable(bytes: bytes) : .illegal
        }
        // A regular file can be looked at further on; a pipe must be believed.
        guard stored.file.isSeekable else { return .skippable(bytes: bytes) }
        guard let next = try stored.bytes(ahead: Int64(start) + bytes, count: 4) else { return .illegal }
        let follows = next.withUnsafeBytes { FrameMagic.begins($0) }
        return next.isEmpty || follows ? .skippable(bytes: bytes) : .illegal
    }

    private mutating func measured(_ header: FrameHeader, at start: Int) throws(LogError) -> StoredUnit {
        var position = start + header.headerBytes
        defer { walkedBytes = position - start }
        var isLast = false
        while !isLast {
            guard position - start <= limits.verifiedFrameBytes else { return .long(header) }
            guard try stored.fill(position + BlockHeader.headerBytes) else { return .cut(header) }
            guard let block = BlockHeader(stored.window, at: position) else { return .illegal }
            position += BlockHeader.headerBytes + block.contentBytes
            walkedTextBytes += Int64(block.textBound)
            isLast = block.isLast
        }
        position += header.hasChecksum ? FrameHeader.checksumBytes : 0
        return try stored.fill(position) ? .whole(bytes: position - start) : .cut(header)
    }
}
