// Owns requests that were read and wait to be counted many at a time.

/// Starts and ends of requests by the places of their keys in the tables, in the order of the lines.
///
/// To count the requests of one key one after the other keeps its counters near, and its sums in registers: it costs a
/// fraction of counting each request as it comes.
struct PendingRequests: Sendable {
    struct End: Sendable {
        var measures = RequestMeasures()
        var provider: Int32 = 0
        /// The number of its model's price, and of its `ServiceTier`, should it be priced.
        var price: Int32 = 0
        var tier = RequestPricer.standardTier
    }

    /// When requests were sent.
    var modelStarts = WaitingRows<Int64>(blank: 0)
    var benchmarkStarts = WaitingRows<Int64>(blank: 0)
    var modelEnds = WaitingRows<End>(blank: End())
    var benchmarkEnds = WaitingRows<End>(blank: End())
}

/// How many starts and ends of requests there were in all.
package struct RequestTotals: Sendable {
    /// As SUMMARY.md says: up to so many, concurrency is exact.
    private static let exactLimit = 1_000_000

    package private(set) var starts = 0
    package private(set) var ends = 0

    /// None.
    package init() {}

    /// Whether there were more of either than can be kept.
    package var areTooMany: Bool { max(starts, ends) > Self.exactLimit }

    /// Adds so many.
    package mutating func add(starts: Int, ends: Int) {
        self.starts += starts
        self.ends += ends
    }

    /// Adds all of `other`.
    package mutating func merge(_ other: Self) { add(starts: other.starts, ends: other.ends) }
}

/// Rows that wait by key, in memory that is bounded for any number of keys.
struct WaitingRows<Row: Sendable>: Sendable {
    /// What there is room for after a row was added.
    enum Room {
        /// Any row.
        case any
        /// No other row of this key, until those that wait are taken.
        case otherKeys
        /// Perhaps no row of another key, until all that wait are taken.
        case thisKey
    }

    /// Rows of one key lie together: enough to pay for the passes over them.
    static var blockSize: Int { 128 }
    /// How many keys can have rows.
    private static var blockLimit: Int { 128 }

    private let blank: Row
    private var rows: [Row] = []
    /// By key: its block, counted from 0, or -1 for none; and how many rows are there.
    private var blocks: [Int32] = []
    private var counts: [Int32] = []
    private var freeBlocks: [Int32] = []

    init(blank: Row) {
        self.blank = blank
    }

    /// The keys that may have rows.
    var keys: Range<Int> { blocks.indices }

    /// Adds a row to those of a key.
    @inline(__always)
    mutating func append(_ row: Row, at key: Int) -> Room {
        guard key < blocks.count, blocks[key] >= 0 else { return begin(row, at: key) }
        let count = Int(counts[key])
        rows[Int(blocks[key]) &* Self.blockSize &+ count] = row
        counts[key] = Int32(truncatingIfNeeded: count &+ 1)
        return count &+ 1 < Self.blockSize ? .any : .otherKeys
    }

    @inline(never)
    private mutating func begin(_ row: Row, at key: Int) -> Room {
        if key >= blocks.count {
            let added = key + 1 - blocks.count
            blocks.append(contentsOf: repeatElement(-1, count: added))
            counts.append(contentsOf: repeatElement(0, count: added))
        }
        let block = freeBlocks.popLast() ?? makeBlock()
        rows[Int(block) * Self.blockSize] = row
        (blocks[key], counts[key]) = (block, 1)
        return freeBlocks.isEmpty && rows.count >= Self.blockLimit * Self.blockSize ? .thisKey : .any
    }

    private mutating func makeBlock() -> Int32 {
        let block = rows.count / Self.blockSize
        rows.append(contentsOf: repeatElement(blank, count: Self.blockSize))
        return Int32(block)
    }

    /// Gives the rows of a key, if there are any, which then do not wait any more, so that `body` may change them.
    mutating func take(_ key: Int, _ body: (UnsafeMutableBufferPointer<Row>) -> Void) {
        guard key < blocks.count, blocks[key] >= 0 else { return }
        rows.withUnsafeMutableBufferPointer { rows in
            let start = Int(blocks[key]) * Self.blockSize
            body(UnsafeMutableBufferPointer(rebasing: rows[start..<(start + Int(counts[key]))]))
        }
        freeBlocks.append(blocks[key])
        (blocks[key], counts[key]) = (-1, 0)
    }
}
