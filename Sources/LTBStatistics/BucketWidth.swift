// Owns the widths that time buckets may have, and the numbering of buckets from the epoch.

/// The ladder of bucket widths in nanoseconds, each a whole multiple of the one before, so that widths can grow in one
/// pass: 0.1, 0.5, 1, 5, 10, 30 seconds, 1, 5, 10, 30 minutes, 1, 3, 6, 12, 24 hours, then doubling from 2 to 65,536
/// days.
package enum BucketWidth {
    private static let second: Int64 = 1_000_000_000
    private static let day = 86_400 * second

    /// All widths, ascending.
    package static let ladder: [Int64] =
        [second / 10, second / 2]
        + [1, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 10_800, 21_600, 43_200].map { $0 * second }
        + (0...16).map { day << Int64($0) }

    /// The smallest width at which the times from `first` to `last` lie in at most `buckets` buckets aligned to the
    /// epoch.
    ///
    /// Four buckets of the widest width hold every time; where fewer are asked for and none fits, that width is the
    /// answer.
    package static func smallest(covering first: Int64, _ last: Int64, buckets: Int) -> Int64 {
        let fitting = ladder.first { width in
            // Indices are at least 1e8 times smaller than times, so their difference fits.
            index(of: last, width: width) - index(of: first, width: width) < Int64(buckets)
        }
        return fitting ?? day << 16
    }

    /// The number of the bucket that holds `time`: bucket 0 begins at the epoch, those before it are negative.
    @inlinable
    package static func index(of time: Int64, width: Int64) -> Int64 {
        let (quotient, remainder) = time.quotientAndRemainder(dividingBy: width)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
