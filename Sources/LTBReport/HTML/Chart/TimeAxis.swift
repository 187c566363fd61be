// Owns the time axis that all charts over time share: its range, its ticks and their labels.

internal import LTBEvents

/// The range of the charts over time, and its ticks.
struct TimeAxis: Equatable {
    /// A labelled time.
    struct Tick: Equatable {
        /// Where it stands, 0 to 1.
        let fraction: Double
        let label: String
        /// Whether the label is the date that begins there, among times.
        var isDate = false
    }

    /// What labels tell; dates are as wide as seconds.
    enum LabelWidth: Int {
        case minutes, seconds, fractions
    }

    let start: Timestamp
    let durationNanoseconds: Int64
    let ticks: [Tick]
    /// How wide labels are: a label of minutes, of seconds, or of parts of a second.
    let labelWidth: LabelWidth

    /// The axis of a number of buckets; at least a nanosecond long.
    init(start: Timestamp, bucketSeconds: Double, buckets: Int) {
        let width = max((bucketSeconds * 1e9).rounded(), 1)
        let duration = min(width * Double(max(buckets, 1)), 9e18)
        self.start = start
        durationNanoseconds = Int64(duration)
        let step = Self.step(covering: durationNanoseconds)
        let isShort = step >= 60 * Self.second && durationNanoseconds <= Self.day
        labelWidth = isShort ? .minutes : step >= Self.second ? .seconds : .fractions
        ticks = Self.ticks(start: start, duration: durationNanoseconds, step: step)
    }

    /// The end of the range.
    var end: Timestamp {
        let (sum, overflow) = start.nanosecondsSince1970.addingReportingOverflow(durationNanoseconds)
        return Timestamp(nanosecondsSince1970: overflow ? .max : sum)
    }

    /// Where a time lies, 0 to 1; times outside are at the ends.
    func fraction(_ time: Timestamp) -> Double {
        let offset = Double(time.nanosecondsSince1970) - Double(start.nanosecondsSince1970)
        let exact = time.nanosecondsSince1970.subtractingReportingOverflow(start.nanosecondsSince1970)
        let distance = exact.overflow ? offset : Double(exact.partialValue)
        return min(max(distance / Double(durationNanoseconds), 0), 1)
    }

    private static let second: Int64 = 1_000_000_000
    private static let day: Int64 = 86_400 * second
    /// At most so many steps.
    private static let maximumSteps: Int64 = 6

    private static let steps: [Int64] =
        [second / 10, second / 5, second / 2] + [1, 2, 5, 10, 15, 30].map { $0 * second }
        + [1, 2, 5, 10, 15, 30].map { $0 * 60 * second } + [1, 2, 3, 6, 12].map { $0 * 3600 * second }

    private static func step(covering duration: Int64) -> Int64 {
        if let step = steps.first(where: { duration / $0 <= maximumSteps }) { return step }
        var days: Int64 = 1
        for factor: Int64 in [2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000] {
            if duration / (days * day) <= maximumSteps { break }
            days = factor
        }
        return days * day
    }

    private static func ticks(start: Timestamp, duration: Int64, step: Int64) -> [Tick] {
        let origin = start.nanosecondsSince1970
        let phase = ((origin % step) + step) % step
        var offset = phase == 0 ? 0 : step - phase
        var ticks: [Tick] = []
        while offset <= duration {
            let (time, overflow) = origin.addingReportingOverflow(offset)
            if overflow { break }
            let civil = CivilTime(Timestamp(nanosecondsSince1970: time))
            ticks.append(
                Tick(
                    fraction: Double(offset) / Double(duration),
                    label: Self.label(civil, step: step, duration: duration),
                    isDate: isMidnight(civil) && step < day && duration > day))
            let (next, isLast) = offset.addingReportingOverflow(step)
            if isLast { break }
            offset = next
        }
        return ticks
    }

    private static func isMidnight(_ time: CivilTime) -> Bool { time.hour == 0 && time.minute == 0 }

    private static func label(_ time: CivilTime, step: Int64, duration: Int64) -> String {
        if step >= day || (duration > day && isMidnight(time)) { return time.shortDate }
        if step >= 60 * second { return time.clock }
        if step >= second { return time.clockWithSeconds }
        return time.clockWithSeconds + ".\(time.nanosecond / 100_000_000)"
    }
}
