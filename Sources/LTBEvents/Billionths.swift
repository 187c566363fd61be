// Owns the one rounding rule of the program: from a decimal figure to a whole number of billionths.

/// The value in billionths, rounded to nearest, ties to even: of seconds the nanoseconds, of dollars the nano-dollars.
///
/// - Returns: nil if the value is not finite or the result is out of range. Negative values are allowed.
@inlinable
package func scaledBillionths(_ value: Double) -> Int64? {
    Int64(exactly: (value * 1e9).rounded(.toNearestOrEven))
}

/// A duration in nanoseconds, rounded to nearest, ties to even.
///
/// - Returns: nil if the value is negative, not finite or out of range; minus zero is zero.
@inlinable
package func nanoseconds(fromSeconds seconds: Double) -> Int64? {
    seconds < 0 ? nil : scaledBillionths(seconds)
}
