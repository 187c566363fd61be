// Owns how neighbouring buckets become one, so that a line keeps to the points it may have.

internal import LTBAnalysis
internal import LTBEvents

/// Groups of neighbouring buckets: steps that people count in (15 s, 2 min), aligned to the clock.
struct BucketMerge: Equatable {
    /// Buckets a group, but for the first and the last.
    let size: Int
    /// The width of a whole group.
    let stepSeconds: Double
    /// The buckets of each group.
    let ranges: [Range<Int>]
    /// How many seconds of each group are in the run.
    private let coveredSeconds: [Double]

    /// Merges as few neighbours as leave at most `limit` groups, and at least `atLeast` to a group. Rates are told of
    /// the part of a group that is in the run, if it is given.
    init(start: Timestamp, bucketSeconds: Double, count: Int, limit: Int, atLeast: Int = 1, run: Window? = nil) {
        let width = Int64(min(max((bucketSeconds * 1e9).rounded(), 1), 9e18))
        let first = Self.floorDivide(start.nanosecondsSince1970, width)
        var size = max(atLeast, (count + limit - 1) / max(limit, 1), 1)
        while size < count, !Self.isClockStep(size, width) || Self.groups(first, count, size) > limit { size += 1 }
        self.size = size
        stepSeconds = bucketSeconds * Double(size)
        ranges = Self.ranges(first: first, count: count, size: size)
        let step = stepSeconds
        coveredSeconds = ranges.map { range in
            guard let run else { return step }
            let lower = max(run.secondsFrom(start), Double(range.lowerBound) * bucketSeconds)
            let upper = min(run.secondsFrom(start) + run.durationSeconds, Double(range.upperBound) * bucketSeconds)
            return min(max(upper - lower, step * Self.smallestPart), step)
        }
    }

    /// Sums of counts.
    func sum(_ counts: [Int64]) -> [Int64] {
        ranges.map { counts[$0.clamped(to: counts.indices)].saturatingSum }
    }

    /// Sums of amounts; nil where one of the group is unknown, and the others are nothing.
    func sum(_ amounts: [Double?]) -> [Double?] {
        ranges.map { range in
            let group = amounts[range.clamped(to: amounts.indices)]
            let sum = group.reduce(0) { $0 + ($1 ?? 0) }
            return sum == 0 && group.contains(nil) ? nil : sum
        }
    }

    /// The largest of each group.
    func maximum(_ counts: [Int64]) -> [Int64] {
        ranges.map { counts[$0.clamped(to: counts.indices)].max() ?? 0 }
    }

    /// The last measured value of each group.
    func last(_ values: [Double?]) -> [Double?] {
        ranges.map { range in values[range.clamped(to: values.indices)].last { $0 != nil } ?? nil }
    }

    /// Counts by group as rates over the part of the step that is in the run, so that steady traffic is steady at its
    /// ends. What a run ends with is no peak: such a rate is told of a quarter of the step at least, and is no higher
    /// than that of any whole step, unless the count would be more than that within a whole step too. `whole` is what the
    /// counts are a part of, if that is more.
    func perSecond(_ counts: [Int64], partOf whole: [Int64]? = nil) -> [Double] {
        zip(sum(counts), seconds(of: sum(whole ?? counts))).map { Double($0) / $1 }
    }

    /// The seconds by which the counts of each group are divided.
    private func seconds(of sums: [Int64]) -> [Double] {
        // Sums of parts of a second are not exact.
        let isWhole = coveredSeconds.map { $0 > stepSeconds * (1 - 1e-9) }
        let most = zip(sums, isWhole).map { $1 ? Double($0) / stepSeconds : 0 }.max() ?? 0
        return sums.indices.map { index in
            let least = most > 0 ? Double(sums[index]) / most : stepSeconds
            return isWhole[index] ? stepSeconds : min(max(coveredSeconds[index], least), stepSeconds)
        }
    }

    private static let smallestPart = 0.25

    /// Whether counts are told as rates: within less than a second a rate would be higher than that of any second.
    var hasRates: Bool { stepSeconds >= 1 }

    /// Counts by group as rates, as `perSecond(_:partOf:)` has them, or as they are where steps are shorter than a second.
    func rates(_ counts: [Int64], partOf whole: [Int64]? = nil) -> [Double] {
        hasRates ? perSecond(counts, partOf: whole) : sum(counts).map { Double($0) }
    }

    /// What rates are told in: `per second`, `in each 100 ms`.
    var rateWords: String { hasRates ? "per second" : "in each \(NumberFormat.step(seconds: stepSeconds))" }

    /// The unit of rates in the data behind a chart.
    var rateUnit: String { hasRates ? "/s" : "" }

    /// The edges of the groups in view box units, from 0 to 1000; one more than groups.
    var edges: [Double] {
        let count = Double(ranges.last?.upperBound ?? 1)
        return [0] + ranges.map { Double($0.upperBound) / count * 1000 }
    }

    /// The middles of the groups in view box units.
    var centers: [Double] {
        zip(edges, edges.dropFirst()).map { ($0 + $1) / 2 }
    }

    /// Whether a step is a whole part of a second, or whole seconds that divide the minute, whole minutes that divide
    /// the hour, whole hours that divide the day, or whole days.
    private static func isClockStep(_ size: Int, _ width: Int64) -> Bool {
        let (step, overflow) = width.multipliedReportingOverflow(by: Int64(size))
        if overflow { return true }
        let second: Int64 = 1_000_000_000
        var smaller: Int64 = 1
        for unit in [second, 60 * second, 3600 * second, 86_400 * second] {
            if step <= unit { return step % smaller == 0 && unit % step == 0 }
            smaller = unit
        }
        return step % smaller == 0
    }

    private static func groups(_ first: Int64, _ count: Int, _ size: Int) -> Int {
        let last = floorDivide(first + Int64(count) - 1, Int64(size))
        return Int(last - floorDivide(first, Int64(size))) + 1
    }

    private static func ranges(first: Int64, count: Int, size: Int) -> [Range<Int>] {
        guard count > 0 else { return [] }
        let group = Int64(size)
        let head = Int(group - (first - floorDivide(first, group) * group))
        var ranges: [Range<Int>] = []
        var lower = 0
        var upper = min(head, count)
        while lower < count {
            ranges.append(lower..<upper)
            lower = upper
            upper = min(upper + size, count)
        }
        return ranges
    }

    private static func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
        let quotient = dividend / divisor
        return dividend % divisor < 0 ? quotient - 1 : quotient
    }
}

extension Window {
    /// When it starts, after another time.
    fileprivate func secondsFrom(_ time: Timestamp) -> Double {
        Double(Int128(start.nanosecondsSince1970) - Int128(time.nanosecondsSince1970)) / 1e9
    }
}
