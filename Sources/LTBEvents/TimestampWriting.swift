// Owns the writing of instants: RFC 3339, UTC, microseconds.

extension Timestamp: CustomStringConvertible {
    /// Appends the instant as `2025-01-15T10:30:00.123456Z`: UTC, always six fraction digits, the rest cut off.
    public func append(to output: inout [UInt8]) {
        let (day, nanosecondOfDay) = nanosecondsSince1970.flooredQuotient(by: 86_400_000_000_000)
        let date = Self.civilDate(day: day)
        let second = nanosecondOfDay / 1_000_000_000
        let microsecond = nanosecondOfDay % 1_000_000_000 / 1_000
        output.appendTwoDigits(date.year / 100)
        output.appendTwoDigits(date.year % 100)
        output.append(UInt8(ascii: "-"))
        output.appendTwoDigits(date.month)
        output.append(UInt8(ascii: "-"))
        output.appendTwoDigits(date.day)
        output.append(UInt8(ascii: "T"))
        output.appendTwoDigits(second / 3600)
        output.append(UInt8(ascii: ":"))
        output.appendTwoDigits(second / 60 % 60)
        output.append(UInt8(ascii: ":"))
        output.appendTwoDigits(second % 60)
        output.append(UInt8(ascii: "."))
        output.appendTwoDigits(microsecond / 10_000)
        output.appendTwoDigits(microsecond / 100 % 100)
        output.appendTwoDigits(microsecond % 100)
        output.append(UInt8(ascii: "Z"))
    }

    /// The instant as `2025-01-15T10:30:00.123456Z`.
    public var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(27)
        append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The Gregorian date of a day since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
    private static func civilDate(day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (day + 719_468).flooredQuotient(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}

extension Int64 {
    /// Quotient and remainder of the division that rounds down, so that the remainder is never negative.
    fileprivate func flooredQuotient(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

extension [UInt8] {
    fileprivate mutating func appendTwoDigits(_ value: Int64) {
        append(UInt8(truncatingIfNeeded: 0x30 + value / 10))
        append(UInt8(truncatingIfNeeded: 0x30 + value % 10))
    }
}
