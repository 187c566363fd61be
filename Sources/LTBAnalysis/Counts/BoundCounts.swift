// Owns counting few values between bounds, where nothing else is asked of them.

/// How many of some values are up to each of ascending bounds, which belong to their buckets.
struct BoundCounts: Accumulator {
    let bounds: [Int64]
    private var counts: [Int64]
    private(set) var sum: Int128 = 0

    init(bounds: [Int64]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    var count: Int64 { counts.reduce(0, +) }

    /// For each bound, how many values are at most that large.
    var cumulativeCounts: [Int64] {
        var total: Int64 = 0
        return counts.dropLast().map { count in
            total += count
            return total
        }
    }

    mutating func record(_ value: Int64) {
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
        sum += Int128(value)
    }

    mutating func merge(_ other: Self) {
        for (bucket, count) in other.counts.enumerated() { counts[bucket] += count }
        sum += other.sum
    }
}
