// Owns requests that were read and wait to be counted many at a time.

/// Starts and ends of requests in the order of the lines, with the places of their keys in the tables.
///
/// To count the requests of one key one after the other keeps its counters near, and its sums in registers: it costs a
/// fraction of counting each request as it comes.
struct PendingRequests: Sendable {
    struct Start: Sendable {
        var time: Int64
        var model: Int32
        /// Negative for none.
        var benchmark: Int32
    }

    struct End: Sendable {
        var measures: RequestMeasures
        var model: Int32
        /// Negative for none.
        var benchmark: Int32
        var provider: Int32
    }

    /// Few enough to stay in the cache, enough that most models have several.
    static let capacity = 512

    var starts: [Start] = []
    var ends: [End] = []

    var isEmpty: Bool { starts.isEmpty && ends.isEmpty }
    var isFull: Bool { starts.count >= Self.capacity || ends.count >= Self.capacity }

    mutating func removeAll() {
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Calls `body` once for each key, with the places of its items in their order; items of negative keys have none.
    static func group<Item>(
        _ items: UnsafeBufferPointer<Item>, by key: (borrowing Item) -> Int32, keyCount: Int,
        _ body: (_ key: Int, _ places: UnsafeBufferPointer<Int32>) -> Void
    ) {
        guard !items.isEmpty else { return }
        // A counting sort: by key, then by place.
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: keyCount + items.count) { memory in
            let ends = UnsafeMutableBufferPointer(rebasing: memory[..<keyCount])
            let places = UnsafeMutableBufferPointer(rebasing: memory[keyCount...])
            ends.initialize(repeating: 0)
            for place in items.indices where key(items[place]) >= 0 { ends[Int(key(items[place]))] += 1 }
            var total: Int32 = 0
            for index in ends.indices {
                total += ends[index]
                ends[index] = total - ends[index]
            }
            for place in items.indices where key(items[place]) >= 0 {
                let index = Int(key(items[place]))
                places[Int(ends[index])] = Int32(truncatingIfNeeded: place)
                ends[index] += 1
            }
            var start: Int32 = 0
            for index in ends.indices where ends[index] > start {
                body(index, UnsafeBufferPointer(rebasing: UnsafeBufferPointer(places)[Int(start)..<Int(ends[index])]))
                start = ends[index]
            }
        }
    }
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

/// Some of the ends, in the order of the lines, whose numbers can be had column by column.
struct EndRows {
    let ends: UnsafeBufferPointer<PendingRequests.End>
    /// Which of them; all of one key.
    let places: UnsafeBufferPointer<Int32>

    var count: Int { places.count }

    @inline(__always)
    func forEach(_ body: (RequestMeasures) -> Void) {
        for place in places { body(ends[Int(place)].measures) }
    }

    /// The sum of what was measured.
    @inline(__always)
    func sum(_ column: (RequestMeasures) -> Int64) -> Int128 {
        var sum: Int128 = 0
        forEach { sum &+= Int128(max(column($0), 0)) }
        return sum
    }

    /// How many rows are such.
    @inline(__always)
    func count(where isSuch: (RequestMeasures) -> Bool) -> Int64 {
        var count: Int64 = 0
        forEach { if isSuch($0) { count &+= 1 } }
        return count
    }

    /// Calls `body` with the numbers that were measured.
    @inline(__always)
    func withMeasured(_ column: (RequestMeasures) -> Int64, _ body: (UnsafeBufferPointer<Int64>) -> Void) {
        withColumn({ value($0, column) }, body)
    }

    /// Calls `body` with the numbers of all rows that have one.
    @inline(__always)
    func withColumn(
        _ column: (RequestMeasures) -> (value: Int64, isThere: Bool), _ body: (UnsafeBufferPointer<Int64>) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: places.count) { values in
            var count = 0
            forEach { row in
                // Written in any case: whether a number was measured cannot be predicted.
                let (value, isThere) = column(row)
                values.initializeElement(at: count, to: value)
                count &+= isThere ? 1 : 0
            }
            if count > 0 { body(UnsafeBufferPointer(rebasing: values[..<count])) }
        }
    }

    @inline(__always)
    private func value(_ row: RequestMeasures, _ column: (RequestMeasures) -> Int64) -> (Int64, Bool) {
        let value = column(row)
        return (value, value >= 0)
    }

    /// Calls `body` with consecutive rows that ended in the same bucket of an axis.
    @inline(__always)
    func forEachRun(on axis: TimeAxis, _ body: (_ cell: Int, _ rows: EndRows) -> Void) {
        var start = 0
        while start < places.count {
            let bucket = axis.bucket(of: time(start))
            let (lower, upper) = (axis.start(ofBucket: bucket), axis.start(ofBucket: bucket + 1))
            var end = start + 1
            while end < places.count, time(end) >= lower, time(end) < upper { end += 1 }
            let run = UnsafeBufferPointer(rebasing: places[start..<end])
            body(axis.cell(ofBucket: bucket), EndRows(ends: ends, places: run))
            start = end
        }
    }

    @inline(__always)
    private func time(_ row: Int) -> Int64 { ends[Int(places[row])].measures.end }
}
