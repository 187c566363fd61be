// Owns a log that is being read by several threads: the reader that joins its parts.

/// What joins one more piece of a log to what was read of it.
enum JoinStep: Sendable {
    case part(Part, PartText)
    case irregular(FrameReader.Place, index: Int)
    /// All of it, from start to end.
    case whole
    /// The end, after all parts.
    case end(Int64)
}

/// What a step found out.
enum Joined: Sendable {
    case part(linesBefore: Int)
    /// Where the walk goes on behind what was irregular; nil if there is no more.
    case irregular(linesBefore: Int, next: FrameReader.Place?)
    /// What was read of the log in all.
    case end(LogOutcome)
}

/// A log of several that is open.
final class OpenLog: Sendable {
    /// Its place among the files that are read.
    let index: Int
    /// Opened when it is looked at first, so that the thread that joins is the only one to use it.
    ///
    /// `ReadSchedule.beginJoin` gives a step only when the step before it has ended, and its lock lies between them: so
    /// no two threads are ever in `perform`, and each sees what the one before it did.
    nonisolated(unsafe) let reader: LogReader

    init(_ reader: LogReader, index: Int) {
        self.reader = reader
        self.index = index
    }

    /// Does a step; to be called with what `ReadSchedule.beginJoin` gave.
    func perform(_ step: JoinStep, to body: (inout LineBatch) throws -> Void) throws -> Joined {
        switch step {
        case .part(let part, let text):
            return .part(linesBefore: try reader.join(part, text, to: body))
        case .irregular(let place, let index):
            let (linesBefore, next) = try reader.joinIrregular(place, index: index, to: body)
            return .irregular(linesBefore: linesBefore, next: next)
        case .whole:
            try reader.forEachBatch(body)
            return .end(reader.outcome)
        case .end(let end):
            try reader.finishParts(at: end, to: body)
            return .end(reader.outcome)
        }
    }
}
