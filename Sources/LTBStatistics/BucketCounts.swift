// Owns exact counts of values between given bounds, as a Prometheus histogram has them.

/// The place of the first of the ascending `bounds` that is not below `value`; `bounds.count` when all are below.
@inlinable
func bucketIndex(of value: Int64, in bounds: [Int64]) -> Int {
    var first = 0
    var length = bounds.count
    while length > 0 {
        let half = length >> 1
        if bounds[first &+ half] < value {
            first = first &+ half &+ 1
            length = length &- half &- 1
        } else {
            length = half
        }
    }
    return first
}

/// The running totals of counts by bucket, without the last bucket, which has no bound.
func cumulativeCounts(_ counts: [Int64]) -> [Int64] {
    var total: Int64 = 0
    return counts.dropLast().map { count in
        total += count
        return total
    }
}
