// Owns instants as people read them: UTC dates and clock times.

package import LTBEvents

/// An instant's calendar date and clock time in UTC.
package struct CivilTime: Sendable, Equatable {
    /// The year of the Gregorian calendar.
    package var year: Int
    /// 1 to 12.
    package var month: Int
    /// 1 to 31.
    package var day: Int
    /// 0 to 23.
    package var hour: Int
    /// 0 to 59.
    package var minute: Int
    /// 0 to 59.
    package var second: Int
    /// 0 to 999,999,999.
    package var nanosecond: Int

    /// Splits an instant, by the days-from-civil algorithm (H. Hinnant, "chrono-compatible low-level date algorithms").
    package init(_ time: Timestamp) {
        let nanoseconds = Int(time.nanosecondsSince1970)
        let seconds = Self.floorDivide(nanoseconds, 1_000_000_000)
        let days = Self.floorDivide(seconds, 86_400)
        let clock = seconds - days * 86_400
        nanosecond = nanoseconds &- seconds &* 1_000_000_000
        (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60)
        let shifted = days + 719_468
        let era = Self.floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// `20 November 2026`.
    package var date: String { "\(day) \(Self.months[month - 1]) \(year)" }
    /// `2026-11-20`, as dates sort.
    package var isoDate: String {
        let digits = String(year.magnitude)
        let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return (year < 0 ? "-" : "") + padded + "-" + Self.twoDigits(month) + "-" + Self.twoDigits(day)
    }
    /// `20 Nov`.
    package var shortDate: String { "\(day) \(Self.months[month - 1].prefix(3))" }
    /// `02:11`.
    package var clock: String { Self.twoDigits(hour) + ":" + Self.twoDigits(minute) }
    /// `02:11:10`.
    package var clockWithSeconds: String { clock + ":" + Self.twoDigits(second) }

    /// `20 November 2026, 02:00:00–02:25:04 UTC`; the second date only where it is another.
    package static func span(from start: Timestamp, to end: Timestamp) -> String {
        let (first, last) = (CivilTime(start), CivilTime(end))
        let isOneDay = first.date == last.date
        let head = first.date + ", " + first.clockWithSeconds
        return head + "–" + (isOneDay ? "" : last.date + ", ") + last.clockWithSeconds + " UTC"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    private static func floorDivide(_ dividend: Int, _ divisor: Int) -> Int {
        dividend >= 0 ? dividend / divisor : -((-(dividend + 1)) / divisor) - 1
    }
}
