// Owns what a distribution keeps of its values when they are too many to keep.

/// Values counted on a log-linear scale, with their exact moments and their exact counts between given bounds.
///
/// The scale is the finest of three whose counters fit into the room that there is. Which one depends only on the room
/// and on the octaves that occur, and a finer bucket lies in one coarser bucket whole: so neither the order of values
/// nor their split before merging makes a difference.
struct ValueHistogram: Sendable {
    /// The scales, from the finest; the last one fits always.
    enum Precision: Int, Sendable {
        case fine, coarse, rough
    }

    // Only one of them is in use.
    var fine = PagedCounters<FineScale, UInt32>()
    private var coarse = PagedCounters<CoarseScale, UInt32>()
    private var rough = PagedCounters<RoughScale, UInt32>()
    private(set) var precision = Precision.fine
    var moments = Moments()
    var buckets: BucketCounts
    /// Values that are not counted yet: so many at once that most find the counters in the cache.
    private var waiting: [Int64] = []

    private static let mostWaiting = 2_048

    /// An empty histogram.
    init(bounds: BucketBounds) {
        buckets = BucketCounts(bounds: bounds)
    }

    /// Adds one value.
    mutating func record(_ value: Int64) {
        let index = FineScale.index(of: value)
        if precision == .fine { fine.increment(index) } else { recordCoarsely(value) }
        moments.record(value)
        buckets.record(value, fineIndex: index)
    }

    private mutating func recordCoarsely(_ value: Int64) {
        if precision == .coarse {
            coarse.increment(CoarseScale.index(of: value))
        } else {
            rough.increment(RoughScale.index(of: value))
        }
    }

    /// Adds a value, which need not be counted before `settle()`.
    mutating func recordLater(_ value: Int64) {
        waiting.append(value)
        if waiting.count >= Self.mostWaiting { settle() }
    }

    /// Adds several values, which need not be counted before `settle()`.
    mutating func recordLater(_ values: UnsafeBufferPointer<Int64>) {
        waiting.append(contentsOf: values)
        if waiting.count >= Self.mostWaiting { settle() }
    }

    /// Counts the values that wait for it.
    mutating func settle() {
        guard !waiting.isEmpty else { return }
        var values: [Int64] = []
        swap(&values, &waiting)
        values.withUnsafeBufferPointer { record($0) }
        values.removeAll(keepingCapacity: true)
        swap(&values, &waiting)
    }

    /// With all values counted.
    var settled: Self {
        var settled = self
        settled.settle()
        settled.waiting = []
        return settled
    }

    /// Adds several values.
    mutating func record(_ values: UnsafeBufferPointer<Int64>) {
        switch precision {
        case .fine: fine.increment(forEach: values)
        case .coarse: coarse.increment(forEach: values)
        case .rough: rough.increment(forEach: values)
        }
        moments.record(values)
        buckets.record(values)
    }

    /// Adds all values of `other`, which has the same bounds.
    mutating func merge(_ other: Self) {
        settle()
        coarsen(to: other.precision)
        var other = other.settled
        other.coarsen(to: precision)
        fine.merge(other.fine)
        coarse.merge(other.coarse)
        rough.merge(other.rough)
        moments.merge(other.moments)
        buckets.merge(other.buckets)
    }

    /// Takes a coarser scale, if the counters need more bytes than there are.
    mutating func fit(_ room: Int) {
        if fine.byteCount > room || precision != .fine { coarsen(toFit: room) }
    }

    private mutating func coarsen(toFit room: Int) {
        if fine.byteCount > room { coarsen(to: .coarse) }
        if coarse.byteCount > room { coarsen(to: .rough) }
    }

    private mutating func coarsen(to wanted: Precision) {
        if precision == .fine, wanted != .fine {
            fine.move(into: &coarse)
            precision = .coarse
        }
        if precision == .coarse, wanted == .rough {
            coarse.move(into: &rough)
            precision = .rough
        }
    }

    /// The quantiles `qs`: within the precision, never outside the extremes.
    func quantiles(_ qs: [Double]) -> [Double] {
        switch precision {
        case .fine: quantiles(qs, in: RankedBuckets(fine))
        case .coarse: quantiles(qs, in: RankedBuckets(coarse))
        case .rough: quantiles(qs, in: RankedBuckets(rough))
        }
    }

    private func quantiles<Scale>(_ qs: [Double], in ranked: RankedBuckets<Scale>) -> [Double] {
        qs.map { q in
            let position = QuantilePosition(q, count: moments.count)
            let lower = value(ofRank: position.lowerRank, in: ranked)
            let upper = value(ofRank: position.upperRank, in: ranked)
            return position.interpolate(lower, upper, difference: upper - lower)
        }
    }

    /// The value of `rank` as well as it is known: the extremes exactly, the others by the middle of their bucket.
    private func value<Scale>(ofRank rank: Int64, in ranked: RankedBuckets<Scale>) -> Double {
        let minimum = Double(moments.minimum)
        let maximum = Double(moments.maximum)
        if rank == 0 { return minimum }
        if rank == moments.count - 1 { return maximum }
        return min(max(ranked.midpoint(ofRank: rank), minimum), maximum)
    }
}
