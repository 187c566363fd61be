// Owns the names of the traces that may turn out to be the slowest.

/// Of the traces with the longest spans, their ids: no text is kept of any other.
struct SlowTraceCandidates: Accumulator {
    struct Entry: Sendable {
        var longest: Int64
        var trace: UInt64
        var traceID: ByteString

        /// Longer comes first.
        func precedes(_ longest: Int64, _ trace: UInt64) -> Bool {
            (self.longest, trace) > (longest, self.trace)
        }
    }

    /// More than are shown, as some of them may not be whole.
    static let limit = 64

    /// Longest first.
    private(set) var entries: [Entry] = []

    mutating func record(longest: Int64, trace: UInt64, traceID: @autoclosure () -> ByteString) {
        if entries.count == Self.limit, entries[Self.limit - 1].precedes(longest, trace) { return }
        if let held = entries.firstIndex(where: { $0.trace == trace }) {
            guard entries[held].longest < longest else { return }
            let traceID = entries.remove(at: held).traceID
            insert(Entry(longest: longest, trace: trace, traceID: traceID))
        } else {
            insert(Entry(longest: longest, trace: trace, traceID: traceID()))
            if entries.count > Self.limit { entries.removeLast() }
        }
    }

    private mutating func insert(_ entry: Entry) {
        let place = entries.firstIndex { !$0.precedes(entry.longest, entry.trace) } ?? entries.count
        entries.insert(entry, at: place)
    }

    mutating func merge(_ other: Self) {
        for entry in other.entries { record(longest: entry.longest, trace: entry.trace, traceID: entry.traceID) }
    }
}
