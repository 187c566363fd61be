// Owns requests by the value of a label while they are gathered.

import LTBStatistics

/// The requests of each value of a label, those that wait to be counted included; values are kept under a bound.
struct GroupedRequests: Accumulator {
    private(set) var table: BoundedTable<RequestAccumulator>
    private var starts = WaitingRows<Int64>(blank: 0)
    private var ends = WaitingRows<PendingRequests.End>(blank: PendingRequests.End())

    init(bounds: DistributionBounds, objectives: [Objective]) {
        table = BoundedTable(empty: RequestAccumulator(bounds: bounds, objectives: objectives))
    }

    /// Takes in the start or end of a request that has a value, or nil where the label is missing.
    mutating func record(_ event: borrowing ScannedEvent, value: UnsafeRawBufferPointer?) {
        let group = index(of: value)
        guard event.kind != .requestStarted else { return makeRoom(starts.append(event.timestamp, at: group), group) }
        if let gaps = event.request.chunkGaps { table.values[group].chunkGap.record(gaps) }
        if event.measures.isFailure { table.values[group].recordError(event) }
        makeRoom(ends.append(PendingRequests.End(measures: event.measures), at: group), group)
    }

    /// The place of a value in the table; requests of one that gives way are counted before.
    private mutating func index(of value: UnsafeRawBufferPointer?) -> Int {
        let slot = [KeyBuffer.missing].withUnsafeBytes { missing in
            KeptText.withKept(value ?? missing, atMost: KeptText.longestName) { table.slot(for: $0) }
        }
        if slot.evictsPrevious { settle() }
        table.prepare(slot)
        return slot.index
    }

    private mutating func makeRoom<Row>(_ room: WaitingRows<Row>.Room, _ group: Int) {
        switch room {
        case .any: break
        case .otherKeys: settle(group)
        case .thisKey: settle()
        }
    }

    /// Counts all requests that wait for it.
    mutating func settle() {
        for group in starts.keys { settle(group) }
        for group in ends.keys { settle(group) }
    }

    private mutating func settle(_ group: Int) {
        starts.take(group) { table.values[group].record(starts: $0) }
        ends.take(group) { rows in EndRows.with(rows) { table.values[group].record($0) } }
    }

    /// Tells concurrency by upper bounds from now on.
    mutating func approximateConcurrency() {
        table.changeAll { $0.concurrency.approximate() }
    }

    mutating func merge(_ other: Self) {
        var other = other
        settle()
        other.settle()
        table.merge(other.table)
    }
}
