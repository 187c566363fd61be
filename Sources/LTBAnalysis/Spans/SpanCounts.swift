// Owns which traces are kept where there are more spans than there is room for.

/// How many spans there are by the hash of their trace, and which of them are kept for that.
///
/// Traces are kept or left out as a whole: those of the smallest hashes are kept. What is kept of all spans is kept of
/// any part of them too, so that it makes no difference in which order or part they came.
struct SpanCounts: Sendable {
    private static let bucketBits: UInt64 = 12

    /// As many spans are kept.
    let limit: Int
    /// By the first bits of the trace's hash; empty until there is a span.
    private var counts: [Int64] = []
    /// Of buckets from here on nothing is kept.
    private var end = 1 << bucketBits

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether nothing was counted.
    var isEmpty: Bool { counts.isEmpty }

    /// All spans.
    var total: Int64 { counts.reduce(0, +) }

    /// One trace that is longer than this is left out, rather than that it displaces all others.
    private var bucketLimit: Int64 { Int64(limit / 2) }

    private static func bucket(_ trace: UInt64) -> Int { Int(truncatingIfNeeded: trace >> (64 - bucketBits)) }

    /// Counts a span; whether it is kept for now.
    mutating func add(_ trace: UInt64) -> Bool {
        if counts.isEmpty { counts = Array(repeating: 0, count: 1 << Self.bucketBits) }
        let bucket = Self.bucket(trace)
        counts[bucket] += 1
        return bucket < end && counts[bucket] <= bucketLimit
    }

    /// Counts all of `other`.
    mutating func add(_ other: Self) {
        guard !other.isEmpty else { return }
        counts = isEmpty ? other.counts : zip(counts, other.counts).map { $0 + $1 }
        end = min(end, other.end)
    }

    /// What was counted since an earlier state of the same counts.
    func since(_ earlier: Self) -> Self {
        var added = self
        if !earlier.isEmpty { added.counts = zip(counts, earlier.counts).map { $0 - $1 } }
        return added
    }

    /// Settles which spans are kept, so that they are not more than the limit.
    mutating func settle() {
        var room = Int64(limit)
        end =
            counts.firstIndex { count in
                room -= min(count, bucketLimit)
                return room < 0
            } ?? counts.count
    }

    /// Whether the spans of a trace are kept.
    func keeps(_ trace: UInt64) -> Bool {
        guard !isEmpty else { return true }
        let bucket = Self.bucket(trace)
        return bucket < end && counts[bucket] <= bucketLimit
    }
}
