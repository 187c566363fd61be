// Owns the tests of hours in which prices are valid.

import LTBPricing
import Testing

@Suite struct PricePeriodTests {
    @Test func hoursMayGoPastMidnight() {
        let hours = DailyHours(start: 16 * 3_600 + 1_800, end: 1_800)
        #expect(hours.contains(nanoseconds("2026-11-21T16:30:00Z")))
        #expect(hours.contains(nanoseconds("2026-11-21T00:29:59Z")))
        #expect(!hours.contains(nanoseconds("2026-11-21T00:30:00Z")))
        #expect(!hours.contains(nanoseconds("2026-11-21T16:29:59.999999999Z")))
        #expect(hours.contains(nanoseconds("1969-12-31T23:59:59Z")))
    }

    @Test func theSameHourTwiceIsTheWholeDay() {
        let hours = DailyHours(start: 0, end: 0)
        #expect(hours.contains(nanoseconds("2026-11-21T16:30:00Z")) && hours.contains(.min) && hours.contains(.max))
    }

    @Test func daysOfTheWeekAreThoseOfTheirPlace() {
        // 2026-11-21 was a Saturday; in Shanghai it was Sunday from 16:00 UTC on.
        let saturday = DailyHours(start: 0, end: 0, weekdays: 1 << 5)
        #expect(saturday.contains(nanoseconds("2026-11-21T23:59:59Z")))
        #expect(!saturday.contains(nanoseconds("2026-11-22T00:00:00Z")))
        let inShanghai = DailyHours(start: 0, end: 0, weekdays: 1 << 5, weekdayOffsetSeconds: 8 * 3_600)
        #expect(inShanghai.contains(nanoseconds("2026-11-20T16:00:00Z")))
        #expect(!inShanghai.contains(nanoseconds("2026-11-21T16:00:00Z")))
        #expect(DailyHours(start: 0, end: 0, weekdays: 1 << 3).contains(0))
    }
}
