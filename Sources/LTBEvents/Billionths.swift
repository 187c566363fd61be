// Owns the one rounding rule of the program: from a decimal figure to a whole number of billionths.

/// The value in billionths, rounded to nearest, ties to even: of seconds the nanoseconds, of dollars the nano-dollars.
///
/// - Returns: nil if the value is not finite or the result is out of range. Negative values are allowed.
@inlinable
package func scaledBillionths(_ value: Double) -> Int64? {
    let rounded = roundedToEven(value * 1e9)
    // Not `Int64(exactly:)`, which calls the C library too.
    return rounded >= -0x1p63 && rounded < 0x1p63 ? Int64(rounded) : nil
}

/// The value rounded to nearest, ties to even: `rounded(.toNearestOrEven)`, which would call the C library.
@inlinable
func roundedToEven(_ value: Double) -> Double {
    // From 2^52 on, doubles are whole, so that the sum has no place for a fraction, and rounds as it is asked to.
    guard value.magnitude < 0x1p52 else { return value }
    let magnitude = (value.magnitude + 0x1p52) - 0x1p52
    return value < 0 ? -magnitude : magnitude
}

/// A duration in nanoseconds, rounded to nearest, ties to even.
///
/// - Returns: nil if the value is negative, not finite or out of range; minus zero is zero.
@inlinable
package func nanoseconds(fromSeconds seconds: Double) -> Int64? {
    seconds < 0 ? nil : scaledBillionths(seconds)
}
