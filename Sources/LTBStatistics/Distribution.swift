// Owns the distribution of one series: exact while small, a histogram of bounded size and error once it is large.

/// The distribution of `Int64` values in one integer unit (nanoseconds, tokens, billionths).
///
/// Up to `exactLimit` values are kept as they are and every figure is exact. Above that they are counted on a
/// log-linear scale of 512 buckets an octave, and quantiles are within 0.1 % of the true ones; all other figures stay
/// exact. The figures depend only on which values were recorded and on the room that there is for them: not on their
/// order, nor on how they were split before merging.
///
/// Where there are very many distributions, each may have to fit into less room: then fewer values are kept, and a
/// scale is used whose counters fit, of 64 buckets an octave (quantiles within 0.8 %), or else of 8 (within 6 %).
package struct Distribution: Sendable {
    /// Up to this many values are kept as they are.
    package static var exactLimit: Int { 16_384 }

    /// As many bytes as suffice for `exactLimit` values, and for the counters of any values on the finest scale.
    package static var greatestRoom: Int { 256 << 10 }

    /// The values, while there are few.
    private var values = PackedIntegers()
    private let bucketBounds: BucketBounds
    /// All values, once there are many.
    private var histogram: ValueHistogram?
    /// Bytes for values or counters.
    private var room = Self.greatestRoom

    /// An empty distribution that counts values up to each of `bounds`, which ascend and belong to their buckets.
    package init(bounds: [Int64]) {
        self.init(bounds: BucketBounds(bounds))
    }

    /// An empty distribution of bounds that others have, too.
    package init(bounds: BucketBounds) {
        bucketBounds = bounds
    }

    /// The inclusive upper bounds of the buckets whose counts are exact.
    package var bounds: [Int64] { bucketBounds.values }

    private var mostValues: Int { min(Self.exactLimit, room / MemoryLayout<Int64>.size) }

    /// Adds one value.
    package mutating func record(_ value: Int64) {
        if isExact {
            if values.count < mostValues { return values.append(value) }
            moveIntoHistogram()
        }
        if room == Self.greatestRoom { histogram?.recordLater(value) } else { histogram?.record(value) }
        histogram?.fit(room)
    }

    /// Adds several values, which costs much less than adding them one by one.
    package mutating func record(_ added: UnsafeBufferPointer<Int64>) {
        if histogram == nil {
            guard values.count + added.count > mostValues else {
                values.append(contentsOf: added)
                return
            }
            moveIntoHistogram()
        }
        // Where room is scarce there is none for values that wait.
        if room == Self.greatestRoom { histogram?.recordLater(added) } else { histogram?.record(added) }
        histogram?.fit(room)
    }

    /// Adds all values of `other`, which has the same bounds.
    package mutating func merge(_ other: Distribution) {
        precondition(bounds == other.bounds, "distributions of different bounds cannot be merged")
        if isExact, other.isExact, values.count + other.values.count <= mostValues {
            values.append(contentsOf: other.values)
            return
        }
        if isExact { moveIntoHistogram() }
        if let others = other.histogram { histogram?.merge(others) }
        other.values.forEachPiece { histogram?.record($0) }
        histogram?.fit(room)
    }

    /// Fits into less room from now on, as if there had never been more.
    package mutating func fit(_ room: Int) {
        guard room < self.room else { return }
        self.room = room
        if let settled = histogram?.settled { histogram = settled }
        if isExact, values.count > mostValues { moveIntoHistogram() }
        histogram?.fit(room)
    }

    private mutating func moveIntoHistogram() {
        var histogram = ValueHistogram(bounds: bucketBounds)
        values.forEachPiece { histogram.record($0) }
        self.histogram = histogram
        values = PackedIntegers()
    }
}

extension Distribution {
    /// How many values were recorded.
    package var count: Int64 { histogram?.settled.moments.count ?? Int64(values.count) }

    /// Whether quantiles are exact.
    package var isExact: Bool { histogram == nil }

    /// The smallest value; nil without values.
    package var minimum: Int64? { moments.count > 0 ? moments.minimum : nil }

    /// The largest value; nil without values.
    package var maximum: Int64? { moments.count > 0 ? moments.maximum : nil }

    /// The sum of all values.
    package var sum: Int128 { moments.sum }

    /// The arithmetic mean; nil without values.
    package var mean: Double? { moments.mean }

    /// The standard deviation of the population; nil without values.
    package var standardDeviation: Double? { moments.standardDeviation }

    /// For each bound, how many values are at most that large.
    package var cumulativeBucketCounts: [Int64] {
        if let histogram { return histogram.settled.buckets.cumulativeCounts }
        var buckets = BucketCounts(bounds: bucketBounds)
        values.forEachPiece { buckets.record($0) }
        return buckets.cumulativeCounts
    }

    private var moments: Moments {
        if let histogram { return histogram.settled.moments }
        var moments = Moments()
        values.forEachPiece { moments.record($0) }
        return moments
    }
}

extension Distribution {
    /// The quantile `q` (brought into 0…1) in the unit of the values; nil without values.
    package func quantile(_ q: Double) -> Double? { quantiles([q]).first }

    /// The quantiles `qs` (each brought into 0…1) in the unit of the values, in the order asked for; none without
    /// values.
    package func quantiles(_ qs: [Double]) -> [Double] {
        histogram?.settled.quantiles(qs) ?? exactQuantiles(qs)
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
