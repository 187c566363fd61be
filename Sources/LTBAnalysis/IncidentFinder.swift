// Owns when a provider failed: the longest spans of a timeline that are bad enough to be told.

/// Finds the longest spans of timeline buckets in which a provider failed.
///
/// Buckets are looked at in groups that are wide enough for a handful of the provider's requests each: in buckets of one
/// second, a provider that is asked once in two would have a single bad request here and a single good one there.
struct IncidentFinder {
    /// A span of buckets, and the provider's requests in it.
    struct Span: Equatable {
        var buckets: ClosedRange<Int>
        var requests: Int64
        var failed: Int64
    }

    /// Fewer failures are chance.
    private static let fewestFailures: Int64 = 5
    /// Fewer requests a group say too little about it.
    private static let requestsAGroup = 5
    /// So that an incident in a short run is not the whole run.
    private static let fewestGroups = 12

    private let row: [OutcomeCell]
    private let groupSize: Int

    /// Looks at one cell a bucket.
    init(row: [OutcomeCell]) {
        self.row = row
        let requests = max(1, row.reduce(0) { $0 + Int(clamping: $1.requests) })
        let wanted = (Self.requestsAGroup * row.count + requests - 1) / requests
        groupSize = max(1, min(wanted, row.count / Self.fewestGroups))
    }

    /// Groups in which at least a fifth failed, joined where one other group at most lies between them and the whole is
    /// still as bad, from the first to the last failure.
    var spans: [Span] {
        var spans: [ClosedRange<Int>] = []
        for start in stride(from: 0, to: row.count, by: groupSize) {
            let group = start...min(start + groupSize, row.count) - 1
            guard isBad(group) else { continue }
            if let last = spans.last, start - last.upperBound <= groupSize + 1,
                isBad(last.lowerBound...group.upperBound)
            {
                spans[spans.count - 1] = last.lowerBound...group.upperBound
            } else {
                spans.append(group)
            }
        }
        return spans.compactMap { span($0) }
    }

    private func isBad(_ buckets: ClosedRange<Int>) -> Bool {
        let (requests, failed) = counts(buckets)
        return failed > 0 && isFifth(failed, of: requests)
    }

    /// The span from the first to the last failure; nil if there are too few.
    private func span(_ buckets: ClosedRange<Int>) -> Span? {
        guard let first = buckets.first(where: { row[$0].errors > 0 }),
            let last = buckets.last(where: { row[$0].errors > 0 })
        else { return nil }
        let (requests, failed) = counts(first...last)
        guard failed >= Self.fewestFailures, isFifth(failed, of: requests) else { return nil }
        return Span(buckets: first...last, requests: requests, failed: failed)
    }

    private func counts(_ buckets: ClosedRange<Int>) -> (requests: Int64, failed: Int64) {
        row[buckets].reduce(into: (0, 0)) { counts, cell in
            counts.0 += cell.requests
            counts.1 += cell.errors
        }
    }

    private func isFifth(_ failed: Int64, of requests: Int64) -> Bool { Int128(failed) * 5 >= Int128(requests) }
}
