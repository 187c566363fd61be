// Owns the tests of writing RFC 3339.

import LTBEvents
import LTBTestSupport
import Testing

@Suite struct TimestampWritingTests {
    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00.000000Z"), (1_736_937_000_123_456_000, "2025-01-15T10:30:00.123456Z"),
        (1_736_937_000_123_456_999, "2025-01-15T10:30:00.123456Z"), (-1, "1969-12-31T23:59:59.999999Z"),
        (.max, "2262-04-11T23:47:16.854775Z"), (.min, "1677-09-21T00:12:43.145224Z"),
        (951_782_400_000_000_000, "2000-02-29T00:00:00.000000Z"),
    ])
    func isUTCWithMicroseconds(_ nanoseconds: Int64, text: String) {
        #expect(Timestamp(nanosecondsSince1970: nanoseconds).description == text)
        var bytes = Array("at ".utf8)
        Timestamp(nanosecondsSince1970: nanoseconds).append(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "at " + text)
    }

    @Test func anyInstantReadsBackToTheMicrosecond() {
        var rng = SplitMix64(seed: 7)
        for _ in 0..<5000 {
            let timestamp = Timestamp(nanosecondsSince1970: Int64(truncatingIfNeeded: rng.next()))
            let read = Array(timestamp.description.utf8).withUnsafeBytes { Timestamp(rfc3339: $0) }
            let difference = read.map { timestamp.nanosecondsSince1970 - $0.nanosecondsSince1970 }
            #expect(difference.map { (0..<1000).contains($0) } == true)
        }
    }

    @Test func everyDayFrom1680To2260IsTheNextOfTheOneBefore() {
        var expected = (year: 1680, month: 1, day: 1)
        for day in -105_920..<105_900 {
            let text = Timestamp(nanosecondsSince1970: Int64(day) * 86_400_000_000_000).description
            let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
            guard parts == [expected.year, expected.month, expected.day] else {
                Issue.record("day \(day) is \(text), expected \(expected)")
                return
            }
            let isLeapYear = expected.year % 4 == 0 && (expected.year % 100 != 0 || expected.year % 400 == 0)
            let lengths = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            expected.day += 1
            if expected.day > lengths[expected.month - 1] { (expected.month, expected.day) = (expected.month + 1, 1) }
            if expected.month > 12 { (expected.year, expected.month) = (expected.year + 1, 1) }
        }
    }
}
