// Owns cutting text into batches of whole lines, whatever pieces it comes in.

import Glibc

/// Takes text piece by piece and gives whole lines, joining those that go over from one piece to the next.
final class LineSplitter {
    private let limit: Int
    /// The place of the file among those that are read.
    private var file: Int
    /// The part of the file in which lines are counted, and how many lines of the file were before it.
    private var part = 0
    private var linesBeforePart = 0
    private(set) var linesGiven = 0
    /// The line that is not finished, and the frame in which it starts.
    private var partial: [UInt8] = []
    private var partialFrame = 0
    /// How long the unfinished line is already, if it is over the limit; its bytes are not kept.
    private var overlongBytes: Int?
    private(set) var overlongLines: Int64 = 0
    private(set) var firstOverlongLines: [LinePosition] = []

    /// Memory that is kept for the next unfinished line.
    private static let keptBytes = 1 << 20

    init(limit: Int, file: Int = 0) {
        self.limit = limit
        self.file = file
    }

    /// Takes text, after whose end `LineBatch.padding` bytes can be loaded, and gives the lines that it completes.
    func feed(_ text: UnsafeRawBufferPointer, frame: Int, to body: (inout LineBatch) throws -> Void) rethrows {
        guard let last = text.lastIndexOfNewline else { return keep(text, frame: frame) }
        var start = 0
        if overlongBytes != nil || !partial.isEmpty {
            start = text.firstIndexOfNewline(before: last) + 1
            keep(UnsafeRawBufferPointer(rebasing: text[..<start]), frame: frame)
            try completePartial(to: body)
        }
        try giveLines(UnsafeRawBufferPointer(rebasing: text[start..<(last + 1)]), frame: frame, to: body)
        keep(UnsafeRawBufferPointer(rebasing: text[(last + 1)...]), frame: frame)
    }

    /// Gives the last line, if it has no newline.
    func finish(to body: (inout LineBatch) throws -> Void) rethrows {
        try completePartial(to: body)
    }

    /// Forgets the unfinished line, whose end is lost; the number of its bytes.
    func dropPartial() -> Int64 {
        defer { forgetPartial() }
        return Int64(overlongBytes ?? partial.count)
    }
}

extension LineSplitter {
    private func keep(_ text: UnsafeRawBufferPointer, frame: Int) {
        guard !text.isEmpty else { return }
        if partial.isEmpty, overlongBytes == nil { partialFrame = frame }
        // The newline, if it is here already, is no part of the line's length.
        let length = (overlongBytes ?? partial.count) + text.count
        if length - (text.last == 0x0A ? 1 : 0) > limit || overlongBytes != nil {
            overlongBytes = length
            partial = []
        } else {
            partial.append(contentsOf: text)
        }
    }

    private func completePartial(to body: (inout LineBatch) throws -> Void) rethrows {
        if overlongBytes != nil {
            passOverOverlongLine()
        } else if !partial.isEmpty {
            let count = partial.count
            partial.append(contentsOf: repeatElement(0, count: LineBatch.padding))
            var line: [UInt8] = []
            swap(&line, &partial)
            try line.withUnsafeBytes { bytes in
                try give(UnsafeRawBufferPointer(rebasing: bytes[..<count]), frame: partialFrame, to: body)
            }
            swap(&line, &partial)
        }
        forgetPartial()
    }

    private func passOverOverlongLine() {
        linesGiven += 1
        overlongLines += 1
        if firstOverlongLines.count < LogOutcome.examples {
            firstOverlongLines.append(LinePosition(frame: partialFrame, line: linesGiven))
        }
    }

    private func forgetPartial() {
        overlongBytes = nil
        partial.removeAll(keepingCapacity: partial.capacity <= Self.keptBytes)
    }

    /// Gives whole lines that lie in one piece of text, without those that are too long.
    private func giveLines(
        _ text: UnsafeRawBufferPointer, frame: Int, to body: (inout LineBatch) throws -> Void
    ) rethrows {
        guard text.count > limit else { return try give(text, frame: frame, to: body) }
        // Only pieces that are longer than a line may be can hold such a line.
        var start = 0
        while start < text.count {
            let rest = UnsafeRawBufferPointer(rebasing: text[start...])
            let end = rest.firstIndexOfNewline(before: rest.count - 1) + 1
            keep(UnsafeRawBufferPointer(rebasing: rest[..<end]), frame: frame)
            try completePartial(to: body)
            start += end
        }
    }

    private func give(
        _ text: UnsafeRawBufferPointer, frame: Int, to body: (inout LineBatch) throws -> Void
    ) rethrows {
        guard !text.isEmpty else { return }
        let mark = linesGiven == 0 && text.starts(with: byteOrderMark) ? byteOrderMark.count : 0
        var batch = LineBatch(
            UnsafeRawBufferPointer(rebasing: text[mark...]), frame: frame, file: file, part: part,
            linesBefore: linesGiven - linesBeforePart)
        try body(&batch)
        linesGiven = linesBeforePart + batch.lastLine()
    }
}

// MARK: - Files that are read in parts

extension LineSplitter {
    /// Counts the lines that follow in a part of their own; how many were before it.
    func beginPart(_ index: Int) -> Int {
        part = index
        linesBeforePart = linesGiven
        return linesGiven
    }

    /// Counts lines that were given elsewhere.
    func pass(lines: Int) { linesGiven += lines }

    /// Starts over with the lines of a part of any file, of which some are given elsewhere.
    func restart(file: Int, part: Int, linesBefore: Int) {
        self.file = file
        self.part = part
        linesGiven = linesBefore
        forgetPartial()
    }

    /// Whether the unfinished line is over the limit already.
    var isOverlong: Bool { overlongBytes != nil }

    /// Hands over the unfinished line, which is not over the limit, and the frame in which it starts.
    func takePartial() -> (bytes: [UInt8], frame: Int) {
        defer { forgetPartial() }
        return (partial, partialFrame)
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var lastIndexOfNewline: Int? {
        guard let baseAddress, memchr(baseAddress, 0x0A, count) != nil else { return nil }
        var index = count - 1
        while self[index] != 0x0A { index -= 1 }
        return index
    }

    /// The first newline, which is not after the given one.
    fileprivate func firstIndexOfNewline(before known: Int) -> Int {
        guard let baseAddress, let found = memchr(baseAddress, 0x0A, known) else { return known }
        return UnsafeRawPointer(found) - baseAddress
    }
}
