// Owns reading a log from its end towards its start.

/// Gives the lines of a regular file, stretch by stretch from its end, and within a stretch in their order.
///
/// A stretch is some frames, or a piece of plain text; only what is asked for is decoded. All stretches together give the
/// lines that a `LogReader` gives. Memory is that of one frame and one line, and a few bytes for each stretch.
///
/// A seek table is believed as far as it agrees with the headers of all frames that are read and of the stretch before
/// them; where it does not, reading ends with `SeekTableMismatch`, and is to be begun anew without the table.
package final class BackwardReader {
    /// The log's seek table does not say where its frames are.
    package struct SeekTableMismatch: Error {}

    private let file: OpenFile
    private let isCompressed: Bool
    private let limits: LogLimits
    private let origin: Int64
    private let stretches: Stretches
    /// How many stretches have not been read yet.
    private var left: Int
    /// The end of the line whose start is still to come.
    private var following = StretchText.Piece.text([])
    /// What was read of the log until now, and what could not be.
    package private(set) var outcome: LogOutcome

    /// Takes over a log of which nothing was read; nil if that cannot be read at any place, such as a pipe.
    package convenience init?(
        _ reader: LogReader, limits: LogLimits = LogLimits(), believesSeekTable: Bool = true
    ) throws {
        guard reader.stored.file.isSeekable else { return nil }
        try self.init(reader.stored.file, reader.isCompressed, limits, believesSeekTable)
    }

    init(_ file: OpenFile, _ isCompressed: Bool, _ limits: LogLimits, _ believesSeekTable: Bool) throws {
        self.file = file
        self.isCompressed = isCompressed
        self.limits = limits
        origin = file.position
        if !isCompressed {
            stretches = Stretches(textBytes: max(0, (file.size ?? 0) - origin), limits: limits)
        } else if believesSeekTable, origin == 0, let table = try SeekTable(atEndOf: file) {
            stretches = Stretches(table, limits: limits)
        } else {
            stretches = try Stretches(walking: file, limits: limits)
        }
        left = stretches.starts.count
        outcome = LogOutcome(name: LogFile(path: file.path).name)
    }

    /// Where the last stretch of the log starts, counted from where reading started; nil if there is nothing in the log.
    var lastStart: Int64? { stretches.starts.last?.offset }

    /// Whether the stretch that was read last has a newline, so that what follows that does not depend on what is before.
    private(set) var hasNewline = false

    /// Gives the lines of the next stretch towards the start, without their newlines: those that begin in it behind its
    /// first newline, at the start of the log all. False when there are no more stretches.
    package func readStretch(to body: (UnsafeRawBufferPointer) throws -> Void) throws -> Bool {
        guard left > 0 else { return false }
        try checkClaim()
        left -= 1
        var text = StretchText(limit: limits.lineBytes, isFirst: left == 0)
        try readText { piece in
            try text.take(piece) { batch in
                while let line = batch.next() { try body(line) }
            }
        }
        outcome.overlongLines += text.overlongLines
        outcome.unfinishedLineBytes += text.unfinishedLineBytes
        try join(&text, to: body)
        return true
    }
}

// MARK: - Text

extension BackwardReader {
    private func readText(to sink: (UnsafeRawBufferPointer?) throws -> Void) throws {
        let start = stretches.starts[left]
        let end = left + 1 < stretches.starts.count ? stretches.starts[left + 1].offset : .max
        guard isCompressed else { return try readPlain(from: start.offset, to: end, sink) }
        let stored = StoredBytes(file, from: origin, readBytes: min(limits.readBytes, limits.partBytes))
        let frames = FrameReader(stored, limits: limits)
        try frames.read(from: start, to: end) { text, _ in try sink(text) }
        outcome.add(frames.outcome)
    }

    private func readPlain(
        from start: Int64, to end: Int64, _ sink: (UnsafeRawBufferPointer?) throws -> Void
    ) throws {
        let stored = StoredBytes(file, from: origin + start, readBytes: limits.readBytes)
        while start + stored.offset < end, try stored.fill(1) {
            let text = UnsafeRawBufferPointer(rebasing: stored.window.prefix(Int(end - start - stored.offset)))
            try sink(text)
            stored.consume(text.count)
        }
    }

    /// Whether the seek table is right about the stretch that is to be read, and the one before, which shows that a frame
    /// ends where this one starts.
    private func checkClaim() throws {
        guard stretches.areClaimed, let shared = try file.shared() else { return }
        let size = shared.size
        for index in [left - 2, left - 1] where index >= 0 {
            let start = stretches.starts[index].offset
            let end = index + 1 < stretches.starts.count ? stretches.starts[index + 1].offset : size
            guard try PartWalk.isTiled(shared, start..<end, limits) else { throw SeekTableMismatch() }
        }
    }
}

// MARK: - Lines that go over the border of a stretch

extension BackwardReader {
    private func join(_ text: inout StretchText, to body: (UnsafeRawBufferPointer) throws -> Void) throws {
        hasNewline = text.head != nil
        let isLogStart = left == 0 && text.isInFirstLine
        let line = joined(text.takeTail())
        guard hasNewline else {
            // The stretch is a piece of a line that begins before it.
            following = line
            return
        }
        following = text.head ?? .lost
        switch line {
        case .text(let bytes): try give(bytes, isLogStart, to: body)
        case .overlong: outcome.overlongLines += 1
        case .lost: break
        }
    }

    /// A line's start, or piece, with what follows it.
    private func joined(_ start: StretchText.Piece) -> StretchText.Piece {
        switch (start, following) {
        case (.text(let start), .text(let end)):
            let bytes = start.count + end.count
            return bytes - (end.last == 0x0A ? 1 : 0) > limits.lineBytes ? .overlong(bytes: bytes) : .text(start + end)
        case (.text(let start), .overlong(let bytes)): return .overlong(bytes: start.count + bytes)
        case (.overlong(let bytes), .text(let end)): return .overlong(bytes: bytes + end.count)
        case (.overlong(let bytes), .overlong(let others)): return .overlong(bytes: bytes + others)
        case (.text(let start), .lost):
            outcome.unfinishedLineBytes += Int64(start.count)
            return .lost
        case (.overlong(let bytes), .lost):
            outcome.unfinishedLineBytes += Int64(bytes)
            return .lost
        case (.lost, _): return .lost
        }
    }

    private func give(_ line: [UInt8], _ isLogStart: Bool, to body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var text = line[...]
        if text.last == 0x0A { text.removeLast() }
        if isLogStart, text.starts(with: byteOrderMark) { text.removeFirst(byteOrderMark.count) }
        let padded = Array(text) + repeatElement(0, count: LineBatch.padding)
        try padded.withUnsafeBytes {
            let line = UnsafeRawBufferPointer(rebasing: $0[..<text.count])
            if !LineBatch.isBlank(line) { try body(line) }
        }
    }
}

extension LogOutcome {
    /// Adds what was read of another part of the same log.
    fileprivate mutating func add(_ other: LogOutcome) {
        frames += other.frames
        damagedBytes += other.damagedBytes
        damagedFrames += other.damagedFrames
        tornTail = tornTail || other.tornTail
        notices += other.notices.prefix(max(0, Self.examples - notices.count))
    }
}
