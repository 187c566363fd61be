// Owns joining the parts of a log that were read apart: in order, as if it had been read from start to end.

extension LogReader {
    /// Joins the next part: gives the lines that go over its borders, and what only reading in order can read.
    ///
    /// Returns how many lines are before the part.
    func join(_ part: Part, _ text: PartText, to body: (inout LineBatch) throws -> Void) throws -> Int {
        let linesBefore = splitter.beginPart(part.index)
        try text.head.withBytes { try splitter.feed($0, frame: text.head.frame, to: body) }
        splitter.pass(lines: text.lines)
        try text.tail.withBytes { try splitter.feed($0, frame: text.tail.frame, to: body) }
        framesElsewhere += Int64(text.frames)
        if let rest = text.rest { try readRest(rest, to: part.end, body) }
        return linesBefore
    }

    private func readRest(
        _ start: FrameReader.Place, to end: Int64, _ body: (inout LineBatch) throws -> Void
    ) throws {
        if isCompressed {
            try frames.read(from: start, to: end) { try take($0, frame: $1, to: body) }
        } else {
            _ = try stored.skip(max(0, start.offset - stored.offset))
            try readPlain(to: end, body)
        }
    }

    /// Reads in order what cannot be a part; returns how many lines are before it, and where parts may go on.
    func joinIrregular(
        _ start: FrameReader.Place, index: Int, to body: (inout LineBatch) throws -> Void
    ) throws -> (linesBefore: Int, next: FrameReader.Place?) {
        let linesBefore = splitter.beginPart(index)
        let next = try frames.readIrregular(from: start) { try take($0, frame: $1, to: body) }
        return (linesBefore, next)
    }

    /// Gives the last line of a log that was read in parts, up to where it ended.
    func finishParts(at end: Int64, to body: (inout LineBatch) throws -> Void) throws {
        endElsewhere = max(endElsewhere, end)
        try splitter.finish(to: body)
    }
}
