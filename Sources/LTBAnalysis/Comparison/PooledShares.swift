// Owns what chance alone makes of shares of few requests, whatever runs differ by.

import LTBStatistics

/// A share of what a run has of something, and of what the runs before have of it taken together.
///
/// Runs that never failed say nothing of one failure in a few requests: how far runs differ is then not known, and what is
/// known is how many requests there were.
package struct PooledShares {
    private let own: (hits: Double, all: Double)
    private let others: (hits: Double, all: Double)

    /// The readings of a share, each of which tells of how many.
    package init(_ reading: FigureReading, after before: [FigureReading]) {
        func all(_ reading: FigureReading) -> Double { Double(reading.count ?? 0) }
        func hits(_ reading: FigureReading) -> Double { (reading.value ?? 0) * all(reading) }
        own = (hits(reading), all(reading))
        others = (before.reduce(0) { $0 + hits($1) }, before.reduce(0) { $0 + all($1) })
    }

    /// The probability of such shares, were all of one kind.
    package var pValue: Double {
        let (own, others) = counts
        return FisherTest.pValue(Int(own.hits), of: Int(own.all), Int(others.hits), of: Int(others.all))
    }

    /// The 95 % interval of the one minus the other, were all of one kind in each; nil where nothing was seen.
    var interval: ClosedRange<Double>? {
        let (own, others) = counts
        guard own.all > 0, others.all > 0, own.hits <= own.all, others.hits <= others.all else { return nil }
        return ProportionDifference.interval(own.hits, of: own.all, minus: others.hits, of: others.all)
    }

    /// The nearest counts, as far as counts can be told apart.
    private var counts: (own: (hits: Int64, all: Int64), others: (hits: Int64, all: Int64)) {
        func whole(_ value: Double) -> Int64 { value > 0 ? Int64(min(value, 0x1p53).rounded()) : 0 }
        return ((whole(own.hits), whole(own.all)), (whole(others.hits), whole(others.all)))
    }
}
