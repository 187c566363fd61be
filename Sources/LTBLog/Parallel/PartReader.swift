// Owns what a thread needs to read parts of files: memory that it uses again for each.

import Glibc

/// Reads one part after the other, of any file.
final class PartReader {
    private let limits: LogLimits
    private let decoder: FrameDecoder
    private let splitter: LineSplitter
    private var stored: UnsafeMutableRawBufferPointer
    /// The first line's end, as long as it may go on.
    private var head: [UInt8] = []
    private var headFrame = 0
    private var isHeadComplete = false

    init(limits: LogLimits) {
        self.limits = limits
        decoder = FrameDecoder(limits: limits)
        splitter = LineSplitter(limit: limits.lineBytes)
        stored = .allocate(byteCount: limits.partBytes + LineBatch.padding, alignment: 64)
    }

    deinit { stored.deallocate() }

    /// Gives the lines that lie in a part as a whole, but for its first; the rest is in the result.
    func read(
        _ part: Part, of file: SharedFile, index: Int, to body: (inout LineBatch) -> Void
    ) throws(LogError) -> PartText {
        head.removeAll(keepingCapacity: true)
        isHeadComplete = false
        splitter.restart(file: index, part: part.index, linesBefore: 1)
        var text = PartText()
        let count = try load(part, of: file)
        if let frames = part.frames {
            readFrames(frames, of: part, loaded: count, into: &text, to: body)
        } else if count <= limits.lineBytes {
            split(UnsafeRawBufferPointer(rebasing: stored[..<count]), frame: 0, to: body)
        } else {
            text.rest = part.start
        }
        finish(&text)
        return text
    }

    private func load(_ part: Part, of file: SharedFile) throws(LogError) -> Int {
        if stored.count < part.storedBytes + LineBatch.padding {
            stored.deallocate()
            stored = .allocate(byteCount: part.storedBytes + LineBatch.padding, alignment: 64)
        }
        return try file.read(into: .init(rebasing: stored[..<part.storedBytes]), at: part.start.offset)
    }

    /// Leaves what is not as a frame of ours would be to the one who reads in order.
    private func readFrames(
        _ frames: [Range<Int>], of part: Part, loaded: Int, into text: inout PartText,
        to body: (inout LineBatch) -> Void
    ) {
        var textBytes = 0
        for (index, range) in frames.enumerated() {
            let frame = part.start.frame + index
            guard range.upperBound <= loaded,
                case .whole(let count) = decoder.decode(UnsafeRawBufferPointer(rebasing: stored[range])),
                textBytes + count <= limits.lineBytes
            else {
                text.rest = FrameReader.Place(offset: part.start.offset + Int64(range.lowerBound), frame: frame)
                return
            }
            textBytes += count
            text.frames += 1
            split(decoder.text(count), frame: frame, to: body)
        }
    }

    private func split(_ text: UnsafeRawBufferPointer, frame: Int, to body: (inout LineBatch) -> Void) {
        var own = text
        if !isHeadComplete, let base = text.baseAddress, !text.isEmpty {
            if head.isEmpty { headFrame = frame }
            let newline = memchr(base, 0x0A, text.count).map { UnsafeRawPointer($0) - base }
            let end = newline.map { $0 + 1 } ?? text.count
            head.append(contentsOf: text[..<end])
            isHeadComplete = newline != nil
            own = UnsafeRawBufferPointer(rebasing: text[end...])
        }
        splitter.feed(own, frame: frame, to: body)
    }

    private func finish(_ text: inout PartText) {
        text.head = PartText.Piece(head, frame: headFrame)
        text.lines = splitter.linesGiven - 1
        let tail = splitter.takePartial()
        text.tail = PartText.Piece(tail.bytes, frame: tail.frame)
    }
}
