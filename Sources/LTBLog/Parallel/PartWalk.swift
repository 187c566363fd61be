// Owns walking over a regular file ahead of its readers: which parts of it can be read each for itself.

/// Cuts a file into parts by the headers in it, without reading the rest.
///
/// A part of a compressed log is a run of whole frames, each followed by another or by the end of the file, so that
/// whether one of them can be decoded changes nothing for the others. All else is irregular: a torn tail, damage that
/// shows in headers, frames that are longer than a thread holds at once. Plain text is cut anywhere.
struct PartWalk {
    /// What comes next.
    enum Step {
        case part(Part)
        /// What starts here must be read before it is known where the walk goes on.
        case irregular(FrameReader.Place)
        case end
    }

    private let file: SharedFile
    private let isCompressed: Bool
    private let limits: LogLimits
    private(set) var place = FrameReader.Place(offset: 0, frame: 0)
    private(set) var parts = 0
    private var probe: FrameProbe

    init(_ file: SharedFile, isCompressed: Bool, limits: LogLimits) {
        self.file = file
        self.isCompressed = isCompressed
        self.limits = limits
        probe = FrameProbe(file, limits: limits)
    }

    /// Goes on behind what was irregular.
    mutating func move(to place: FrameReader.Place) { self.place = place }

    /// Goes on to the end of the next part.
    mutating func next() throws(LogError) -> Step {
        isCompressed ? try nextFrames() : nextText()
    }

    private mutating func nextText() -> Step {
        let rest = file.size - place.offset
        guard rest > 0 else { return .end }
        return .part(take(Int(min(rest, Int64(limits.partBytes))), frames: nil))
    }

    private mutating func nextFrames() throws(LogError) -> Step {
        var frames: [Range<Int>] = []
        var storedBytes = 0
        var textBound = 0
        while storedBytes < limits.partBytes, textBound < limits.verifiedFrameBytes {
            switch try probe.unit(at: place.offset + Int64(storedBytes)) {
            case .end: return frames.isEmpty ? .end : .part(take(storedBytes, frames: frames))
            case .irregular:
                return frames.isEmpty ? .irregular(place) : .part(take(storedBytes, frames: frames))
            case .skippable(let bytes):
                // It is read along only between frames, and only if that is cheaper than to begin another part.
                if frames.isEmpty {
                    place.offset += bytes
                } else if bytes < limits.partBytes {
                    storedBytes += Int(bytes)
                } else {
                    return .part(take(storedBytes, frames: frames))
                }
            case .frame(let bytes, let bound):
                frames.append(storedBytes..<(storedBytes + bytes))
                storedBytes += bytes
                textBound += bound
            }
        }
        return .part(take(storedBytes, frames: frames))
    }

    private mutating func take(_ bytes: Int, frames: [Range<Int>]?) -> Part {
        defer {
            parts += 1
            place.offset += Int64(bytes)
            place.frame += frames?.count ?? 0
        }
        return Part(index: parts, start: place, storedBytes: bytes, frames: frames)
    }

    /// The number of what is read in the walk's place.
    mutating func takeIndex() -> Int {
        defer { parts += 1 }
        return parts
    }
}

extension PartWalk {
    /// Whether a range of a file is whole frames one after the other, of which none is irregular.
    static func isTiled(_ file: SharedFile, _ range: Range<Int64>, _ limits: LogLimits) throws(LogError) -> Bool {
        var probe = FrameProbe(file, limits: limits)
        var place = range.lowerBound
        while place < range.upperBound {
            switch try probe.unit(at: place) {
            case .skippable(let bytes): place += bytes
            case .frame(let bytes, _): place += Int64(bytes)
            case .irregular, .end: return false
            }
        }
        return place == range.upperBound
    }
}

/// Looks at single frames in a file.
private struct FrameProbe {
    enum Unit {
        case skippable(bytes: Int64)
        /// A data frame, and an upper bound of its text.
        case frame(bytes: Int, textBound: Int)
        case irregular
        case end
    }

    private let file: SharedFile
    private let limits: LogLimits
    /// Bytes at the place that was looked at last; as many as the longest header has, and a block's header.
    private var bytes = [UInt8](repeating: 0, count: 32)
    private var count = 0
    private var offset: Int64 = -1

    init(_ file: SharedFile, limits: LogLimits) {
        self.file = file
        self.limits = limits
    }

    /// What starts at a place and is followed by a frame or the end of the file; anything else is irregular.
    mutating func unit(at start: Int64) throws(LogError) -> Unit {
        try look(at: start)
        guard count > 0 else { return start <= file.size ? .end : .irregular }
        guard count >= 8 else { return .irregular }
        let magic = with { $0.littleEndian(at: 0) }
        if FrameMagic.isSkippable(magic) {
            let bytes = 8 + Int64(with { $0.littleEndian(at: 4) })
            return try canFollow(at: start + bytes) ? .skippable(bytes: bytes) : .irregular
        }
        guard magic == FrameMagic.data,
            let header = with({ $0.count >= FrameHeader.size($0) ? FrameHeader($0) : nil }),
            header.windowBytes <= limits.windowBytes, header.dictionaryID == 0
        else { return .irregular }
        return try measure(header, at: start)
    }

    private mutating func measure(_ header: FrameHeader, at start: Int64) throws(LogError) -> Unit {
        var length = header.headerBytes
        var textBound = 0
        var isLast = false
        while !isLast {
            guard length <= limits.verifiedFrameBytes, let block = try blockHeader(at: start, length)
            else { return .irregular }
            length += BlockHeader.headerBytes + block.contentBytes
            textBound += block.textBound
            isLast = block.isLast
        }
        length += header.hasChecksum ? FrameHeader.checksumBytes : 0
        return try canFollow(at: start + Int64(length)) ? .frame(bytes: length, textBound: textBound) : .irregular
    }

    private mutating func blockHeader(at start: Int64, _ length: Int) throws(LogError) -> BlockHeader? {
        var index = Int(start - offset) + length
        if index + BlockHeader.headerBytes > count {
            try look(at: start + Int64(length))
            index = 0
        }
        guard count >= index + BlockHeader.headerBytes else { return nil }
        return with { BlockHeader($0, at: index) }
    }

    private mutating func canFollow(at place: Int64) throws(LogError) -> Bool {
        try look(at: place)
        return count == 0 ? place <= file.size : with { FrameMagic.begins($0) }
    }

    private mutating func look(at place: Int64) throws(LogError) {
        guard place != offset else { return }
        let result: Result<Int, LogError> = bytes.withUnsafeMutableBytes { buffer in
            do throws(LogError) { return .success(try file.read(into: buffer, at: place)) } catch {
                return .failure(error)
            }
        }
        count = try result.get()
        offset = place
    }

    private func with<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
}
