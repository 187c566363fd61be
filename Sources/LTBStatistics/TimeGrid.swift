// Owns the time buckets of one timeline, which grow with the times that it has to hold.

/// Consecutive time buckets, called rows, aligned to the epoch, that hold all times that they were told to include.
///
/// The rows are the narrowest of `BucketWidth.ladder` of which at most `maximumCount` suffice, from the earliest time
/// to the latest. So they depend on these two only, and never on order or split.
package struct TimeGrid: Sendable, Hashable {
    /// At most this many rows.
    package let maximumCount: Int
    /// The width of a row in nanoseconds; the narrowest one while there is no row.
    @usableFromInline package var width: Int64
    /// The number of the first row, counted in widths from the epoch.
    @usableFromInline package var firstIndex: Int64 = 0
    /// How many rows there are.
    package private(set) var count = 0
    @usableFromInline var earliest = Int64.max
    @usableFromInline var latest = Int64.min
    /// The last time that the last row could hold.
    @usableFromInline var lastTimeOfRows = Int64.min

    /// A grid of no rows that will have at most `maximumCount`, which is at least 4 so that any two times can be
    /// included.
    package init(maximumCount: Int) {
        precondition(maximumCount >= 4, "a time grid needs at least 4 rows")
        self.maximumCount = maximumCount
        width = BucketWidth.ladder[0]
    }

    /// Extends the rows so that `time`, in nanoseconds since the epoch, lies in one of them.
    /// - Returns: where the former rows are now; nil where each is where it was. Either way `count` may have grown.
    @inlinable
    package mutating func include(_ time: Int64) -> RowMap? {
        if time >= earliest, time <= lastTimeOfRows {
            if time > latest { latest = time }
            return nil
        }
        return extend(to: time)
    }

    /// Extends the rows so that all times of `other` lie in them; its rows are then where `map(from: other)` says.
    /// - Returns: where the former rows are now; nil where each is where it was.
    package mutating func merge(_ other: TimeGrid) -> RowMap? {
        guard other.count > 0 else { return nil }
        let former = self
        _ = include(other.earliest)
        _ = include(other.latest)
        return mapIfMoved(from: former)
    }

    /// Where the rows of `other`, all of whose times were included here too, are among these rows.
    package func map(from other: TimeGrid) -> RowMap {
        RowMap(formerFirstIndex: other.firstIndex, factor: width / other.width, firstIndex: firstIndex)
    }

    /// The row that holds `time`, which was included or lies between times that were.
    @inlinable
    package func row(of time: Int64) -> Int {
        Int(BucketWidth.index(of: time, width: width) - firstIndex)
    }

    /// When `row` begins, in nanoseconds since the epoch; where that is before all times, the first time there is.
    package func start(ofRow row: Int) -> Int64 {
        let (start, overflow) = (firstIndex + Int64(row)).multipliedReportingOverflow(by: width)
        return overflow ? .min : start
    }

    @usableFromInline
    mutating func extend(to time: Int64) -> RowMap? {
        let former = self
        earliest = min(earliest, time)
        latest = max(latest, time)
        width = BucketWidth.smallest(covering: earliest, latest, buckets: maximumCount)
        firstIndex = BucketWidth.index(of: earliest, width: width)
        count = row(of: latest) + 1
        let (lastStart, overflow) = start(ofRow: count - 1).addingReportingOverflow(width - 1)
        lastTimeOfRows = overflow ? .max : lastStart
        return mapIfMoved(from: former)
    }

    private func mapIfMoved(from former: TimeGrid) -> RowMap? {
        let isInPlace = former.width == width && former.firstIndex == firstIndex
        return former.count == 0 || isInPlace ? nil : map(from: former)
    }
}

/// Where the rows of a former grid are in one that holds all of its times. Several may now be one.
package struct RowMap: Sendable, Hashable {
    let formerFirstIndex: Int64
    /// How many former rows make up one.
    let factor: Int64
    let firstIndex: Int64

    /// The row that now holds what was in `row`.
    package func remap(_ row: Int) -> Int {
        Int(BucketWidth.index(of: formerFirstIndex + Int64(row), width: factor) - firstIndex)
    }
}
