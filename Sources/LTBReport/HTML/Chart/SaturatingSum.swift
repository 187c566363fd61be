// Owns sums of counts that stay at the largest number instead of overflowing.

extension Int64 {
    /// The sum, or the largest number.
    func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}

extension Sequence<Int64> {
    /// The sum of counts, or the largest number.
    var saturatingSum: Int64 { reduce(0) { $0.addingSaturated($1) } }
}
