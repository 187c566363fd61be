// Owns the tests of UTC dates and clock times.

import LTBEvents
import Testing

@testable import LTBReport

@Suite struct CivilTimeTests {
    private func time(_ seconds: Int64, _ nanoseconds: Int64 = 0) -> Timestamp {
        Timestamp(nanosecondsSince1970: seconds * 1_000_000_000 + nanoseconds)
    }

    @Test(arguments: [
        (0 as Int64, "1 January 1970", "00:00:00"), (1_795_140_670, "20 November 2026", "02:11:10"),
        (951_782_399, "28 February 2000", "23:59:59"), (951_782_400, "29 February 2000", "00:00:00"),
        (-1, "31 December 1969", "23:59:59"), (-9_223_372_036, "21 September 1677", "00:12:44"),
    ])
    func secondsAreSplitIntoDateAndClock(seconds: Int64, date: String, clock: String) {
        #expect(CivilTime(time(seconds)).date == date)
        #expect(CivilTime(time(seconds)).clockWithSeconds == clock)
    }

    @Test func theSmallestInstantHasADate() {
        #expect(CivilTime(Timestamp(nanosecondsSince1970: .min)).year == 1677)
        #expect(CivilTime(time(0, -1)).nanosecond == 999_999_999)
    }

    @Test func aSpanNamesTheSecondDateOnlyWhereItIsAnother() {
        let start = time(1_795_140_000)
        #expect(CivilTime.span(from: start, to: time(1_795_140_064)) == "20 November 2026, 02:00:00–02:01:04 UTC")
        #expect(
            CivilTime.span(from: start, to: time(1_795_226_400))
                == "20 November 2026, 02:00:00–21 November 2026, 02:00:00 UTC")
    }
}
