// Owns whole lines in memory, and where they stand in the log.

import Glibc

/// Where a line stands in its file.
package struct LinePosition: Sendable, Hashable, CustomStringConvertible {
    /// The data frame in which the line starts, from 0; always 0 in a plain file. Damaged frames count too.
    package var frame: Int
    /// The line in the file's text, from 1; where a file is read in parts, in its part's text, until `LineNumbers` knows
    /// better. Lines that were lost with a damaged frame are not counted.
    package var line: Int
    /// The part of the file, from 0, whose text the line is counted in; 0 where a file is read from start to end.
    /// By file, part and line, lines are in the order of the log.
    package var part: Int

    /// A place by frame and line.
    @inlinable
    package init(frame: Int, line: Int, part: Int = 0) {
        self.frame = frame
        self.line = line
        self.part = part
    }

    /// For people: `frame 3, line 120`.
    package var description: String { "frame \(frame), line \(line)" }
}

/// Consecutive whole lines in memory.
///
/// The bytes are valid only until the body that was given the batch returns. The `padding` bytes after them may be
/// loaded, but mean nothing, so that scanners can work in whole words; only, where the last line lacks its newline, a zero
/// byte is there in its stead.
package struct LineBatch {
    /// How many bytes after the end may be loaded.
    package static let padding = 64

    /// Whole lines, each with its newline; only the last line of a file may lack it.
    package let bytes: UnsafeRawBufferPointer
    /// The frame in which the first line starts.
    package let frame: Int
    /// The place of the file among those that are read, from 0.
    package let file: Int
    /// The part of the file in which the lines are counted.
    package let part: Int
    /// The line that `next()` gave last; before that, the one before the batch's first.
    @usableFromInline var line: Int
    @usableFromInline var cursor = 0

    init(_ bytes: UnsafeRawBufferPointer, frame: Int, file: Int, part: Int, linesBefore: Int) {
        self.bytes = bytes
        self.frame = frame
        self.file = file
        self.part = part
        line = linesBefore
    }

    /// The place of the line that `next()` gave last.
    @inlinable package var position: LinePosition { LinePosition(frame: frame, line: line, part: part) }

    /// The next line that is not blank, without its newline; nil after the last.
    @inlinable
    package mutating func next() -> UnsafeRawBufferPointer? {
        guard let base = bytes.baseAddress else { return nil }
        while cursor < bytes.count {
            let start = base + cursor
            let rest = bytes.count - cursor
            let length = memchr(start, 0x0A, rest).map { UnsafeRawPointer($0) - start } ?? rest
            cursor += length + 1
            line += 1
            let text = UnsafeRawBufferPointer(start: start, count: length)
            if length > 0, text[0] > 0x20 || !Self.isBlank(text) { return text }
        }
        return nil
    }

    /// Where the line begins that `next()` gives or `pass(lines:to:)` passes over; nil at the end. It may be blank.
    package var start: UnsafeRawPointer? {
        guard cursor < bytes.count, let base = bytes.baseAddress else { return nil }
        return base + cursor
    }

    /// Where the last line ends.
    package var end: UnsafeRawPointer? { bytes.baseAddress.map { $0 + bytes.count } }

    /// Passes over so many lines, to where the next one begins: behind the newline of the last, or behind `end`.
    package mutating func pass(lines: Int, to next: UnsafeRawPointer) {
        guard let base = bytes.baseAddress else { return }
        cursor = next - base
        line += lines
    }

    /// Declares the batch read by a body that searched `bytes` itself, and counted its newlines (blank lines too).
    @inlinable
    package mutating func finish(lines: Int) {
        line += lines
        cursor = bytes.count
    }

    /// Passes over the lines that are left; the number of the last.
    mutating func lastLine() -> Int {
        while next() != nil {}
        return line
    }

    @usableFromInline
    static func isBlank(_ text: UnsafeRawBufferPointer) -> Bool {
        text.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }
}
