// Owns samples of bounded size that depend on what is there, never on its order.

/// What can be kept in a sample: rows by a hash of what they are, with an order among equal hashes.
protocol SampledRow: Sendable, Comparable {
    /// The hash by which it is kept or not.
    var rank: UInt64 { get }
}

/// Of all rows that come by, those with the smallest hashes.
///
/// A row of the final sample is among the smallest from the first, so the sample is the same for any order, any split
/// and any number of threads; and since a hash says nothing about what was measured, it is a fair one.
struct KeptSample<Row: SampledRow>: Accumulator {
    private(set) var limit: Int
    /// How many rows came by.
    private(set) var offered: Int64 = 0
    private var rows: [Row] = []
    /// The greatest hash that can still be among the smallest.
    private var bound = UInt64.max

    init(limit: Int) { self.limit = limit }

    /// The sample, by hash.
    var kept: [Row] { Array(rows.sorted().prefix(limit)) }

    mutating func record(_ row: Row) {
        offered += 1
        guard row.rank <= bound else { return }
        rows.append(row)
        if rows.count >= 2 * limit { trim() }
    }

    /// Keeps fewer from now on, as if it had never kept more.
    mutating func lower(limit: Int) {
        guard limit < self.limit else { return }
        self.limit = limit
        trim()
    }

    mutating func merge(_ other: Self) {
        offered += other.offered
        limit = min(limit, other.limit)
        rows += other.rows
        trim()
    }

    private mutating func trim() {
        guard rows.count > limit else { return }
        rows.sort()
        rows.removeLast(rows.count - limit)
        bound = rows.last?.rank ?? bound
    }
}
