// Owns what was given of a frame before it was closed, so that no line is given again if the frame is written anew.

/// The text of the open frame that was given already.
///
/// Who recovers a torn log replaces its open frame by whole ones with the same lines. A follower then reads them from
/// their start, and passes over as much as they have in common with what it gave. Of a long frame, as other writers make
/// them, only the last lines are kept; of those before them it is only known whether all are the same.
struct GivenText {
    /// What is left of text that is not kept.
    private struct Digest {
        private(set) var count = 0
        private var hasher = Hasher()

        mutating func append(_ text: some Sequence<UInt8>) {
            let isDone: Void? = text.withContiguousStorageIfAvailable {
                hasher.combine(bytes: UnsafeRawBufferPointer($0))
                count += $0.count
            }
            if isDone == nil { append(Array(text)) }
        }

        func isSame(as other: Digest) -> Bool {
            var (own, others) = (hasher, other.hasher)
            own.combine(0)
            others.combine(0)
            return count == other.count && own.finalize() == others.finalize()
        }
    }

    private let limit: Int
    /// The text before `bytes`, which ends with a line unless that is very long.
    private var forgotten = Digest()
    private var bytes: [UInt8] = []
    /// How much of both was found again; nil if nothing is read again.
    private var found: (forgotten: Digest, bytes: Int)?

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether some of it has not been found again yet.
    var isReplaying: Bool { found != nil }

    /// From here on the same text may be read again.
    mutating func replay() { found = (Digest(), 0) }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        forgotten = Digest()
        found = nil
    }

    /// What of a text that was read is new.
    enum News {
        /// All from an offset on.
        case from(Int)
        /// The text from an offset on, and before it a line's start that was given with another end.
        case otherLine([UInt8], from: Int)
        /// Somewhere in what is not kept the text is another: all of it is to be given, from where it was read again.
        case all
    }

    /// Compares text that was read with what was given, and takes it in.
    mutating func take(_ text: UnsafeRawBufferPointer) -> News {
        guard var found else {
            keep(text)
            return .from(0)
        }
        let start = min(text.count, forgotten.count - found.forgotten.count)
        if start > 0 {
            found.forgotten.append(text[..<start])
            self.found = found
            guard found.forgotten.count == forgotten.count else { return .from(start) }
            guard found.forgotten.isSame(as: forgotten) else { return .all }
        }
        return take(text, from: start, known: found.bytes)
    }

    /// Goes on with what is kept.
    private mutating func take(_ text: UnsafeRawBufferPointer, from start: Int, known: Int) -> News {
        let rest = bytes[known...]
        let common = zip(rest, text[start...]).prefix { $0 == $1 }.count
        let end = start + common
        if common == rest.count {
            found = nil
            keep(UnsafeRawBufferPointer(rebasing: text[end...]))
            return .from(end)
        }
        found?.bytes = known + common
        return end == text.count ? .from(end) : .otherLine(giveUp(at: known + common, text, end), from: end)
    }

    /// Goes back to the last line that is the same.
    private mutating func giveUp(at place: Int, _ text: UnsafeRawBufferPointer, _ end: Int) -> [UInt8] {
        let lineStart = (bytes[..<place].lastIndex(of: 0x0A) ?? -1) + 1
        let line = Array(bytes[lineStart..<place])
        found = nil
        bytes.removeSubrange(place...)
        keep(UnsafeRawBufferPointer(rebasing: text[end...]))
        return line
    }

    private mutating func keep(_ text: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: text)
        guard bytes.count > limit else { return }
        let lineStart = (bytes.lastIndex(of: 0x0A) ?? -1) + 1
        // Where even a line is longer than what is kept twice, its start can no longer be told from another's.
        let end = lineStart == 0 && bytes.count > 2 * limit ? bytes.count : lineStart
        forgotten.append(bytes[..<end])
        bytes.removeSubrange(..<end)
    }
}
