// Owns consecutive ended requests, as cells of a timeline take them.

/// Consecutive ended requests of one key: what they used in all, and their latencies.
struct EndRun {
    let rows: UnsafeBufferPointer<PendingRequests.End>
    /// What each costs by the prices of a plan; empty if it has none.
    let costs: UnsafeBufferPointer<RequestCost>
    let sums: EndSums
    /// Of those that succeeded, where it was measured.
    let latency: UnsafeBufferPointer<Int64>

    /// Rows with all of their latencies.
    init(
        _ rows: UnsafeBufferPointer<PendingRequests.End>, _ costs: UnsafeBufferPointer<RequestCost>,
        latency: UnsafeBufferPointer<Int64>
    ) {
        (self.rows, self.costs, self.latency) = (rows, costs, latency)
        sums = EndSums(rows)
    }

    /// Calls `body` with consecutive rows that ended between two times, of which `bounds` tells those that the first
    /// one lies between: from the one on, before the other.
    func split(between bounds: (Int64) -> (first: Int64, after: Int64), _ body: (EndRun) -> Void) {
        var start = 0
        var rest = latency
        while start < rows.count {
            let times = bounds(rows[start].measures.end)
            var end = start + 1
            while end < rows.count, rows[end].measures.end >= times.first, rows[end].measures.end < times.after {
                end += 1
            }
            body(part(start..<end, &rest))
            start = end
        }
    }

    /// Calls `body` with consecutive rows of the same provider.
    func forEachProvider(_ body: (_ provider: Int, _ run: EndRun) -> Void) {
        var start = 0
        var rest = latency
        while start < rows.count {
            let provider = rows[start].provider
            var end = start + 1
            while end < rows.count, rows[end].provider == provider { end += 1 }
            if end - start == rows.count { return body(Int(provider), self) }
            body(Int(provider), part(start..<end, &rest))
            start = end
        }
    }

    /// Some of the rows, whose latencies are the next of those that are left.
    private func part(_ range: Range<Int>, _ rest: inout UnsafeBufferPointer<Int64>) -> EndRun {
        EndRun(
            UnsafeBufferPointer(rebasing: rows[range]),
            costs.isEmpty ? costs : UnsafeBufferPointer(rebasing: costs[range]), latencies: &rest)
    }

    private init(
        _ rows: UnsafeBufferPointer<PendingRequests.End>, _ costs: UnsafeBufferPointer<RequestCost>,
        latencies rest: inout UnsafeBufferPointer<Int64>
    ) {
        let sums = EndSums(rows)
        (self.rows, self.costs, self.sums) = (rows, costs, sums)
        latency = UnsafeBufferPointer(rebasing: rest.prefix(Int(sums.latencies)))
        rest = UnsafeBufferPointer(rebasing: rest.dropFirst(Int(sums.latencies)))
    }
}

/// How many ended requests there are of which kind, and the sums of what they used.
struct EndSums {
    private(set) var requests: Int64 = 0
    private(set) var failures: Int64 = 0
    private(set) var retries: Int64 = 0
    private(set) var priced: Int64 = 0
    /// Without a cost that they must have had.
    private(set) var unpriced: Int64 = 0
    /// Successful ones whose latency was measured.
    private(set) var latencies: Int64 = 0
    private(set) var inputTokens: Int128 = 0
    private(set) var outputTokens: Int128 = 0
    private(set) var cachedInputTokens: Int128 = 0
    private(set) var cacheWriteTokens: Int128 = 0
    private(set) var reasoningTokens: Int128 = 0
    private(set) var cost: Int128 = 0

    /// Sums in 64 bits are right for so many rows of numbers of so many bits.
    private static let mostRows = 1 << 12
    private static let smallBits: Int64 = 51

    init(_ rows: UnsafeBufferPointer<PendingRequests.End>) {
        requests = Int64(rows.count)
        for row in rows {
            let measures = row.measures
            failures &+= measures.isFailure ? 1 : 0
            retries &+= measures.isRetry ? 1 : 0
            priced &+= measures.cost >= 0 ? 1 : 0
            unpriced &+= measures.cost < 0 && measures.mustCost ? 1 : 0
            latencies &+= !measures.isFailure && measures.latency >= 0 ? 1 : 0
        }
        if rows.count > Self.mostRows || !addSmall(rows) { addAny(rows) }
    }

    /// Adds what the rows used, if all numbers are small, as nearly all are.
    private mutating func addSmall(_ rows: UnsafeBufferPointer<PendingRequests.End>) -> Bool {
        var bits: Int64 = 0
        var (input, output, cached, written, thought, cost): (Int64, Int64, Int64, Int64, Int64, Int64)
        (input, output, cached, written, thought, cost) = (0, 0, 0, 0, 0, 0)
        @inline(__always)
        func add(_ count: Int64, to sum: inout Int64) {
            // What is missing is negative and becomes zero.
            let value = count & ~(count &>> 63)
            bits |= value
            sum &+= value
        }
        for row in rows {
            let measures = row.measures
            add(measures.inputTokens, to: &input)
            add(measures.outputTokens, to: &output)
            add(measures.cachedInputTokens, to: &cached)
            add(measures.cacheWriteTokens, to: &written)
            add(measures.reasoningTokens, to: &thought)
            add(measures.cost, to: &cost)
        }
        guard bits >> Self.smallBits == 0 else { return false }
        (inputTokens, outputTokens, cachedInputTokens) = (Int128(input), Int128(output), Int128(cached))
        (cacheWriteTokens, reasoningTokens, self.cost) = (Int128(written), Int128(thought), Int128(cost))
        return true
    }

    private mutating func addAny(_ rows: UnsafeBufferPointer<PendingRequests.End>) {
        for row in rows {
            let measures = row.measures
            inputTokens += Int128(max(measures.inputTokens, 0))
            outputTokens += Int128(max(measures.outputTokens, 0))
            cachedInputTokens += Int128(max(measures.cachedInputTokens, 0))
            cacheWriteTokens += Int128(max(measures.cacheWriteTokens, 0))
            reasoningTokens += Int128(max(measures.reasoningTokens, 0))
            cost += Int128(max(measures.cost, 0))
        }
    }
}
