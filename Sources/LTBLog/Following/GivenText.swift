// Owns what was given of a frame before it was closed, so that no line is given again if the frame is written anew.

/// The text of the open frame that was given already.
///
/// Who recovers a torn log replaces its open frame by whole ones with the same lines. A follower then reads them from
/// their start, and passes over as much as they have in common with what it gave.
struct GivenText {
    private let limit: Int
    private var bytes: [UInt8] = []
    /// How much of it was found again; nil if nothing is read again.
    private var found: Int?
    /// Whether all of the frame's text is here; other writers' frames can be too long for it.
    private(set) var isComplete = true

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether some of it has not been found again yet.
    var isReplaying: Bool { found != nil }

    /// From here on the same text may be read again.
    mutating func replay() { found = 0 }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        found = nil
        isComplete = true
    }

    /// What of a text that was read is new.
    enum News {
        /// All from an offset on.
        case from(Int)
        /// The text from an offset on, and before it a line's start that was given with another end.
        case otherLine([UInt8], from: Int)
    }

    /// Compares text that was read with what was given, and takes it in.
    mutating func take(_ text: UnsafeRawBufferPointer) -> News {
        guard let known = found else {
            keep(text)
            return .from(0)
        }
        let rest = bytes[known...]
        let common = zip(rest, text).prefix { $0 == $1 }.count
        if common == rest.count {
            found = nil
            keep(UnsafeRawBufferPointer(rebasing: text[common...]))
            return .from(common)
        }
        found = known + common
        return common == text.count ? .from(common) : .otherLine(giveUp(at: known + common, text, common), from: common)
    }

    /// Goes back to the last line that is the same.
    private mutating func giveUp(at place: Int, _ text: UnsafeRawBufferPointer, _ common: Int) -> [UInt8] {
        let lineStart = (bytes[..<place].lastIndex(of: 0x0A) ?? -1) + 1
        let line = Array(bytes[lineStart..<place])
        found = nil
        bytes.removeSubrange(place...)
        keep(UnsafeRawBufferPointer(rebasing: text[common...]))
        return line
    }

    private mutating func keep(_ text: UnsafeRawBufferPointer) {
        isComplete = isComplete && bytes.count + text.count <= limit
        if isComplete { bytes.append(contentsOf: text) } else { bytes = [] }
    }
}
