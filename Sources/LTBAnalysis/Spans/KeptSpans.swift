// Owns the spans that are kept until all of their traces are known.

/// As many spans as `SpanCounts` keeps, with some slack while they are gathered.
struct KeptSpans: Sendable {
    /// Under 2 MiB of records, and several times that while they are sorted into traces: of a larger run it is a sample of
    /// whole traces, far more than a page could show.
    static let limit = 1 << 15

    private(set) var records: [SpanRecord] = []
    private var counts: SpanCounts
    /// What was counted by all who gather at the same time, and by this one, when they last told each other.
    private var countsOfAll: SpanCounts
    private var toldCounts: SpanCounts
    /// As many records are kept before they tell each other again.
    private var untoldLimit = Self.step

    /// As many more records are kept before it is told again.
    private static let step = 1 << 13

    init(limit: Int = Self.limit) {
        counts = SpanCounts(limit: limit)
        countsOfAll = counts
        toldCounts = counts
    }

    /// Counts a span of a trace, and keeps it if there is room.
    mutating func record(of trace: UInt64, _ span: @autoclosure () -> SpanRecord) {
        guard counts.add(trace), countsOfAll.keeps(trace) else { return }
        records.append(span())
        if records.count >= counts.limit + max(1, counts.limit / 4) { trim() }
    }

    /// Gives up what is over the limit.
    mutating func trim() {
        counts.settle()
        records.removeAll { !counts.keeps($0.trace) }
    }

    /// Tells what was counted to those who gather at the same time, and gives up what is over the limit of all together.
    mutating func tell(_ shared: (SpanCounts) -> SpanCounts) {
        guard records.count >= untoldLimit else { return }
        countsOfAll = shared(counts.since(toldCounts))
        toldCounts = counts
        records.removeAll { !countsOfAll.keeps($0.trace) }
        untoldLimit = records.count + Self.step
    }

    mutating func merge(_ other: consuming Self) {
        counts.add(other.counts)
        trim()
        for span in other.records where counts.keeps(span.trace) { records.append(span) }
    }

    /// Spans that are not kept, once `trim()` was called.
    var leftOut: Int64 { counts.total - Int64(records.count) }
}
