// Owns the ended requests of one key while they are counted: their sums and their numbers, column by column.

/// Some ended requests of one key, in the order of the lines.
///
/// One pass over the rows makes everything that several accumulators need; nothing of it outlives `with(_:_:)`.
struct EndRows {
    /// The sums of what was measured, and how many there are of which kind.
    struct Sums {
        var failures: Int64 = 0
        var retries: Int64 = 0
        var priced: Int64 = 0
        /// Without a cost that they must have had.
        var unpriced: Int64 = 0
        var inputTokens: Int128 = 0
        var outputTokens: Int128 = 0
        var cachedInputTokens: Int128 = 0
        var cacheWriteTokens: Int128 = 0
        var reasoningTokens: Int128 = 0
        var cost: Int128 = 0
        var derivedStarts = TimeSpan()
        var ends = TimeSpan()
    }

    /// Numbers one after the other, in the order of the rows that have them.
    struct Column {
        private let start: UnsafeMutablePointer<Int64>
        private var count = 0

        @inline(__always)
        fileprivate init(_ start: UnsafeMutablePointer<Int64>) { self.start = start }

        /// Adds a number, if it counts. Written in any case: whether a number was measured cannot be predicted.
        @inline(__always)
        fileprivate mutating func append(_ value: Int64, if isThere: Bool) {
            start[count] = value
            count &+= isThere ? 1 : 0
        }

        var values: UnsafeBufferPointer<Int64> { UnsafeBufferPointer(start: start, count: count) }
    }

    private let rows: UnsafeBufferPointer<PendingRequests.End>
    private(set) var sums = Sums()
    /// Of successful requests, as are the times and tokens that follow.
    private(set) var latency: Column
    private(set) var failedLatency: Column
    private(set) var timeToFirstToken: Column
    private(set) var timePerOutputToken: Column
    private(set) var scheduledLatency: Column
    private(set) var inputTokens: Column
    private(set) var outputTokens: Column
    /// When they ended: all of them.
    private(set) var ends: Column

    private static let columnCount = 8

    /// Calls `body` with the rows, unless there are none; `memory` is for their columns, and used again.
    static func with(
        _ rows: UnsafeBufferPointer<PendingRequests.End>, _ memory: inout [Int64], _ body: (EndRows) -> Void
    ) {
        guard !rows.isEmpty else { return }
        let missing = rows.count * columnCount - memory.count
        if missing > 0 { memory += repeatElement(0, count: missing) }
        memory.withUnsafeMutableBufferPointer { memory in
            guard let start = memory.baseAddress else { return }
            body(EndRows(rows, columns: start))
        }
    }

    /// The same with memory of its own, for a few of other rows.
    private static func with(_ rows: UnsafeBufferPointer<PendingRequests.End>, _ body: (EndRows) -> Void) {
        guard !rows.isEmpty else { return }
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: rows.count * columnCount) { memory in
            guard let start = memory.baseAddress else { return }
            body(EndRows(rows, columns: start))
        }
    }

    private init(_ rows: UnsafeBufferPointer<PendingRequests.End>, columns start: UnsafeMutablePointer<Int64>) {
        self.rows = rows
        let count = rows.count
        // In variables of their own the numbers stay in registers.
        var sums = Sums()
        var latency = Column(start)
        var failedLatency = Column(start + count)
        var timeToFirstToken = Column(start + 2 * count)
        var timePerOutputToken = Column(start + 3 * count)
        var scheduledLatency = Column(start + 4 * count)
        var inputTokens = Column(start + 5 * count)
        var outputTokens = Column(start + 6 * count)
        var ends = Column(start + 7 * count)
        for row in rows {
            let measures = row.measures
            let isSuccess = !measures.isFailure
            sums.add(measures)
            latency.append(measures.latency, if: isSuccess && measures.latency >= 0)
            failedLatency.append(measures.latency, if: measures.isFailure && measures.latency >= 0)
            timeToFirstToken.append(measures.timeToFirstToken, if: measures.timeToFirstToken >= 0)
            let timeEach = measures.timePerOutputToken
            timePerOutputToken.append(timeEach, if: timeEach >= 0)
            scheduledLatency.append(measures.scheduledLatency, if: isSuccess && measures.scheduledLatency >= 0)
            inputTokens.append(measures.inputTokens, if: isSuccess && measures.inputTokens >= 0)
            outputTokens.append(measures.outputTokens, if: isSuccess && measures.outputTokens >= 0)
            ends.append(measures.end, if: true)
        }
        self.sums = sums
        self.latency = latency
        self.failedLatency = failedLatency
        self.timeToFirstToken = timeToFirstToken
        self.timePerOutputToken = timePerOutputToken
        self.scheduledLatency = scheduledLatency
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.ends = ends
    }

    var count: Int { rows.count }

    @inline(__always)
    func forEach(_ body: (RequestMeasures) -> Void) {
        for row in rows { body(row.measures) }
    }

    /// Whether there are prices by which these requests were priced.
    var arePriced: Bool { rows.first.map { $0.cost.computed != RequestCost.notAsked } ?? false }

    @inline(__always)
    func forEachCost(_ body: (RequestMeasures, RequestCost) -> Void) {
        for row in rows { body(row.measures, row.cost) }
    }

    /// Calls `body` with the starts of the requests whose latency is known, and with their ends.
    func withDerivedStarts(_ body: (_ starts: Column, _ ends: Column) -> Void) {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: rows.count * 2) { memory in
            guard let start = memory.baseAddress else { return }
            var (starts, ends) = (Column(start), Column(start + rows.count))
            forEach { row in
                let derived = row.derivedStart
                starts.append(derived ?? 0, if: derived != nil)
                ends.append(row.end, if: derived != nil)
            }
            body(starts, ends)
        }
    }

    // MARK: Runs

    /// Calls `body` with consecutive rows that ended in the same bucket of an axis.
    func forEachRun(on axis: TimeAxis, _ body: (_ cell: Int, _ rows: EndRows) -> Void) {
        let bucket = axis.bucket(of: sums.ends.first)
        if sums.ends.last < axis.start(ofBucket: bucket + 1) { return body(axis.cell(ofBucket: bucket), self) }
        var start = 0
        while start < rows.count {
            let bucket = axis.bucket(of: rows[start].measures.end)
            let times = (first: axis.start(ofBucket: bucket), after: axis.start(ofBucket: bucket + 1))
            let end =
                rows[(start + 1)...].firstIndex { $0.measures.end < times.first || $0.measures.end >= times.after }
                ?? rows.count
            Self.with(UnsafeBufferPointer(rebasing: rows[start..<end])) { body(axis.cell(ofBucket: bucket), $0) }
            start = end
        }
    }

    /// Calls `body` with consecutive rows of the same key.
    func forEachRun<Key: Equatable>(by key: (RequestMeasures) -> Key, _ body: (_ key: Key, _ rows: EndRows) -> Void) {
        var start = 0
        while start < rows.count {
            let own = key(rows[start].measures)
            let end = rows[start...].firstIndex { key($0.measures) != own } ?? rows.count
            Self.with(UnsafeBufferPointer(rebasing: rows[start..<end])) { body(own, $0) }
            start = end
        }
    }

    /// Calls `body` with consecutive rows of the same provider.
    func forEachProvider(_ body: (_ provider: Int, _ rows: EndRows) -> Void) {
        var start = 0
        while start < rows.count {
            let provider = rows[start].provider
            let end = rows[start...].firstIndex { $0.provider != provider } ?? rows.count
            if start == 0, end == rows.count { return body(Int(provider), self) }
            Self.with(UnsafeBufferPointer(rebasing: rows[start..<end])) { body(Int(provider), $0) }
            start = end
        }
    }
}

extension EndRows.Sums {
    @inline(__always)
    fileprivate mutating func add(_ row: RequestMeasures) {
        failures &+= row.isFailure ? 1 : 0
        retries &+= row.isRetry ? 1 : 0
        priced &+= row.cost >= 0 ? 1 : 0
        unpriced &+= row.cost < 0 && row.mustCost ? 1 : 0
        inputTokens &+= Int128(max(row.inputTokens, 0))
        outputTokens &+= Int128(max(row.outputTokens, 0))
        cachedInputTokens &+= Int128(max(row.cachedInputTokens, 0))
        cacheWriteTokens &+= Int128(max(row.cacheWriteTokens, 0))
        reasoningTokens &+= Int128(max(row.reasoningTokens, 0))
        cost &+= Int128(max(row.cost, 0))
        ends.include(row.end)
        derivedStarts.include(row.derivedStart ?? row.end)
    }
}
