// Owns requests by the value of a label while they are gathered.

import LTBStatistics

/// The ended requests of each value of a label, those that wait to be counted included; values are kept under a bound.
///
/// Starts are not grouped: what a request is grouped by may be known at its end only, so a start that lacks it says
/// nothing of a group. How many were in flight follows from latencies.
struct GroupedRequests: Accumulator {
    private(set) var table: BoundedTable<RequestAccumulator>
    private var ends = WaitingRows<PendingRequests.End>(blank: PendingRequests.End())
    /// For those that are being counted.
    private var memory = EndRows.Memory()

    init(bounds: DistributionBounds, objectives: [Objective]) {
        table = BoundedTable(empty: RequestAccumulator(bounds: bounds, objectives: objectives))
    }

    /// Takes in the end of a request that has a value, or nil where the label is missing.
    mutating func record(
        _ event: borrowing ScannedEvent, _ end: PendingRequests.End, value: UnsafeRawBufferPointer?,
        pricedBy pricer: borrowing RequestPricer
    ) {
        let group = index(of: value, pricedBy: pricer)
        if let gaps = event.request.chunkGaps { table.values[group].distributions.chunkGap.record(gaps) }
        if event.measures.isFailure { table.values[group].recordError(event) }
        switch ends.append(end, at: group) {
        case .any: break
        case .otherKeys: settle(group, pricedBy: pricer)
        case .thisKey: settle(pricedBy: pricer)
        }
    }

    /// The place of a value in the table; requests of one that gives way are counted before.
    private mutating func index(of value: UnsafeRawBufferPointer?, pricedBy pricer: borrowing RequestPricer) -> Int {
        let slot = [KeyBuffer.missing].withUnsafeBytes { missing in
            KeptText.withKept(value ?? missing, atMost: KeptText.longestName) { table.slot(for: $0) }
        }
        if slot.evictsPrevious { settle(pricedBy: pricer) }
        table.prepare(slot)
        return slot.index
    }

    /// Counts all requests that wait for it.
    mutating func settle(pricedBy pricer: borrowing RequestPricer) {
        for group in ends.keys { settle(group, pricedBy: pricer) }
    }

    private mutating func settle(_ group: Int, pricedBy pricer: borrowing RequestPricer) {
        ends.take(group) { rows in
            EndRows.with(rows, pricedBy: pricer, &memory) { table.values[group].record($0) }
        }
    }

    /// Tells concurrency by upper bounds from now on.
    mutating func approximateConcurrency() {
        table.changeAll { $0.concurrency.approximate() }
    }

    /// Takes in the groups of another; none of either's requests may wait.
    mutating func merge(_ other: Self) {
        table.merge(other.table)
    }
}
