// Owns the writing of instants: RFC 3339, UTC, microseconds.

extension Timestamp: CustomStringConvertible {
    /// How long the text of an instant is.
    static let textBytes = 27
    /// How long its end is: the digits of the fraction and the `Z`.
    static let fractionBytes = 7

    /// Appends the instant as `2025-01-15T10:30:00.123456Z`: UTC, always six fraction digits, the rest cut off.
    public func append(to output: inout [UInt8]) {
        output.append(addingCapacity: Self.textBytes) { span in
            span.withUnsafeMutableBufferPointer { memory, count in
                guard let start = memory.baseAddress else { return }
                write(to: start + count)
                count += Self.textBytes
            }
        }
    }

    /// The instant as `2025-01-15T10:30:00.123456Z`.
    public var description: String {
        var text: [UInt8] = []
        append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Writes the text into memory for it.
    func write(to memory: UnsafeMutablePointer<UInt8>) {
        let (day, nanosecondOfDay) = nanosecondsSince1970.flooredQuotient(by: 86_400_000_000_000)
        let second = nanosecondOfDay / 1_000_000_000
        let microsecond = nanosecondOfDay % 1_000_000_000 / 1_000
        // First what is written 8 digits wide, then what belongs in the places of the leading zeros.
        EightDigits(UInt64(microsecond)).write(to: memory + 18)
        Self.write(date: Self.civilDate(day: day), to: memory)
        Self.write(secondOfDay: second, to: memory + 11)
        memory[10] = UInt8(ascii: "T")
        memory[19] = UInt8(ascii: ".")
        memory[26] = UInt8(ascii: "Z")
    }

    @inline(__always)
    private static func write(
        date: (year: Int64, month: Int64, day: Int64), to memory: UnsafeMutablePointer<UInt8>
    ) {
        let digits = EightDigits(UInt64(date.year * 10_000 + date.month * 100 + date.day))
        digits.writeTwo(at: 0, to: memory)
        digits.writeTwo(at: 2, to: memory + 2)
        memory[4] = UInt8(ascii: "-")
        digits.writeTwo(at: 4, to: memory + 5)
        memory[7] = UInt8(ascii: "-")
        digits.writeTwo(at: 6, to: memory + 8)
    }

    @inline(__always)
    private static func write(secondOfDay second: Int64, to memory: UnsafeMutablePointer<UInt8>) {
        let (hour, rest) = second.quotientAndRemainder(dividingBy: 3_600)
        let digits = EightDigits(UInt64(hour * 10_000 + rest / 60 * 100 + rest % 60))
        digits.writeTwo(at: 2, to: memory)
        memory[2] = UInt8(ascii: ":")
        digits.writeTwo(at: 4, to: memory + 3)
        memory[5] = UInt8(ascii: ":")
        digits.writeTwo(at: 6, to: memory + 6)
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
