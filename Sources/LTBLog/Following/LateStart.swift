// Owns the place near the end of a log from which its last lines are told.

/// Where reading begins of a log of which only the last lines are asked for, and the lines before that place.
struct LateStart {
    /// The place: the start of the log's last stretch, within a line that is among those before it.
    let mark: FileMark
    let isCompressed: Bool
    /// The lines before the place that are asked for, each with its newline.
    let linesBefore: [[UInt8]]
    /// What could not be read before the last stretch.
    let losses: LogLosses

    /// Looks backward for the last lines that a body takes, as many as are asked for; nil where that is of no use, or
    /// anything is unusual, and `choice` is then as it was.
    init?<Choice>(
        in file: OpenFile, _ limits: LogLimits, lines count: Int, _ choice: inout Choice,
        where takes: (inout Choice, UnsafeRawBufferPointer) -> Bool
    ) {
        guard let isCompressed = try? Self.isCompressed(file) else { return nil }
        let before = choice
        for believes in [true, false] {
            do {
                let reader = try BackwardReader(file, isCompressed, limits, believes)
                guard let found = try Self(reader, isCompressed, in: file, lines: count, { takes(&choice, $0) }) else {
                    return nil
                }
                self = found
                return
            } catch {
                choice = before
                guard error is BackwardReader.SeekTableMismatch else { return nil }
            }
        }
        return nil
    }

    private init?(
        _ reader: BackwardReader, _ isCompressed: Bool, in file: OpenFile, lines count: Int,
        _ takes: (UnsafeRawBufferPointer) -> Bool
    ) throws {
        guard let start = reader.lastStart, start > 0 else { return nil }
        guard try reader.readStretch(to: { _ in }), reader.hasNewline else { return nil }
        let lastStretch = reader.outcome
        // What is given of the last stretch may be less than what was read of it now: its last line has no newline yet.
        linesBefore = try Self.lines(of: reader, count, takes)
        mark = try FileMark(in: file, before: start)
        self.isCompressed = isCompressed
        losses = LogLosses(from: lastStretch, to: reader.outcome)
    }

    /// The last lines of what a reader has not read yet, each with its newline.
    private static func lines(
        of reader: BackwardReader, _ count: Int, _ takes: (UnsafeRawBufferPointer) -> Bool
    ) throws -> [[UInt8]] {
        var stretches: [[[UInt8]]] = []
        var missing = count
        while missing > 0 {
            var last = LastLines(count: missing)
            guard try reader.readStretch(to: { if takes($0) { last.append($0) } }) else { break }
            stretches.append(last.lines)
            missing -= last.lines.count
        }
        return stretches.reversed().flatMap { $0 }.map { $0 + [0x0A] }
    }

    /// Nil for what is not known to be a log yet.
    private static func isCompressed(_ file: OpenFile) throws(LogError) -> Bool? {
        guard let bytes = try file.bytes(at: 0, count: ContentKind.bytesNeeded) else { return nil }
        return bytes.withUnsafeBytes { bytes in
            switch ContentKind(firstBytes: bytes) {
            case .zstd: true
            case .plain: false
            case .foreign, .unknown: nil
            }
        }
    }
}

/// What could not be read of a part of a log.
struct LogLosses {
    fileprivate let before: LogOutcome
    fileprivate let after: LogOutcome

    init(from before: LogOutcome, to after: LogOutcome) {
        self.before = before
        self.after = after
    }
}

extension LogOutcome {
    /// Adds what could not be read of a part that was read apart.
    mutating func addLosses(_ losses: LogLosses) {
        let (before, after) = (losses.before, losses.after)
        damagedBytes += after.damagedBytes - before.damagedBytes
        damagedFrames += after.damagedFrames - before.damagedFrames
        unfinishedLineBytes += after.unfinishedLineBytes - before.unfinishedLineBytes
        overlongLines += after.overlongLines - before.overlongLines
        notices += after.notices.dropFirst(before.notices.count)
    }
}
