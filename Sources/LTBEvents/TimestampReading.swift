// Owns the reading of RFC 3339 date-times.

extension Timestamp {
    /// Reads an RFC 3339 date-time.
    ///
    /// `T`, `t` or a space between date and time; `Z`, `z` or an offset; 0 to 9 fraction digits. A leap second (`:60`,
    /// whatever its fraction) reads as the last nanosecond of its minute. There is no allocation.
    ///
    /// - Returns: nil if the text is anything else, or the instant is outside of Int64 nanoseconds; the rest of a microsecond
    ///   at their start counts as outside, since such an instant is written as one that is.
    @inlinable
    package init?(rfc3339 text: UnsafeRawBufferPointer) {
        guard text.count >= 20, let date = Self.days(text), let time = Self.secondOfDay(text) else { return nil }
        var position = 19
        guard var fraction = Self.fraction(text, at: &position), let offset = Self.offset(text, at: position) else {
            return nil
        }
        if time.isLeapSecond { fraction = 999_999_999 }
        self.init(seconds: date * 86_400 + time.second - offset, fraction: fraction)
    }

    /// Whether a text is an RFC 3339 date-time, be it of an instant that is out of range.
    package static func isDateTime(_ text: UnsafeRawBufferPointer) -> Bool {
        var position = 19
        return text.count >= 20 && days(text) != nil && secondOfDay(text) != nil
            && fraction(text, at: &position) != nil && offset(text, at: position) != nil
    }

    /// Makes an instant from whole seconds and the nanoseconds after them; nil if out of range.
    @inlinable
    init?(seconds: Int64, fraction: Int64) {
        // Before 1970 both parts are taken as negative, so that the first instants of the range do not overflow.
        let isBefore = seconds < 0
        let (product, overflowed) = (isBefore ? seconds + 1 : seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, exceeded) = product.addingReportingOverflow(isBefore ? fraction - 1_000_000_000 : fraction)
        guard !overflowed, !exceeded, sum >= -9_223_372_036_854_775_000 else { return nil }
        self.init(nanosecondsSince1970: sum)
    }

    /// The number that two digits make; over 99 if they are not digits.
    @inlinable
    static func twoDigits(_ text: UnsafeRawBufferPointer, at position: Int) -> Int64 {
        let tens = text[position] &- 0x30
        let ones = text[position + 1] &- 0x30
        return tens > 9 || ones > 9 ? 1_000_000 : Int64(tens) * 10 + Int64(ones)
    }

    /// Days since 1970-01-01 of the date in the first 10 bytes.
    @inlinable
    static func days(_ text: UnsafeRawBufferPointer) -> Int64? {
        let year = twoDigits(text, at: 0) * 100 + twoDigits(text, at: 2)
        let month = twoDigits(text, at: 5)
        let day = twoDigits(text, at: 8)
        guard year <= 9999, text[4] == 0x2D, (1...12).contains(month), text[7] == 0x2D, day >= 1,
            day <= lastDay(ofMonth: month, year: year)
        else { return nil }
        // Howard Hinnant, "chrono-compatible low-level date algorithms": years begin in March, 400 of them are an era.
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    @inlinable
    static func lastDay(ofMonth month: Int64, year: Int64) -> Int64 {
        if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
    }

    /// The separator and the time of day without fraction, bytes 10 to 18.
    @inlinable
    static func secondOfDay(_ text: UnsafeRawBufferPointer) -> (second: Int64, isLeapSecond: Bool)? {
        let separator = text[10]
        let hour = twoDigits(text, at: 11)
        let minute = twoDigits(text, at: 14)
        let second = twoDigits(text, at: 17)
        guard separator == 0x54 || separator == 0x74 || separator == 0x20, hour <= 23, text[13] == 0x3A, minute <= 59,
            text[16] == 0x3A, second <= 60
        else { return nil }
        return (hour * 3600 + minute * 60 + min(second, 59), second == 60)
    }

    /// The nanoseconds that the fraction at `position` says, 0 if there is none; moves past it.
    @inlinable
    static func fraction(_ text: UnsafeRawBufferPointer, at position: inout Int) -> Int64? {
        guard text[position] == 0x2E else { return 0 }
        position += 1
        let start = position
        var value: Int64 = 0
        while position < text.count, position - start < 9, text[position] &- 0x30 <= 9 {
            value = value * 10 + Int64(text[position] &- 0x30)
            position += 1
        }
        guard position > start else { return nil }
        for _ in (position - start)..<9 { value *= 10 }
        return value
    }

    /// The seconds east of UTC that the rest of the text says.
    @inlinable
    static func offset(_ text: UnsafeRawBufferPointer, at position: Int) -> Int64? {
        guard position < text.count else { return nil }
        let sign = text[position]
        if sign == 0x5A || sign == 0x7A { return position + 1 == text.count ? 0 : nil }
        guard sign == 0x2B || sign == 0x2D, position + 6 == text.count, text[position + 3] == 0x3A else { return nil }
        let hours = twoDigits(text, at: position + 1)
        let minutes = twoDigits(text, at: position + 4)
        guard hours <= 23, minutes <= 59 else { return nil }
        return (hours * 3600 + minutes * 60) * (sign == 0x2D ? -1 : 1)
    }
}
