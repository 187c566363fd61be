// Owns reading the frames of one log in order: what is sound is given as text, what is damaged is counted.

/// Reads frames one after the other and gives their text.
///
/// A frame up to `LogLimits.verifiedFrameBytes` (8 MiB, stored and as text; our writer's have 1 MiB) is decoded and its
/// checksum verified before any of its text is given: such a frame is given whole or not at all. A longer one is given
/// block by block while it is decoded. Where a block of it turns out to be damaged, the blocks before it have been
/// given and stand; where only its checksum fails, all of it has been given, and its stored bytes count as damaged.
///
/// After damage, reading goes on at the next place that is a frame, which decoding it proves.
final class FrameReader {
    /// Takes text that was read; or nil for a place where text is missing.
    typealias Sink = (_ text: UnsafeRawBufferPointer?, _ frame: Int) throws -> Void

    let stored: StoredBytes
    private var scanner: FrameScanner
    private let decoder: FrameDecoder
    private let limits: LogLimits
    private(set) var outcome: LogOutcome
    /// Is told of each part of the stored bytes once it has been passed.
    var observer: ((StoredPart) -> Void)?
    /// Frames that others have read.
    private var framesElsewhere = 0
    /// Where the damage began that is being passed over.
    private var damageStart: Int64?
    private var workInVain: Int64 = 0
    /// The text of the frame that is read in parts.
    private var textBytesOfParts: Int64 = 0

    init(_ stored: StoredBytes, limits: LogLimits) {
        self.stored = stored
        self.limits = limits
        scanner = FrameScanner(stored, limits: limits)
        decoder = FrameDecoder(limits: limits)
        outcome = LogOutcome(name: LogFile(path: stored.file.path).name)
    }

    /// Reads to the end of the input.
    func read(to sink: Sink) throws {
        while try stored.fill(1) {
            try readUnit(to: sink)
        }
        endDamage()
    }

    /// The number of the frame that is being read, damaged ones counted.
    private var frame: Int { framesElsewhere + Int(outcome.frames + outcome.damagedFrames) }

    private func readUnit(to sink: Sink) throws {
        switch try scanner.unit() {
        case .skippable(let bytes): try passOver(bytes)
        case .whole(let bytes): try readWhole(bytes, to: sink)
        case .long(let header): try readLong(header, to: sink)
        case .cut(let header): try readCut(header, to: sink)
        case .cutSkippable: try readCutSkippable(to: sink)
        case .refused(let header): try refuse(header, to: sink)
        case .illegal: try lose(to: sink)
        }
    }
}

// MARK: - Logs of which others read the most

extension FrameReader {
    /// Where a frame starts, and which it is.
    struct Place: Sendable {
        var offset: Int64
        var frame: Int
    }

    /// Reads what is between two places where sound frames start; the first is not before what was read last.
    func read(from start: Place, to end: Int64, to sink: Sink) throws {
        try move(to: start)
        while stored.offset < end, try stored.fill(1) {
            try readUnit(to: sink)
        }
        endDamage()
    }

    /// Reads what starts at a place and, if that is damaged, on through the next sound frame; gives the place behind it,
    /// nil at the end of the input.
    func readIrregular(from start: Place, to sink: Sink) throws -> Place? {
        try move(to: start)
        repeat {
            guard try stored.fill(1) else {
                endDamage()
                return nil
            }
            try readUnit(to: sink)
        } while damageStart != nil
        return try stored.fill(1) ? Place(offset: stored.offset, frame: frame) : nil
    }

    /// Whether a frame starts at a place that is longer than a reader holds at once.
    func isLong(at place: Place) throws -> Bool {
        try move(to: place)
        if case .long = try scanner.unit() { return true }
        return false
    }

    private func move(to place: Place) throws {
        framesElsewhere += place.frame - frame
        _ = try stored.skip(max(0, place.offset - stored.offset))
    }
}

// MARK: - Sound frames

extension FrameReader {
    private func passOver(_ bytes: Int64) throws {
        endDamage()
        let start = stored.offset
        if try !stored.skip(bytes) {
            outcome.tornTail = true
            outcome.damagedBytes += stored.offset - start
            return tell(.damage(.torn), from: start)
        }
        tell(.skippable, from: start)
    }

    /// Tells of what was passed since a place.
    private func tell(_ kind: StoredPart.Kind, from start: Int64, frame: Int? = nil) {
        observer?(StoredPart(kind: kind, offset: start, bytes: stored.offset - start, frame: frame ?? self.frame))
    }

    private func readWhole(_ bytes: Int, to sink: Sink) throws {
        switch decoder.decode(UnsafeRawBufferPointer(rebasing: stored.window[..<bytes])) {
        case .whole(let textBytes):
            endDamage()
            try sink(decoder.text(textBytes), frame)
            stored.consume(bytes)
            tell(.data(textBytes: Int64(textBytes)), from: stored.offset - Int64(bytes))
            outcome.frames += 1
        case .tooLong:
            let end = try isDelimited(bytes) ? stored.offset + Int64(bytes) : nil
            guard let header = FrameHeader(stored.window) else { return try lose(to: sink) }
            try readParts(header, endingAt: end, to: sink)
        case .cut, .damaged:
            if try isDelimited(bytes) { try loseFrame(bytes, to: sink) } else { try lose(to: sink) }
        }
    }

    /// Whether it is certain enough that a frame has this size to look for the next one only behind it.
    private func isDelimited(_ bytes: Int) throws -> Bool {
        try damageStart == nil && scanner.canFollow(at: bytes)
    }

    private func readLong(_ header: FrameHeader, to sink: Sink) throws {
        if damageStart != nil, try !isSoundStart(atLong: 0) { return try lose(to: sink) }
        try readParts(header, to: sink)
    }

    /// Whether decoding the bytes, the first of a frame, finds nothing wrong with them and at least one block.
    private func isSoundStart(_ range: Range<Int>) -> Bool {
        let bytes = UnsafeRawBufferPointer(rebasing: stored.window[range])
        switch decoder.decode(bytes) {
        case .whole, .tooLong: return true
        case .cut: return holdsBlock(bytes)
        case .damaged: return false
        }
    }

    /// The same for the first bytes of a long frame.
    private func isSoundStart(atLong place: Int) throws -> Bool {
        _ = try stored.fill(place + limits.verifiedFrameBytes)
        return isSoundStart(place..<min(place + limits.verifiedFrameBytes, stored.window.count))
    }

    private func holdsBlock(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count > FrameHeader.fixedBytes, bytes.count >= FrameHeader.size(bytes),
            let header = FrameHeader(bytes), bytes.count >= header.headerBytes + BlockHeader.headerBytes,
            let block = BlockHeader(bytes, at: header.headerBytes)
        else { return false }
        return bytes.count >= header.headerBytes + BlockHeader.headerBytes + block.contentBytes
    }
}

// MARK: - Frames in parts

extension FrameReader {
    private enum PartsEnd {
        case sound, wrongChecksum, damagedBlock, cut
    }

    /// Reads a frame block by block; of a damaged one whose end is known, what is left is passed over.
    private func readParts(_ header: FrameHeader, endingAt end: Int64? = nil, to sink: Sink) throws {
        endDamage()
        let start = stored.offset
        switch try decodeParts(header, to: sink) {
        case .sound:
            tell(.data(textBytes: textBytesOfParts), from: start)
            outcome.frames += 1
        case .wrongChecksum:
            tell(.damage(.wrongChecksum), from: start)
            outcome.damagedFrames += 1
            outcome.damagedBytes += stored.offset - start
            try sink(nil, frame)
        case .damagedBlock:
            scanner.forgetWalk()
            guard let end else { return try lose(to: sink) }
            try loseFrame(Int(end - stored.offset), to: sink)
        case .cut: try endTorn(to: sink)
        }
    }

    /// Leaves the window at the part that could not be decoded.
    private func decodeParts(_ header: FrameHeader, to sink: Sink) throws -> PartsEnd {
        decoder.beginParts()
        textBytesOfParts = 0
        guard try decodePart(header.headerBytes, to: sink) else { return .damagedBlock }
        var isLast = false
        while !isLast {
            guard try stored.fill(BlockHeader.headerBytes) else { return .cut }
            guard let block = BlockHeader(stored.window, at: 0) else { return .damagedBlock }
            let bytes = BlockHeader.headerBytes + block.contentBytes
            guard try stored.fill(bytes) else { return .cut }
            guard try decodePart(bytes, to: sink) else { return .damagedBlock }
            isLast = block.isLast
        }
        guard header.hasChecksum else { return .sound }
        guard try stored.fill(FrameHeader.checksumBytes) else { return .cut }
        let isRight = try decodePart(FrameHeader.checksumBytes, to: sink)
        if !isRight { stored.consume(FrameHeader.checksumBytes) }
        return isRight ? .sound : .wrongChecksum
    }

    private func decodePart(_ bytes: Int, to sink: Sink) throws -> Bool {
        let part = UnsafeRawBufferPointer(rebasing: stored.window[..<bytes])
        guard let textBytes = decoder.decodePart(part) else { return false }
        if textBytes > 0 { try sink(decoder.text(textBytes), frame) }
        textBytesOfParts += Int64(textBytes)
        stored.consume(bytes)
        return true
    }
}

// MARK: - Torn tails

extension FrameReader {
    /// A frame that goes beyond the end of the input is torn, or the damage is in its middle and made it look longer.
    private func readCut(_ header: FrameHeader?, to sink: Sink) throws {
        if damageStart != nil {
            guard header != nil, isSoundStart(0..<stored.window.count) else { return try lose(to: sink) }
        } else if try soundFrameAhead() {
            return try lose(to: sink)
        }
        guard let header else { return try endTorn(to: sink) }
        try readParts(header, to: sink)
    }

    private func readCutSkippable(to sink: Sink) throws {
        if damageStart != nil { return try lose(to: sink) }
        if try soundFrameAhead() { return try lose(to: sink) }
        let start = stored.offset
        outcome.tornTail = true
        outcome.damagedBytes += Int64(stored.window.count)
        stored.consume(stored.window.count)
        tell(.damage(.torn), from: start)
    }

    /// Ends at a torn frame, or goes on behind it if there are frames.
    private func endTorn(to sink: Sink) throws {
        if try soundFrameAhead() { return try lose(to: sink) }
        endDamage()
        outcome.tornTail = true
        outcome.damagedFrames += 1
        outcome.damagedBytes += Int64(stored.window.count)
        let start = stored.offset
        stored.consume(stored.window.count)
        tell(.damage(.torn), from: start, frame: frame - 1)
        try sink(nil, frame)
    }

    /// Whether there is a frame in what is read at once, after a start that is none.
    func findsFrame() throws(LogError) -> Bool {
        _ = try stored.fill(limits.verifiedFrameBytes)
        do {
            return try soundFrameAhead(within: limits.verifiedFrameBytes)
        } catch let error as LogError {
            throw error
        } catch {
            return false
        }
    }

    /// Whether a frame starts after the start of the window: in all of it, which then reaches to the end of the input, or
    /// within its first bytes.
    private func soundFrameAhead(within bytes: Int = .max) throws -> Bool {
        var place = 0
        while isPatient, let found = scanner.magic(from: place + 1), found < bytes {
            workInVain += Int64(found - place)
            place = found
            let isSound =
                switch try scanner.unit(at: place) {
                case .whole(let bytes): isSoundStart(place..<(place + bytes))
                case .cut(.some): isSoundStart(place..<stored.window.count)
                case .long: try isSoundStart(atLong: place)
                default: false
                }
            if isSound { return true }
            workInVain += scanner.work
        }
        return false
    }
}

// MARK: - Damage

extension FrameReader {
    /// Passes over a frame whose structure is sound, but not what it holds.
    private func loseFrame(_ bytes: Int, to sink: Sink) throws {
        let start = stored.offset
        _ = try stored.skip(Int64(bytes))
        tell(.damage(.undecodable), from: start)
        outcome.damagedFrames += 1
        outcome.damagedBytes += Int64(bytes)
        try sink(nil, frame)
    }

    /// Passes over what is no frame, up to where one may start.
    private func lose(to sink: Sink) throws {
        if damageStart == nil {
            damageStart = stored.offset
            try sink(nil, frame)
        }
        workInVain += scanner.work
        if !isPatient { _ = try stored.skip(Int64(scanner.walkedBytes - 1)) }
        try scanner.skipToNextMagic()
    }

    private func endDamage() {
        guard let start = damageStart else { return }
        damageStart = nil
        tell(.damage(.noFrame), from: start)
        outcome.damagedFrames += 1
        outcome.damagedBytes += stored.offset - start
    }

    /// Whether the search for frames may still look at the same bytes many times.
    private var isPatient: Bool { workInVain <= limits.searchBytes + 4 * stored.offset }

    /// Passes over a frame that asks for too much, unless there seems to be nothing else in the log.
    private func refuse(_ header: FrameHeader, to sink: Sink) throws {
        let error: LogError =
            header.dictionaryID != 0
            ? .needsDictionary(path: stored.file.path, frame: frame, id: header.dictionaryID)
            : .windowTooLarge(path: stored.file.path, frame: frame, windowBytes: header.windowBytes)
        if damageStart == nil, frame == 0 {
            _ = try stored.fill(limits.verifiedFrameBytes)
            guard try soundFrameAhead(within: limits.verifiedFrameBytes) else { throw error }
        }
        if damageStart == nil, outcome.notices.count < LogOutcome.examples {
            outcome.notices.append(error.description)
        }
        try lose(to: sink)
    }
}
