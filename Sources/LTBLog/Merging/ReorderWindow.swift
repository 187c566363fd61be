// Owns bringing the lines of one log in the order of their times, as far as a bounded memory allows.

/// A line with its time.
struct TimedLine {
    var time: Int64
    var bytes: [UInt8]
}

/// The latest lines of a log that is mostly in the order of time; the earliest of them leaves when the window is full.
struct ReorderWindow {
    /// How much is held.
    struct Limits {
        var lines = 65_536
        var bytes = 32 << 20
    }

    private struct Entry: Comparable {
        var time: Int64
        /// The place in the log, which decides between lines of one time.
        var number: Int64
        var bytes: [UInt8]

        static func < (one: Entry, other: Entry) -> Bool {
            one.time == other.time ? one.number < other.number : one.time < other.time
        }

        static func == (one: Entry, other: Entry) -> Bool { one.number == other.number }
    }

    private let limits: Limits
    private var heap = MinHeap<Entry>()
    private var heldBytes = 0
    private var linesTaken: Int64 = 0
    private var latestGiven = Int64.min
    /// Lines that came when a later one had left already.
    private(set) var lateLines: Int64 = 0

    init(_ limits: Limits = Limits()) {
        self.limits = limits
    }

    var isFull: Bool { heap.count > limits.lines || heldBytes > limits.bytes }

    mutating func insert(_ line: UnsafeRawBufferPointer, time: Int64) {
        if time < latestGiven { lateLines += 1 }
        heap.insert(Entry(time: time, number: linesTaken, bytes: Array(line)))
        linesTaken += 1
        heldBytes += line.count
    }

    /// The earliest line.
    mutating func removeFirst() -> TimedLine? {
        guard let entry = heap.removeFirst() else { return nil }
        heldBytes -= entry.bytes.count
        latestGiven = max(latestGiven, entry.time)
        return TimedLine(time: entry.time, bytes: entry.bytes)
    }
}
