// Owns sums of floating-point numbers that come out the same in any order.

/// The sum of any finite doubles, rounded only once, when it is asked for.
///
/// All bits from 2^-1074 to 2^1023 are kept as one wide fixed-point number, a superaccumulator (Kulisch), with room
/// above for 2^63 summands. Its digits are 32 bits wide and lie in 64-bit words, so that carries can wait.
package struct ExactSum: Sendable {
    /// Digit `i` counts 2^(32·i - 1074); empty while the sum is zero because nothing was added.
    private var digits: [Int64] = []
    /// How many summands came since the carries were moved on; each changes a digit by less than 2^32.
    private var waitingSummands = 0

    private static let digitCount = 69
    private static let digitBase: Int64 = 1 << 32
    private static let summandsUntilCarry = 1 << 29

    /// A sum of nothing, which is zero.
    package init() {}

    /// Adds one number. What is not finite has no place in a sum and is left out.
    package mutating func add(_ number: Double) {
        guard number.isFinite, number != 0 else { return }
        if digits.isEmpty { digits = Array(repeating: 0, count: Self.digitCount) }
        let isNormal: UInt64 = number.exponentBitPattern == 0 ? 0 : 1
        let significand = number.significandBitPattern | isNormal << 52
        // The place of the lowest bit of the significand, counted from 2^-1074.
        let place = UInt64(number.exponentBitPattern) - isNormal
        let digit = Int(place / 32)
        let shift = place % 32
        let parts = (
            significand << shift & 0xFFFF_FFFF, significand >> (32 - shift) & 0xFFFF_FFFF, significand >> (64 - shift)
        )
        let sign: Int64 = number.sign == .minus ? -1 : 1
        digits[digit] += sign * Int64(parts.0)
        digits[digit + 1] += sign * Int64(parts.1)
        digits[digit + 2] += sign * Int64(parts.2)
        waitingSummands += 1
        if waitingSummands == Self.summandsUntilCarry { carry() }
    }

    /// Adds all numbers that `other` is the sum of.
    package mutating func merge(_ other: Self) {
        guard !other.digits.isEmpty else { return }
        if digits.isEmpty {
            self = other
            return
        }
        var other = other
        other.carry()
        for digit in digits.indices { digits[digit] += other.digits[digit] }
        waitingSummands += 1
        if waitingSummands == Self.summandsUntilCarry { carry() }
    }

    /// The sum, rounded to the nearest double, ties to even; beyond the range the greatest finite one of its sign.
    package var value: Double {
        var magnitude = self
        magnitude.carry()
        let isNegative = (magnitude.digits.last ?? 0) < 0
        if isNegative {
            for digit in magnitude.digits.indices { magnitude.digits[digit].negate() }
            magnitude.carry()
        }
        let rounded = roundedMagnitude(ofDigits: magnitude.digits)
        return isNegative ? -rounded : rounded
    }

    /// Brings all digits but the last into 0..<2^32; the last one keeps the sign.
    private mutating func carry() {
        var carried: Int64 = 0
        for digit in digits.indices.dropLast() {
            let total = digits[digit] + carried
            carried = total >> 32
            digits[digit] = total & (Self.digitBase - 1)
        }
        if !digits.isEmpty { digits[digits.count - 1] += carried }
        waitingSummands = 0
    }

    /// The double nearest to the number with these digits, which are all in 0..<2^32.
    private func roundedMagnitude(ofDigits digits: [Int64]) -> Double {
        guard let top = digits.lastIndex(where: { $0 != 0 }) else { return 0 }
        let leading = top * 32 + 63 - digits[top].leadingZeroBitCount
        // Three digits from the leading one on hold the 53 bits of the result and the one that decides its rounding.
        let windowStart = top - 2
        var window: UInt128 = 0
        for digit in (windowStart...top).reversed() { window = window << 32 | (digit < 0 ? 0 : UInt128(digits[digit])) }
        // A number whose leading bit is lower than that has fewer bits than a significand, and loses none.
        let lowestKept = max(leading - 52, 0)
        let droppedBits = UInt128(lowestKept - windowStart * 32)
        var significand = UInt64(window >> droppedBits)
        let rest = window & ((1 << droppedBits) - 1)
        let half: UInt128 = 1 << (droppedBits - 1)
        let isTie = rest == half && digits[..<max(windowStart, 0)].allSatisfy { $0 == 0 }
        if rest >= half, !isTie || !significand.isMultiple(of: 2) { significand += 1 }
        // The leading bit of the significand adds 1 to the exponent, as does the carry of rounding up.
        let pattern = UInt64(lowestKept) << 52 + significand
        return min(Double(bitPattern: min(pattern, Double.infinity.bitPattern)), .greatestFiniteMagnitude)
    }
}
