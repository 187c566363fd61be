// Owns the text of numbers, written into memory that is large enough.

extension UnsafeMutablePointer<UInt8> {
    /// The most bytes that a number has.
    static var numberBytes: Int { 32 }

    /// Writes an integer; how many bytes there are.
    @inline(__always)
    func write(_ value: Int64) -> Int {
        guard value < 0 else { return write(digitsOf: value.magnitude) }
        self[0] = UInt8(ascii: "-")
        return 1 + (self + 1).write(digitsOf: value.magnitude)
    }

    @inline(__always)
    private func write(digitsOf value: UInt64) -> Int {
        guard value < EightDigits.limit else { return write(manyDigitsOf: value) }
        let digits = EightDigits(value)
        let zeros = digits.leadingZeros
        digits.write(to: self, from: zeros)
        return 8 - zeros
    }

    @inline(never)
    private func write(manyDigitsOf value: UInt64) -> Int {
        let count = write(digitsOf: value / EightDigits.limit)
        EightDigits(value % EightDigits.limit).write(to: self + count)
        return count + 8
    }

    /// Writes a finite double as its `description`, the shortest text that reads back as the same; how many bytes there are.
    @inline(__always)
    func write(_ value: Double) -> Int {
        writeShortDecimal(value) ?? writeDescription(value)
    }

    @inline(never)
    private func writeDescription(_ value: Double) -> Int {
        var text = value.description
        return text.withUTF8 { text in
            copyShort(UnsafeRawBufferPointer(text))
            return text.count
        }
    }

    /// Writes a double that is a decimal of at most 9 fraction digits and 15 in all; nil if it is not.
    ///
    /// Different decimals of at most 15 digits are different doubles, so such a decimal that rounds to the value is the
    /// only one, and hence its shortest text. `description` writes exponents outside of the range that is tested.
    @inline(__always)
    private func writeShortDecimal(_ value: Double) -> Int? {
        let magnitude = value.magnitude
        guard magnitude < 1e6, magnitude >= 1e-4 || value == 0 else { return nil }
        let billionths = roundedToEven(magnitude * 1e9)
        guard billionths / 1e9 == magnitude else { return nil }
        let sign = value.sign == .minus ? 1 : 0
        self[0] = UInt8(ascii: "-")
        return sign + (self + sign).write(billionths: UInt64(billionths))
    }

    /// Writes billionths as a decimal.
    @inline(__always)
    private func write(billionths: UInt64) -> Int {
        let (whole, fraction) = billionths.quotientAndRemainder(dividingBy: 1_000_000_000)
        let count = write(digitsOf: whole)
        return count + (self + count).write(fraction: fraction)
    }

    /// Writes nanoseconds as the `description` of the double that is next to them in seconds; how many bytes there are.
    ///
    /// These are decimals of at most 15 digits, so that they are the text of that double (see `writeShortDecimal`).
    @inline(__always)
    func write(secondsOf nanoseconds: Int64) -> Int {
        guard nanoseconds >= 100_000, nanoseconds < 1_000_000_000_000_000 else {
            return write(Double(nanoseconds) / 1e9)
        }
        return write(billionths: UInt64(nanoseconds))
    }

    /// Writes a decimal point and billionths, without trailing zeros but for the first digit.
    @inline(__always)
    private func write(fraction: UInt64) -> Int {
        let (first, rest) = fraction.quotientAndRemainder(dividingBy: EightDigits.limit)
        let digits = EightDigits(rest)
        self[0] = UInt8(ascii: ".")
        self[1] = 0x30 + UInt8(truncatingIfNeeded: first)
        digits.write(to: self + 2)
        return 10 - digits.trailingZeros
    }
}
