// Owns what requests cost in each hour, in so many cells at most.

/// Costs by the hour in UTC in which requests ended; over a long time by the day, or by more days.
///
/// The width is the smallest in which the times take no more cells than there are; so it depends on the times alone.
struct CostsOverTime: Accumulator {
    /// What ended within one cell.
    struct Cell: Accumulator {
        var requests: Int64 = 0
        var failed: Int64 = 0
        var costs = CostSums()

        mutating func record(_ sums: EndSums, _ added: CostSums) {
            requests += sums.requests
            failed += sums.failures
            costs.merge(added)
        }

        mutating func merge(_ other: Self) {
            requests += other.requests
            failed += other.failed
            costs.merge(other.costs)
        }
    }

    /// 85 days of hours.
    private static let cellLimit = CostSummary.mostHours
    private static let nanosecondsPerHour: Int64 = 3_600_000_000_000

    /// 1, 24, 48, 96, …
    private(set) var hoursPerCell: Int64 = 1
    /// By the number of the cell since 1970.
    private(set) var cells: [Int64: Cell] = [:]

    /// When a cell begins, in nanoseconds since 1970.
    func start(of cell: Int64) -> Int64 {
        let (start, overflows) = (cell * hoursPerCell).multipliedReportingOverflow(by: Self.nanosecondsPerHour)
        return overflows ? .min : start
    }

    /// Adds requests, if they were priced.
    mutating func record(_ rows: EndRows) {
        guard let costs = rows.costs else { return }
        var hour = Self.hour(at: rows.span.first)
        if hour == Self.hour(at: rows.span.last) { return record(rows.sums, costs, inHour: hour) }
        rows.run.split(
            between: { first in
                hour = Self.hour(at: first)
                return (Self.start(ofHour: hour), Self.start(ofHour: hour + 1))
            },
            { record($0.sums, CostSums($0), inHour: hour) })
    }

    /// Adds requests that ended in the same hour.
    private mutating func record(_ sums: EndSums, _ costs: CostSums, inHour hour: Int64) {
        cells[Self.floored(hour, hoursPerCell), default: Cell()].record(sums, costs)
        fit()
    }

    private static func start(ofHour hour: Int64) -> Int64 {
        let (start, overflows) = hour.multipliedReportingOverflow(by: nanosecondsPerHour)
        return overflows ? (hour < 0 ? .min : .max) : start
    }

    private static func hour(at time: Int64) -> Int64 { floored(time, nanosecondsPerHour) }

    private static func floored(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    private mutating func fit() {
        while cells.count > Self.cellLimit { widen() }
    }

    private mutating func widen() {
        let factor: Int64 = hoursPerCell == 1 ? 24 : 2
        hoursPerCell *= factor
        cells = cells.reduce(into: [:]) { $0[Self.floored($1.key, factor), default: Cell()].merge($1.value) }
    }

    /// The same by the day, or in wider cells if there are no narrower ones.
    var byDay: CostsOverTime {
        var days = self
        if hoursPerCell == 1 { days.widen() }
        return days
    }

    mutating func merge(_ other: Self) {
        var other = other
        while other.hoursPerCell < hoursPerCell { other.widen() }
        while hoursPerCell < other.hoursPerCell { widen() }
        cells.merge(other.cells) { own, theirs in
            var both = own
            both.merge(theirs)
            return both
        }
        fit()
    }
}
