// Owns what one thread reads of a file at once, and what it hands on to be joined with the text around it.

/// A stretch of a regular file that is read without knowing the text before it.
struct Part: Sendable {
    /// The stretch's place among those of the file, from 0.
    var index: Int
    var start: FrameReader.Place
    var storedBytes: Int
    /// The frames with data in it, of which none is known to be damaged; nil for plain text.
    var frames: [Range<Int>]?

    var end: Int64 { start.offset + Int64(storedBytes) }
}

/// What was read of a part: its own lines have been given, but for those that may go on before or behind it.
struct PartText: Sendable {
    /// Text that begins in a frame. Bytes that may be loaded follow it.
    struct Piece: Sendable {
        private var padded: [UInt8] = []
        private(set) var frame = 0

        /// How many bytes of text there are.
        var count: Int { max(0, padded.count - LineBatch.padding) }

        init() {}

        init(_ text: [UInt8], frame: Int) {
            padded = text
            padded.append(contentsOf: repeatElement(0, count: LineBatch.padding))
            self.frame = frame
        }

        func withBytes(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
            guard count > 0 else { return }
            try padded.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }

    /// The first line's end; everything, where there is no newline.
    var head = Piece()
    /// Lines after the head that were given.
    var lines = 0
    /// The start of a line after them.
    var tail = Piece()
    /// Frames that were read to their end.
    var frames = 0
    /// Where the rest starts, which has to be read in order, since it is damaged or too long.
    var rest: FrameReader.Place?

    /// Memory that it holds while it waits.
    var waitingBytes: Int { 2 * MemoryLayout<Self>.size + head.count + tail.count }
}
