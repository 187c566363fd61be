// Owns the values of a JSON text's numbers: exact integers and correctly rounded doubles.

extension JSONCursor {
    /// The integer that a number is: `150`, `150.0` and `1.5e2` all are 150.
    ///
    /// - Returns: nil if it is not a whole number, or not within Int64.
    @inlinable
    package static func integer(_ bytes: UnsafeRawBufferPointer, _ token: ValueToken) -> Int64? {
        let isNegative = bytes[token.start] == UInt8(ascii: "-")
        let start = isNegative ? token.start + 1 : token.start
        // Eighteen digits cannot overflow.
        guard token.end - start <= 18 else { return anyInteger(bytes, token) }
        var value: Int64 = 0
        for position in start..<token.end {
            let digit = bytes[position] &- 0x30
            guard digit <= 9 else { return anyInteger(bytes, token) }
            value = value &* 10 &+ Int64(digit)
        }
        return isNegative ? -value : value
    }

    /// The double that is nearest to a number, ties to even.
    ///
    /// - Returns: nil if it is not finite.
    @inlinable
    package static func double(_ bytes: UnsafeRawBufferPointer, _ token: ValueToken) -> Double? {
        let decimal = Decimal(bytes, token)
        // Both operands are exact, so the one operation rounds correctly (Clinger 1990).
        guard decimal.isExact, decimal.mantissa <= 1 << 53, decimal.exponent >= -22, decimal.exponent <= 22 else {
            return anyDouble(bytes, token)
        }
        let power = powerOfTen(decimal.exponent.magnitude)
        let mantissa = Double(decimal.mantissa)
        let value = decimal.exponent < 0 ? mantissa / power : mantissa * power
        return decimal.isNegative ? -value : value
    }

    /// 10 to the power of at most 22, which a double holds exactly.
    @inlinable
    static func powerOfTen(_ exponent: UInt) -> Double {
        // The products are exact, and so is each factor.
        var power = 1.0
        if exponent & 1 != 0 { power *= 1e1 }
        if exponent & 2 != 0 { power *= 1e2 }
        if exponent & 4 != 0 { power *= 1e4 }
        if exponent & 8 != 0 { power *= 1e8 }
        if exponent & 16 != 0 { power *= 1e16 }
        return power
    }

    @usableFromInline
    static func anyDouble(_ bytes: UnsafeRawBufferPointer, _ token: ValueToken) -> Double? {
        guard let value = Double(text(bytes, token)), value.isFinite else { return nil }
        return value
    }

    /// Whether a text is a JSON number.
    static func isNumber(_ text: UnsafeRawBufferPointer) -> Bool {
        var cursor = JSONCursor(text)
        return cursor.skipNumber() && cursor.position == text.count
    }

    /// A value as it was written.
    package static func text(_ bytes: UnsafeRawBufferPointer, _ token: ValueToken) -> String {
        String(decoding: UnsafeRawBufferPointer(rebasing: bytes[token.start..<token.end]), as: UTF8.self)
    }

    @usableFromInline
    static func anyInteger(_ bytes: UnsafeRawBufferPointer, _ token: ValueToken) -> Int64? {
        let decimal = Decimal(bytes, token)
        if decimal.mantissa == 0, decimal.isExact { return 0 }
        guard decimal.isExact, decimal.exponent >= 0, decimal.exponent <= 18 else { return nil }
        var magnitude = decimal.mantissa
        for _ in 0..<decimal.exponent {
            let (product, overflowed) = magnitude.multipliedReportingOverflow(by: 10)
            guard !overflowed else { return nil }
            magnitude = product
        }
        guard decimal.isNegative else { return Int64(exactly: magnitude) }
        return magnitude <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }

    /// A number as mantissa × 10^exponent, the mantissa without trailing zeros.
    @usableFromInline
    struct Decimal {
        @usableFromInline var isNegative: Bool
        @usableFromInline var mantissa: UInt64 = 0
        @usableFromInline var exponent = 0
        /// Whether the mantissa holds all digits: false where they do not fit in 64 bits.
        @usableFromInline var isExact = true

        @inlinable
        init(_ bytes: UnsafeRawBufferPointer, _ token: ValueToken) {
            isNegative = bytes[token.start] == UInt8(ascii: "-")
            var position = isNegative ? token.start + 1 : token.start
            var zeros = 0
            var isFraction = false
            while position < token.end {
                let digit = bytes[position] &- 0x30
                if digit <= 9 {
                    append(digit, zeros: &zeros)
                    if isFraction { exponent -= 1 }
                } else if bytes[position] == UInt8(ascii: ".") {
                    isFraction = true
                } else {
                    exponent += Self.exponent(bytes, position + 1, token.end)
                    break
                }
                position += 1
            }
            exponent += zeros
        }

        /// Appends a digit; a zero is only counted, since the mantissa ends where the last other digit is.
        @inlinable
        mutating func append(_ digit: UInt8, zeros: inout Int) {
            if digit == 0 {
                if mantissa != 0 { zeros += 1 }
                return
            }
            while isExact, zeros >= 0 {
                let (product, overflowed) = mantissa.multipliedReportingOverflow(by: 10)
                mantissa = product
                isExact = !overflowed
                zeros -= 1
            }
            zeros = 0
            let (sum, overflowed) = mantissa.addingReportingOverflow(UInt64(digit))
            mantissa = sum
            isExact = isExact && !overflowed
        }

        /// The number after `e`, held within ±10^9 so that sums with it cannot overflow.
        @inlinable
        static func exponent(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int {
            let isNegative = bytes[start] == UInt8(ascii: "-")
            var position = isNegative || bytes[start] == UInt8(ascii: "+") ? start + 1 : start
            var value = 0
            while position < end {
                value = min(value * 10 + Int(bytes[position] &- 0x30), 1_000_000_000)
                position += 1
            }
            return isNegative ? -value : value
        }
    }
}
