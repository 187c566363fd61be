// Owns what is gathered of the spans of traces.

/// Spans by operation, and those that are kept until their traces are known.
struct SpanAccumulator: Sendable {
    private(set) var operations = BoundedTable(empty: OperationAccumulator())
    private(set) var kept: KeptSpans
    private(set) var candidates = SlowTraceCandidates()
    private var operationCache = KeyCache()
    private let unknown = Array(RunSummary.unknownName.utf8)

    init(limit: Int = KeptSpans.limit) {
        kept = KeptSpans(limit: limit)
    }

    @inline(never)
    mutating func record(_ event: borrowing ScannedEvent) {
        let span = event.span
        if let name = span.name {
            KeptText.withKept(name, atMost: KeptText.longestMessage) { record(span, name: $0, at: event.timestamp) }
        } else {
            unknown.withUnsafeBytes { record(span, name: $0, at: event.timestamp) }
        }
    }

    private mutating func record(_ span: ScannedEvent.Span, name: UnsafeRawBufferPointer, at time: Int64) {
        let trace = SpanRecord.hash(span.traceID)
        let status = SpanRecord.Status(span.status)
        operations.values[operationIndex(name)].record(duration: span.duration, status: status, isTraced: trace != 0)
        guard trace != 0, let traceID = span.traceID else { return }
        kept.record(of: trace, Self.record(span, trace: trace, name: name, endedAt: time, status))
        candidates.record(
            longest: span.duration, trace: trace,
            traceID: KeptText.withKept(traceID, atMost: KeptText.longestDetail) { ByteString($0) })
    }

    private mutating func operationIndex(_ name: UnsafeRawBufferPointer) -> Int {
        if let found = operationCache.find(name) { return Int(found.index) }
        let slot = operations.slot(for: name)
        if slot.evictsPrevious { operationCache.removeAll() }
        operations.prepare(slot)
        operationCache.remember(name, index: slot.index)
        return slot.index
    }

    private static func record(
        _ span: ScannedEvent.Span, trace: UInt64, name: UnsafeRawBufferPointer, endedAt time: Int64,
        _ status: SpanRecord.Status
    ) -> SpanRecord {
        let id = SpanRecord.hash(span.spanID)
        let parent = SpanRecord.hash(span.parentID)
        return SpanRecord(
            trace: trace, id: id, parent: parent == id ? 0 : parent, name: KeyTable.hash(name),
            start: span.start ?? start(endingAt: time, after: span.duration), duration: span.duration, status: status)
    }

    /// An event is of the time at which its span ended.
    private static func start(endingAt time: Int64, after duration: Int64) -> Int64 {
        let (start, overflows) = time.subtractingReportingOverflow(max(0, duration))
        return overflows ? .min : start
    }

    /// Tells how many spans there are to those who gather at the same time.
    mutating func tell(_ shared: (SpanCounts) -> SpanCounts) { kept.tell(shared) }

    /// Gives up what is over the limit.
    mutating func settle() { kept.trim() }

    mutating func merge(_ other: consuming Self) {
        // Merging may give places to other keys.
        operationCache.removeAll()
        operations.merge(other.operations)
        candidates.merge(other.candidates)
        kept.merge(other.kept)
    }
}
