// Owns the ended requests of one key while they are counted: their sums and their numbers, column by column.

/// Some ended requests of one key, in the order of the lines.
///
/// One pass over the rows makes everything that several accumulators need; nothing of it outlives `with(_:pricedBy:_:_:)`.
struct EndRows {
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

    /// Memory for columns and costs, used again for every set of rows.
    struct Memory {
        fileprivate var columns: [Int64] = []
        fileprivate var costs: [RequestCost] = []
    }

    /// All of them, as the cells of a timeline take them.
    let run: EndRun
    /// What they cost by the prices of a plan; nil if it has none.
    let costs: CostSums?
    private(set) var derivedStarts = TimeSpan()
    private(set) var span = TimeSpan()
    private(set) var failedLatency: Column
    /// Of successful requests, as are the times and tokens that follow; as `run` has the latencies.
    private(set) var timeToFirstToken: Column
    private(set) var timePerOutputToken: Column
    private(set) var scheduledLatency: Column
    private(set) var inputTokens: Column
    private(set) var outputTokens: Column
    /// When they ended: all of them.
    private(set) var ends: Column

    private static let columnCount = 8

    /// Calls `body` with the rows, unless there are none; they are priced first, if there are prices.
    static func with(
        _ rows: UnsafeMutableBufferPointer<PendingRequests.End>, pricedBy pricer: borrowing RequestPricer,
        _ memory: inout Memory, _ body: (EndRows) -> Void
    ) {
        guard !rows.isEmpty else { return }
        memory.columns.grow(to: rows.count * columnCount, with: 0)
        if pricer.isOn { memory.costs.grow(to: rows.count, with: RequestCost()) }
        memory.columns.withUnsafeMutableBufferPointer { columns in
            memory.costs.withUnsafeMutableBufferPointer { costs in
                guard let start = columns.baseAddress else { return }
                let costs = UnsafeMutableBufferPointer(rebasing: costs.prefix(pricer.isOn ? rows.count : 0))
                pricer.price(rows, into: costs)
                body(EndRows(UnsafeBufferPointer(rows), UnsafeBufferPointer(costs), columns: start))
            }
        }
    }

    private init(
        _ rows: UnsafeBufferPointer<PendingRequests.End>, _ costs: UnsafeBufferPointer<RequestCost>,
        columns start: UnsafeMutablePointer<Int64>
    ) {
        let count = rows.count
        // In variables of their own the numbers stay in registers.
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
            latency.append(measures.latency, if: isSuccess && measures.latency >= 0)
            failedLatency.append(measures.latency, if: measures.isFailure && measures.latency >= 0)
            timeToFirstToken.append(measures.timeToFirstToken, if: measures.timeToFirstToken >= 0)
            let timeEach = measures.timePerOutputToken
            timePerOutputToken.append(timeEach, if: timeEach >= 0)
            scheduledLatency.append(measures.scheduledLatency, if: isSuccess && measures.scheduledLatency >= 0)
            inputTokens.append(measures.inputTokens, if: isSuccess && measures.inputTokens >= 0)
            outputTokens.append(measures.outputTokens, if: isSuccess && measures.outputTokens >= 0)
            ends.append(measures.end, if: true)
            span.include(measures.end)
            derivedStarts.include(measures.derivedStart ?? measures.end)
        }
        run = EndRun(rows, costs, latency: latency.values)
        self.costs = costs.isEmpty ? nil : CostSums(run)
        self.failedLatency = failedLatency
        self.timeToFirstToken = timeToFirstToken
        self.timePerOutputToken = timePerOutputToken
        self.scheduledLatency = scheduledLatency
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.ends = ends
    }

    var count: Int { run.rows.count }
    var sums: EndSums { run.sums }
    /// Of successful requests.
    var latency: UnsafeBufferPointer<Int64> { run.latency }

    @inline(__always)
    func forEach(_ body: (RequestMeasures) -> Void) {
        for row in run.rows { body(row.measures) }
    }

    /// Calls `body` with the starts of the requests whose latency is known, and with their ends.
    func withDerivedStarts(_ body: (_ starts: Column, _ ends: Column) -> Void) {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: count * 2) { memory in
            guard let start = memory.baseAddress else { return }
            var (starts, ends) = (Column(start), Column(start + count))
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
    func forEachRun(on axis: TimeAxis, _ body: (_ cell: Int, _ run: EndRun) -> Void) {
        var bucket = axis.bucket(of: span.first)
        if span.last < axis.start(ofBucket: bucket + 1) { return body(axis.cell(ofBucket: bucket), run) }
        run.split(
            between: { first in
                bucket = axis.bucket(of: first)
                return (axis.start(ofBucket: bucket), axis.start(ofBucket: bucket + 1))
            },
            { body(axis.cell(ofBucket: bucket), $0) })
    }
}

extension Array {
    /// Makes it at least so long.
    fileprivate mutating func grow(to count: Int, with element: Element) {
        if self.count < count { self += repeatElement(element, count: count - self.count) }
    }
}
