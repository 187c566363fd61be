// Owns the distribution of one series: exact while small, a histogram of bounded size and error once it is large.

/// The distribution of `Int64` values in one integer unit (nanoseconds, tokens, billionths).
///
/// Up to `exactLimit` values are kept as they are and every figure is exact. Above that they are counted on a
/// log-linear scale of 512 buckets an octave, and quantiles are within 0.1 % of the true ones; all other figures stay
/// exact. The figures depend only on which values were recorded: not on their order, nor on how they were split before
/// merging.
package struct Distribution: Sendable {
    /// Up to this many values are kept as they are.
    @inlinable package static var exactLimit: Int { 16_384 }

    /// The values, while there are few.
    @usableFromInline var values: [Int64] = []
    /// The inclusive upper bounds of the buckets whose counts are exact.
    @usableFromInline package let bounds: [Int64]
    /// All values, once there are many.
    @usableFromInline var histogram: FineHistogram?

    /// An empty distribution that counts values up to each of `bounds`, which ascend and belong to their buckets.
    package init(bounds: [Int64]) {
        self.bounds = bounds
    }

    /// Adds one value.
    @inlinable
    package mutating func record(_ value: Int64) {
        if histogram == nil {
            if values.count < Self.exactLimit {
                values.append(value)
                return
            }
            moveIntoHistogram()
        }
        histogram?.record(value)
    }

    /// Adds several values, which costs much less than adding them one by one.
    package mutating func record(_ added: UnsafeBufferPointer<Int64>) {
        if histogram == nil {
            guard values.count + added.count > Self.exactLimit else {
                values.append(contentsOf: added)
                return
            }
            moveIntoHistogram()
        }
        histogram?.record(added)
    }

    /// Adds all values of `other`, which has the same bounds.
    package mutating func merge(_ other: Distribution) {
        precondition(bounds == other.bounds, "distributions of different bounds cannot be merged")
        if isExact, other.isExact, values.count + other.values.count <= Self.exactLimit {
            values.append(contentsOf: other.values)
            return
        }
        if isExact { moveIntoHistogram() }
        if let others = other.histogram { histogram?.merge(others) }
        other.values.withUnsafeBufferPointer { histogram?.record($0) }
    }

    @usableFromInline
    mutating func moveIntoHistogram() {
        var histogram = FineHistogram(bounds: bounds)
        values.withUnsafeBufferPointer { histogram.record($0) }
        self.histogram = histogram
        values = []
    }
}

extension Distribution {
    /// How many values were recorded.
    package var count: Int64 { histogram?.moments.count ?? Int64(values.count) }

    /// Whether quantiles are exact.
    package var isExact: Bool { histogram == nil }

    /// The smallest value; nil without values.
    package var minimum: Int64? { histogram?.moments.minimum ?? values.min() }

    /// The largest value; nil without values.
    package var maximum: Int64? { histogram?.moments.maximum ?? values.max() }

    /// The sum of all values.
    package var sum: Int128 { histogram?.moments.sum ?? values.reduce(0) { $0 + Int128($1) } }

    /// The arithmetic mean; nil without values.
    package var mean: Double? { moments.mean }

    /// The standard deviation of the population; nil without values.
    package var standardDeviation: Double? { moments.standardDeviation }

    /// For each bound, how many values are at most that large.
    package var cumulativeBucketCounts: [Int64] {
        if let histogram { return histogram.buckets.cumulativeCounts }
        var buckets = BucketCounts(bounds: bounds)
        for value in values { buckets.record(value, fineIndex: FineScale.index(of: value)) }
        return buckets.cumulativeCounts
    }

    private var moments: Moments { histogram?.moments ?? Moments(of: values) }
}

extension Distribution {
    /// The quantile `q` (brought into 0…1) in the unit of the values; nil without values.
    package func quantile(_ q: Double) -> Double? { quantiles([q]).first }

    /// The quantiles `qs` (each brought into 0…1) in the unit of the values, in the order asked for; none without
    /// values.
    package func quantiles(_ qs: [Double]) -> [Double] {
        histogram?.quantiles(qs) ?? exactQuantiles(qs)
    }

    private func exactQuantiles(_ qs: [Double]) -> [Double] {
        guard !values.isEmpty else { return [] }
        let sorted = values.sorted()
        return qs.map { q in
            let position = QuantilePosition(q, count: Int64(sorted.count))
            let lower = sorted[Int(position.lowerRank)]
            let upper = sorted[Int(position.upperRank)]
            // The difference of any two values fits into 64 bits without a sign.
            let difference = UInt64(bitPattern: upper &- lower)
            return position.interpolate(Double(lower), Double(upper), difference: Double(difference))
        }
    }
}
