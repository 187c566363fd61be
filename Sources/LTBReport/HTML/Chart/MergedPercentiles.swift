// Owns percentiles over time in steps that are wider than the timeline's buckets.

internal import Glibc
internal import LTBAnalysis

/// Percentiles of latency in each group of buckets.
///
/// Percentiles cannot be averaged. Where a group is one bucket, its own percentiles stand. Where it is several, the
/// heat map's exact counts are summed and the percentile is interpolated (logarithmically) inside the row that holds
/// it; and since a percentile of a whole lies between the same percentiles of its parts, it is held between the
/// smallest and the largest of the buckets' own. A row is a quarter of an octave, so the error is a few percent at
/// most: less than the width of a line on the page.
struct MergedPercentiles {
    /// One of the lines: its quantile, and from how many values on a step has it.
    private struct Line {
        let quantile: Double
        let values: [Double?]
        let atLeast: Int64
    }

    let merge: BucketMerge
    /// p50, p95 and p99: a value a group, nil where there are too few requests.
    let lines: [[Double?]]

    /// Wide enough for about so many values a step, while over so many steps remain.
    private static let wantedValues: Int64 = 80
    private static let fewestSteps = 26

    init(_ timeline: Timeline, limit: Int) {
        let merge = Self.merge(timeline, limit: limit)
        let counts = merge.sum(timeline.latencyCount)
        let enough = Self.median(counts.filter { $0 > 0 }) / 4
        let lines = [
            Line(quantile: 0.50, values: timeline.latencyP50, atLeast: 1),
            Line(quantile: 0.95, values: timeline.latencyP95, atLeast: 20),
            Line(quantile: 0.99, values: timeline.latencyP99, atLeast: 60),
        ]
        self.merge = merge
        self.lines = lines.map { line in
            zip(merge.ranges, counts).map { range, count in
                guard count >= max(line.atLeast, enough), range.upperBound <= line.values.count else { return nil }
                return Self.percentile(line.quantile, of: line.values[range], range, timeline.latencyHeatmap)
            }
        }
    }

    private static func merge(_ timeline: Timeline, limit: Int) -> BucketMerge {
        var merge = timeline.merged(to: limit)
        while median(merge.sum(timeline.latencyCount).filter { $0 > 0 }) < wantedValues {
            let wider = timeline.merged(to: limit, atLeast: merge.size + 1)
            guard wider.ranges.count > fewestSteps else { break }
            merge = wider
        }
        return merge
    }

    private static func percentile(
        _ quantile: Double, of parts: ArraySlice<Double?>, _ range: Range<Int>, _ heatmap: LatencyHeatmap?
    ) -> Double? {
        let known = parts.compactMap { $0 }
        guard let smallest = known.min(), let largest = known.max() else { return nil }
        guard known.count > 1 else { return largest }
        guard let heatmap, let estimate = interpolated(quantile, range, heatmap) else { return nil }
        return min(max(estimate, smallest), largest)
    }

    private static func interpolated(_ quantile: Double, _ range: Range<Int>, _ heatmap: LatencyHeatmap) -> Double? {
        let rows = heatmap.rows(in: range)
        let total = rows.reduce(0) { $0 + Double($1) }
        guard total > 0 else { return nil }
        let rank = quantile * total
        var below = 0.0
        for (row, count) in rows.enumerated() where count > 0 {
            let share = (rank - below) / Double(count)
            if share <= 1 { return heatmap.value(inRow: row, at: max(share, 0)) }
            below += Double(count)
        }
        return heatmap.upperBounds.last
    }

    private static func median(_ counts: [Int64]) -> Int64 {
        counts.isEmpty ? 0 : counts.sorted()[counts.count / 2]
    }
}

extension LatencyHeatmap {
    /// The counts of the rows over some buckets.
    func rows(in buckets: Range<Int>) -> [Int64] {
        var rows = [Int64](repeating: 0, count: upperBounds.count)
        for bucket in counts[buckets.clamped(to: counts.indices)] {
            for (row, count) in zip(rows.indices, bucket) { rows[row] = rows[row].addingSaturated(count) }
        }
        return rows
    }

    /// Where a row begins, in seconds. Rows that part an octave are equally wide within it, and half as wide as in the
    /// next one; the first row is told by where the second ends.
    func lowerBound(ofRow row: Int) -> Double {
        if row > 0 { return max(upperBounds[row - 1], 1e-9) }
        let first = upperBounds[0]
        guard upperBounds.count > 1, first > 0 else { return max(first / 1.189207115002721, 1e-9) }
        let (width, ratio) = (upperBounds[1] - first, max(upperBounds[1] / first, 1.01))
        if ratio > 1.9 { return max(first / ratio, 1e-9) }
        // The second row begins an octave where it is a quarter or a half of one.
        let isNextOctave = abs(ratio - 1.25) < 0.005 || abs(ratio - 1.5) < 0.005
        return max(first - (isNextOctave ? width / 2 : width), 1e-9)
    }

    /// The latency at a share of a row, on a logarithmic scale.
    fileprivate func value(inRow row: Int, at share: Double) -> Double {
        let lower = lowerBound(ofRow: row)
        let upper = max(upperBounds[row], lower)
        return lower * pow(upper / lower, share)
    }
}
