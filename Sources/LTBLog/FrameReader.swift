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
    /// Where the damage began that is being passed over.
    private var damageStart: Int64?
    private var workInVain: Int64 = 0

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
    private var frame: Int { Int(outcome.frames + outcome.damagedFrames) }

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

// MARK: - Sound frames

extension FrameReader {
    private func passOver(_ bytes: Int64) throws {
        endDamage()
        let start = stored.offset
        if try !stored.skip(bytes) {
            outcome.tornTail = true
            outcome.damagedBytes += stored.offset - start
        }
    }

    private func readWhole(_ bytes: Int, to sink: Sink) throws {
        switch decoder.decode(UnsafeRawBufferPointer(rebasing: stored.window[..<bytes])) {
        case .whole(let textBytes):
            endDamage()
            try sink(decoder.text(textBytes), frame)
            outcome.frames += 1
            stored.consume(bytes)
        case .tooLong:
            guard let header = FrameHeader(stored.window) else { return try lose(to: sink) }
            try readParts(header, to: sink)
        case .cut, .damaged:
            if damageStart == nil, try scanner.canFollow(at: bytes) {
                try loseFrame(bytes, to: sink)
            } else {
                try lose(to: sink)
            }
        }
    }

    private func readLong(_ header: FrameHeader, to sink: Sink) throws {
        if damageStart != nil, !isSoundStart(0..<stored.window.count) { return try lose(to: sink) }
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

    /// Reads a frame block by block.
    private func readParts(_ header: FrameHeader, to sink: Sink) throws {
        endDamage()
        let start = stored.offset
        switch try decodeParts(header, to: sink) {
        case .sound: outcome.frames += 1
        case .wrongChecksum:
            outcome.damagedFrames += 1
            outcome.damagedBytes += stored.offset - start
            try sink(nil, frame)
        case .damagedBlock:
            scanner.forgetWalk()
            try lose(to: sink)
        case .cut: try endTorn(to: sink)
        }
    }

    /// Leaves the window at the part that could not be decoded.
    private func decodeParts(_ header: FrameHeader, to sink: Sink) throws -> PartsEnd {
        decoder.beginParts()
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
        outcome.tornTail = true
        outcome.damagedBytes += Int64(stored.window.count)
        stored.consume(stored.window.count)
    }

    /// Ends at a torn frame, or goes on behind it if there are frames.
    private func endTorn(to sink: Sink) throws {
        if try soundFrameAhead() { return try lose(to: sink) }
        endDamage()
        outcome.tornTail = true
        outcome.damagedFrames += 1
        outcome.damagedBytes += Int64(stored.window.count)
        stored.consume(stored.window.count)
        try sink(nil, frame)
    }

    /// Whether a frame starts after the start of the window, in what is in memory.
    private func soundFrameAhead() throws -> Bool {
        var place = 0
        while isPatient, let found = scanner.magic(from: place + 1) {
            workInVain += Int64(found - place)
            place = found
            let isSound =
                switch try scanner.unit(at: place) {
                case .whole(let bytes): isSoundStart(place..<(place + bytes))
                case .cut(.some), .long: isSoundStart(place..<stored.window.count)
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
        outcome.damagedFrames += 1
        outcome.damagedBytes += Int64(bytes)
        stored.consume(bytes)
        try sink(nil, frame)
    }

    /// Passes over what is no frame, up to where one may start.
    private func lose(to sink: Sink) throws {
        if damageStart == nil {
            damageStart = stored.offset
            try sink(nil, frame)
        }
        workInVain += scanner.work
        if !isPatient { stored.consume(min(scanner.walkedBytes, stored.window.count) - 1) }
        try scanner.skipToNextMagic()
    }

    private func endDamage() {
        guard let start = damageStart else { return }
        damageStart = nil
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
            guard try soundFrameAhead() else { throw error }
        }
        if damageStart == nil, outcome.notices.count < LogOutcome.examples {
            outcome.notices.append(error.description)
        }
        try lose(to: sink)
    }
}
