// Owns when prices apply: dates, hours of the day, and the size of the input.

/// Prices from a size of the input on: the whole request is priced by the last that its input reaches.
package struct PriceTier: Sendable, Equatable {
    /// It applies where the input has more tokens than this; -1 for all.
    package var above: Int64
    package var rates: Rates

    /// The prices of inputs with more tokens than this.
    package init(above: Int64, _ rates: Rates) {
        (self.above, self.rates) = (above, rates)
    }
}

/// Hours of a day in UTC, on some days of the week.
package struct DailyHours: Sendable, Equatable {
    /// Seconds of the day, the first that counts and the first that does not; reversed they go past midnight, and the
    /// same twice is the whole day.
    package var start: Int64
    package var end: Int64
    /// A bit for each day, Monday the lowest.
    package var weekdays: UInt8
    /// How far ahead of UTC the place is whose days of the week are meant.
    package var weekdayOffsetSeconds: Int64

    /// Hours of every day, unless it says otherwise.
    package init(start: Int64, end: Int64, weekdays: UInt8 = 0x7F, weekdayOffsetSeconds: Int64 = 0) {
        (self.start, self.end) = (start, end)
        (self.weekdays, self.weekdayOffsetSeconds) = (weekdays, weekdayOffsetSeconds)
    }

    /// Whether an instant is within, in nanoseconds since 1970.
    package func contains(_ time: Int64) -> Bool {
        let second = Self.floored(time, 1_000_000_000)
        let (day, secondOfDay) = Self.dayAndSecond(second)
        let isWithin =
            start < end
            ? secondOfDay >= start && secondOfDay < end
            : start == end || secondOfDay >= start || secondOfDay < end
        guard isWithin, weekdays != 0x7F else { return isWithin }
        let weekday = weekdayOffsetSeconds == 0 ? day : Self.dayAndSecond(second + weekdayOffsetSeconds).day
        // 1970 began on a Thursday.
        let number = ((weekday + 3) % 7 + 7) % 7
        return weekdays >> UInt8(number) & 1 == 1
    }

    private static func dayAndSecond(_ second: Int64) -> (day: Int64, second: Int64) {
        let day = floored(second, 86_400)
        return (day, second - day * 86_400)
    }

    private static func floored(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}

/// Prices that are valid at some times.
package struct PricePeriod: Sendable, Equatable {
    /// The first instant at which they are valid, in nanoseconds since 1970.
    package var from = Int64.min
    /// The first at which they are not any more.
    package var until = Int64.max
    /// The hours in which they are valid; empty for all.
    package var hours: [DailyHours] = []
    /// The standard prices, by size of the input, the smallest first.
    package var standard: [PriceTier]
    /// The variants that have prices of their own, in full.
    package var variants: [ServiceTier: [PriceTier]] = [:]

    /// Prices that are always valid.
    package init(standard: [PriceTier], variants: [ServiceTier: [PriceTier]] = [:]) {
        (self.standard, self.variants) = (standard, variants)
    }

    /// Whether it applies at an instant, in nanoseconds since 1970.
    package func isValid(at time: Int64) -> Bool {
        from <= time && time < until && (hours.isEmpty || hours.contains { $0.contains(time) })
    }

    /// Whether it never applies, since periods that stand before it take all of its time.
    func isHidden(behind earlier: some Sequence<PricePeriod>) -> Bool {
        let covering = earlier.filter { $0.standard.first?.above == -1 && ($0.isAllDay || $0.hours == hours) }
        var start = from
        for period in covering.sorted(by: { $0.from < $1.from }) where period.from <= start {
            start = max(start, period.until)
        }
        return start >= until
    }

    private var isAllDay: Bool { hours.isEmpty || hours.contains { $0.start == $0.end && $0.weekdays == 0x7F } }

    /// Whether there is no price in it at all.
    package var isEmpty: Bool {
        standard.allSatisfy(\.rates.isEmpty) && variants.values.allSatisfy { $0.allSatisfy(\.rates.isEmpty) }
    }
}
