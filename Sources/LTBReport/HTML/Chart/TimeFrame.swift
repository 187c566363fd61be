// Owns what the charts over time have in common: the axis, and the incidents that are marked in each of them.

internal import LTBAnalysis
internal import LTBEvents

/// The axis and the marked spans of every chart over time.
struct TimeFrame {
    /// A marked span.
    struct Band: Equatable {
        let start: Double
        let end: Double
    }

    /// The most points in a chart, a small multiple and a sparkline.
    static let chartPoints = 110
    static let smallPoints = 52
    static let sparklinePoints = 40
    /// More incidents than this are not marked: the chart would be nothing but bands.
    static let maximumBands = 8

    let axis: TimeAxis
    let bands: [Band]

    /// The frame of a timeline; nil without a bucket.
    init?(_ timeline: Timeline?, incidents: [Incident]) {
        guard let timeline, !timeline.requests.isEmpty else { return nil }
        let axis = TimeAxis(
            start: timeline.start, bucketSeconds: timeline.bucketSeconds, buckets: timeline.requests.count)
        let worst = incidents.indices.sorted { (incidents[$1].failed, $0) < (incidents[$0].failed, $1) }
        self.axis = axis
        bands = worst.prefix(Self.maximumBands).sorted().map { index in
            Band(start: axis.fraction(incidents[index].start), end: axis.fraction(incidents[index].end))
        }
    }
}

extension Timeline {
    /// Its buckets, merged to at most so many points; rates are told of the part of them that is in a run.
    func merged(to limit: Int, atLeast size: Int = 1, in run: Window? = nil) -> BucketMerge {
        BucketMerge(
            start: start, bucketSeconds: bucketSeconds, count: requests.count, limit: limit, atLeast: size, run: run)
    }
}
