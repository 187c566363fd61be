// Owns the lines of one stretch of a log, read without knowing the text before and behind it.

/// Takes the text of a stretch: its own lines are given, but for those that may go on before or behind it.
struct StretchText {
    /// A piece of a line; as the end of one, what is before it is still to come.
    enum Piece {
        /// With its newline, unless the log ends first.
        case text([UInt8])
        /// So many bytes that readers pass over the line.
        case overlong(bytes: Int)
        /// The line's end is missing, so the line is none.
        case lost
    }

    private let limit: Int
    private let splitter: LineSplitter
    private var headBytes: [UInt8] = []
    private var headCount = 0
    /// The end of a line whose start is in the stretch before; nil as long as there was no newline.
    private(set) var head: Piece?
    /// Text that was dropped since the end of its line is missing.
    private(set) var unfinishedLineBytes: Int64 = 0

    /// A stretch at the start of a log has no line's end at its own start.
    init(limit: Int, isFirst: Bool) {
        self.limit = limit
        splitter = LineSplitter(limit: limit)
        if isFirst { head = .text([]) } else { splitter.pass(lines: 1) }
    }

    var overlongLines: Int64 { splitter.overlongLines }

    /// Whether the line that is not finished is the first of the log.
    var isInFirstLine: Bool { splitter.linesGiven == 0 }

    /// Takes text, or nil where text is missing.
    mutating func take(_ text: UnsafeRawBufferPointer?, to body: (inout LineBatch) throws -> Void) rethrows {
        guard let text else { return lose() }
        guard head == nil else { return try splitter.feed(text, frame: 0, to: body) }
        guard let newline = text.firstIndex(of: 0x0A) else { return keep(text) }
        keep(UnsafeRawBufferPointer(rebasing: text[...newline]))
        head = takeHead()
        try splitter.feed(UnsafeRawBufferPointer(rebasing: text[(newline + 1)...]), frame: 0, to: body)
    }

    /// The start of the last line; where there is no newline at all, the stretch is a piece of one line, and all of it is
    /// this.
    mutating func takeTail() -> Piece {
        guard head != nil else { return takeHead() }
        return splitter.isOverlong
            ? .overlong(bytes: Int(splitter.dropPartial())) : .text(splitter.takePartial().bytes)
    }

    private mutating func takeHead() -> Piece {
        defer { (headBytes, headCount) = ([], 0) }
        return headCount > headBytes.count ? .overlong(bytes: headCount) : .text(headBytes)
    }

    private mutating func lose() {
        unfinishedLineBytes += head == nil ? Int64(headCount) : splitter.dropPartial()
        if head == nil { head = .lost }
        (headBytes, headCount) = ([], 0)
    }

    private mutating func keep(_ text: UnsafeRawBufferPointer) {
        headCount += text.count
        // The newline is no part of the line's length.
        headBytes.append(contentsOf: text.prefix(max(0, limit + 1 - headBytes.count)))
    }
}
