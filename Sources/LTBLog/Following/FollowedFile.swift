// Owns reading one file as it grows, block by block.

/// A log that is being written, by whomever, and read at the same time.
///
/// Every whole block of a frame is given at once, although its checksum comes later. Where a file is replaced in
/// place, or cut, reading goes on where it changed: at the open frame if that is written anew (its lines are not given
/// again), at its start otherwise. A seek table at the end is passed over only when something follows it, since the
/// next writer takes it away.
///
/// Between two reads the file can be closed: it is opened again by its path, if that is still the same file.
final class FollowedFile {
    /// A frame that was begun.
    private struct OpenFrame {
        enum Part {
            case block, checksum
        }

        var start: FileMark
        var header: FrameHeader
        var next = Part.block
    }

    /// How much of what makes no sense is compared with the file.
    private static let comparedBytes = 4096

    /// Where the file is now.
    var path: String
    private let limits: LogLimits
    private let opening: Opening
    private var file: OpenFile?
    private let splitter: LineSplitter
    private var decoder: FrameDecoder?
    private var isCompressed: Bool?
    /// The place up to which everything was taken.
    private var position: Int64 = 0
    private var mark = FileMark()
    private var frame: OpenFrame?
    private var given: GivenText
    /// Where what is read again starts.
    private var replayStart = FileMark()
    /// Lines from before the place where reading began, to be given first.
    private var linesBefore: [UInt8] = []
    /// Whether the line that is read began before the place where reading began, and is not given.
    private var isInsideLine = false
    /// The open frame that was read again because its bytes made no sense any more.
    private var rereadFrame: Int64?
    private var isInDamage = false
    /// Whether the file was written over since its bytes were read.
    private var isStale = false
    private(set) var outcome: LogOutcome

    /// Opens a file by its path.
    typealias Opening = (_ path: String) throws(LogError) -> OpenFile

    /// Opens a file, which may be empty still; `index` is its place among those that are followed.
    init(
        _ path: String, index: Int, limits: LogLimits, opening: @escaping Opening = OpenFile.reading
    ) throws(LogError) {
        self.path = path
        self.limits = limits
        self.opening = opening
        file = try opening(path)
        splitter = LineSplitter(limit: limits.lineBytes, file: index)
        given = GivenText(limit: limits.verifiedFrameBytes)
        outcome = LogOutcome(name: LogFile(path: path).name)
    }

    /// Whether it takes a descriptor.
    var isOpen: Bool { file != nil }

    /// Frees its descriptor until it is read again.
    func close() { file = nil }

    /// Opens it again, where it is closed; false if another file has its path now.
    func reopen(_ identity: FileIdentity) throws(LogError) -> Bool {
        guard file == nil else { return true }
        let opened = try opening(path)
        guard opened.identity == identity else { return false }
        file = opened
        return true
    }

    /// Gives what was written since the last call; whether there was anything.
    ///
    /// It ends where the file did at first, so that the others get their turn however fast this one grows.
    func readNew(to body: (inout LineBatch) throws -> Void) throws -> Bool {
        guard let file, let end = file.size else { return false }
        var isNew = try giveLinesBefore(to: body)
        while try readOn(file, to: end, body) { isNew = true }
        // Where no frame is open, the next needs nothing of what this one had.
        if frame == nil { decoder = nil }
        return isNew
    }

    /// Reads on until the end, or until something has to be read again; whether there is any sense in another try.
    private func readOn(
        _ file: OpenFile, to end: Int64, _ body: (inout LineBatch) throws -> Void
    ) throws -> Bool {
        if try !mark.isIn(file) { try goBack(in: file) }
        guard position < end else { return false }
        let (start, reread) = (position, rereadFrame)
        isStale = false
        let stored = StoredBytes(file, from: start, readBytes: limits.readBytes)
        defer { outcome.storedBytes = max(outcome.storedBytes, position) }
        while position < end, try readStep(stored, to: body) { position = start + stored.offset }
        let isNew = position != start
        if isNew { mark = try FileMark(in: file, before: position) }
        return isNew || isStale || rereadFrame != reread
    }

    /// Ends the reading of a file that does not grow any more: gives its last line, if that is whole.
    func finish(to body: (inout LineBatch) throws -> Void) throws {
        if frame == nil {
            try splitter.finish(to: body)
        } else {
            outcome.tornTail = true
            outcome.damagedFrames += 1
            outcome.unfinishedLineBytes += splitter.dropPartial()
        }
    }
}

// MARK: - Logs that are not read from their start

extension FollowedFile {
    /// Begins with the last lines that a body takes, as many as are asked for, and with no more of the log before its
    /// last stretch; how many lines are taken until there. To be called before anything is read.
    ///
    /// Where that is of no use, or anything is unusual, the log is read from its start, and `choice` is as it was.
    func skipToLast<Choice>(
        _ count: Int, _ choice: inout Choice, where takes: (inout Choice, UnsafeRawBufferPointer) -> Bool
    ) -> Int {
        guard let file, let start = LateStart(in: file, limits, lines: count, &choice, where: takes) else { return 0 }
        linesBefore = Array(start.linesBefore.joined())
        (position, mark, isCompressed) = (start.mark.offset, start.mark, start.isCompressed)
        isInsideLine = true
        splitter.pass(lines: 1)
        // What is lost in the last stretch is told of when it is read again.
        outcome.addLosses(start.losses)
        return start.linesBefore.count
    }

    private func giveLinesBefore(to body: (inout LineBatch) throws -> Void) throws -> Bool {
        guard !linesBefore.isEmpty else { return false }
        let count = linesBefore.count
        linesBefore += repeatElement(0, count: LineBatch.padding)
        let lines = linesBefore
        linesBefore = []
        try lines.withUnsafeBytes {
            try splitter.feed(UnsafeRawBufferPointer(rebasing: $0[..<count]), frame: 0, to: body)
        }
        return true
    }
}

// MARK: - Steps

extension FollowedFile {
    /// Takes the next whole piece; false if it is not there yet.
    private func readStep(_ stored: StoredBytes, to body: (inout LineBatch) throws -> Void) throws -> Bool {
        guard let isCompressed else { return try recognise(stored) }
        guard isCompressed else { return try readText(stored, to: body) }
        guard let frame else { return try beginUnit(stored) }
        switch frame.next {
        case .block: return try readBlock(stored, to: body)
        case .checksum: return try readChecksum(stored)
        }
    }

    private func recognise(_ stored: StoredBytes) throws -> Bool {
        // Fewer bytes may be the start of anything.
        guard try stored.fill(ContentKind.bytesNeeded) else { return false }
        switch ContentKind(firstBytes: stored.window) {
        case .zstd: isCompressed = true
        case .plain: isCompressed = false
        case .foreign(let compression): throw LogError.compressed(path: path, by: compression)
        case .unknown:
            // A log whose first bytes are damaged is one still.
            let frames = FrameReader(StoredBytes(stored.file, readBytes: limits.readBytes), limits: limits)
            guard try frames.findsFrame() else { throw LogError.notALog(path: path) }
            isCompressed = true
        }
        return true
    }

    private func readText(_ stored: StoredBytes, to body: (inout LineBatch) throws -> Void) throws -> Bool {
        guard try stored.fill(1) else { return false }
        let text = stored.window
        try feed(text, frame: 0, to: body)
        stored.consume(text.count)
        return true
    }

    private func beginUnit(_ stored: StoredBytes) throws -> Bool {
        guard try stored.fill(4) else { return false }
        let magic = stored.window.littleEndian(at: 0)
        if FrameMagic.isSkippable(magic) { return try passOverSkippable(stored) }
        guard magic == FrameMagic.data else { return try lose(stored) }
        guard try stored.fill(FrameHeader.fixedBytes), try stored.fill(FrameHeader.size(stored.window)) else {
            return false
        }
        guard let header = FrameHeader(stored.window), header.windowBytes <= limits.windowBytes,
            header.dictionaryID == 0
        else { return try lose(stored) }
        if !given.isReplaying { given.removeAll() }
        let decoder = self.decoder ?? FrameDecoder(limits: limits)
        self.decoder = decoder
        decoder.beginParts()
        guard decoder.decodePart(UnsafeRawBufferPointer(rebasing: stored.window[..<header.headerBytes])) != nil else {
            return try lose(stored)
        }
        frame = OpenFrame(start: try FileMark(in: stored.file, before: position), header: header)
        stored.consume(header.headerBytes)
        return true
    }

    private func passOverSkippable(_ stored: StoredBytes) throws -> Bool {
        guard try stored.fill(8) else { return false }
        let bytes = 8 + Int64(stored.window.littleEndian(at: 4))
        let next = try stored.bytes(ahead: bytes, count: 4)
        // A seek table never comes back to its place: if it is there now, it was when the bytes behind it were read.
        guard try isCurrent(stored) else { return false }
        guard let next, !next.isEmpty else { return false }
        guard next.withUnsafeBytes({ FrameMagic.begins($0) }) else { return try lose(stored) }
        return try stored.skip(bytes)
    }

    private func readBlock(_ stored: StoredBytes, to body: (inout LineBatch) throws -> Void) throws -> Bool {
        guard try stored.fill(BlockHeader.headerBytes) else { return false }
        guard let block = BlockHeader(stored.window, at: 0) else { return try lose(stored) }
        let bytes = BlockHeader.headerBytes + block.contentBytes
        guard try stored.fill(bytes) else { return false }
        let part = UnsafeRawBufferPointer(rebasing: stored.window[..<bytes])
        guard let decoder, let textBytes = decoder.decodePart(part) else { return try lose(stored) }
        isInDamage = false
        guard try give(decoder.text(textBytes), to: body) else { return false }
        stored.consume(bytes)
        if block.isLast { endBlocks() }
        return true
    }

    private func endBlocks() {
        if frame?.header.hasChecksum == true { frame?.next = .checksum } else { endFrame() }
    }

    private func readChecksum(_ stored: StoredBytes) throws -> Bool {
        guard try stored.fill(FrameHeader.checksumBytes) else { return false }
        let part = UnsafeRawBufferPointer(rebasing: stored.window[..<FrameHeader.checksumBytes])
        guard decoder?.decodePart(part) != nil else { return try lose(stored) }
        stored.consume(FrameHeader.checksumBytes)
        endFrame()
        return true
    }

    private func endFrame() {
        outcome.frames += 1
        frame = nil
        rereadFrame = nil
        if !given.isReplaying { given.removeAll() }
    }

    /// Gives what is new of a text; false if all is to be read again.
    private func give(_ text: UnsafeRawBufferPointer, to body: (inout LineBatch) throws -> Void) throws -> Bool {
        let number = Int(outcome.frames + outcome.damagedFrames)
        switch given.take(text) {
        case .from(let offset):
            try feed(UnsafeRawBufferPointer(rebasing: text[offset...]), frame: number, to: body)
        case .otherLine(let start, let offset):
            outcome.unfinishedLineBytes += splitter.dropPartial()
            let padding = repeatElement(UInt8(0), count: LineBatch.padding)
            try (start + padding).withUnsafeBytes {
                try feed(UnsafeRawBufferPointer(rebasing: $0[..<start.count]), frame: number, to: body)
            }
            try feed(UnsafeRawBufferPointer(rebasing: text[offset...]), frame: number, to: body)
        case .all:
            outcome.unfinishedLineBytes += splitter.dropPartial()
            (position, mark, frame, isStale) = (replayStart.offset, replayStart, nil, true)
            given.removeAll()
            return false
        }
        return true
    }

    private func feed(
        _ text: UnsafeRawBufferPointer, frame: Int, to body: (inout LineBatch) throws -> Void
    ) throws {
        guard isInsideLine else { return try splitter.feed(text, frame: frame, to: body) }
        guard let end = text.firstIndex(of: 0x0A) else { return }
        isInsideLine = false
        try splitter.feed(UnsafeRawBufferPointer(rebasing: text[(end + 1)...]), frame: frame, to: body)
    }
}

// MARK: - Changes and damage

extension FollowedFile {
    /// Goes on where a file that was cut or written over is still as it was.
    private func goBack(in file: OpenFile) throws {
        if let frame, try frame.start.isIn(file) {
            goBack(to: frame)
        } else {
            outcome.unfinishedLineBytes += splitter.dropPartial()
            (position, mark, frame, isCompressed, isInsideLine) = (0, FileMark(), nil, nil, false)
            linesBefore = []
            given.removeAll()
        }
    }

    private func goBack(to open: OpenFrame) {
        (position, mark, frame, replayStart) = (open.start.offset, open.start, nil, open.start)
        given.replay()
    }

    /// Whether what is read next is still in the file: lines may be given slowly, and a writer go on meanwhile in the
    /// place of the seek table that another had left. If it is not, it is to be read again.
    private func isCurrent(_ stored: StoredBytes) throws -> Bool {
        let known = stored.window.prefix(Self.comparedBytes)
        isStale = try stored.bytes(ahead: 0, count: known.count).map { !$0.elementsEqual(known) } ?? true
        return !isStale
    }

    /// Passes over what is no frame, up to where one may start; an open frame is read again before.
    private func lose(_ stored: StoredBytes) throws -> Bool {
        guard try isCurrent(stored) else { return false }
        if let frame, rereadFrame != frame.start.offset {
            rereadFrame = frame.start.offset
            goBack(to: frame)
            return false
        }
        if !isInDamage { outcome.damagedFrames += 1 }
        isInDamage = true
        outcome.unfinishedLineBytes += splitter.dropPartial()
        (frame, isInsideLine) = (nil, false)
        given.removeAll()
        let start = stored.offset
        stored.consume(1)
        while try stored.fill(4), !FrameMagic.isKnown(stored.window.littleEndian(at: 0)) { stored.consume(1) }
        outcome.damagedBytes += stored.offset - start
        return true
    }
}
