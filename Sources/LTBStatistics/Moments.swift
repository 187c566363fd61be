// Owns count, extremes, sum and sum of squares of integers, exact for any values.

/// What mean and standard deviation are made of, in integers wide enough for any `Int64` values.
@usableFromInline
package struct Moments: Sendable, Hashable {
    /// How many values there are.
    @usableFromInline package var count: Int64 = 0
    /// The smallest value; `Int64.max` while there is none.
    @usableFromInline package var minimum = Int64.max
    /// The largest value; `Int64.min` while there is none.
    @usableFromInline package var maximum = Int64.min
    /// The sum: at most 2^63 values of at most 2^63 each, so it fits.
    @usableFromInline package var sum: Int128 = 0
    /// The sum of squares, without what was carried out of it.
    @usableFromInline var squares: UInt128 = 0
    /// How often 2^128 was carried out of `squares`.
    @usableFromInline var squaresCarry: UInt64 = 0

    @inlinable package init() {}

    /// The moments of `values`.
    package init(of values: [Int64]) {
        values.withUnsafeBufferPointer { record($0) }
    }

    /// Adds one value.
    @inlinable
    package mutating func record(_ value: Int64) {
        count &+= 1
        if value < minimum { minimum = value }
        if value > maximum { maximum = value }
        sum &+= Int128(value)
        let magnitude = UInt128(value.magnitude)
        addSquares(magnitude &* magnitude, carry: 0)
    }

    /// Adds several values.
    mutating func record(_ values: UnsafeBufferPointer<Int64>) {
        guard values.count <= Self.mostSmall, recordSmall(values) else {
            // In a copy of its own the numbers stay in registers.
            var moments = self
            for value in values { moments.record(value) }
            self = moments
            return
        }
    }

    /// So many small values are no more together than an `Int64` holds.
    private static var mostSmall: Int { 1 << 12 }

    /// Adds values if all of them are small and none is negative, as nearly all are.
    private mutating func recordSmall(_ values: UnsafeBufferPointer<Int64>) -> Bool {
        var bits: Int64 = 0
        var (least, greatest) = (minimum, maximum)
        var (sum, squares): (Int64, UInt128) = (0, 0)
        for value in values {
            bits |= value
            least = min(least, value)
            greatest = max(greatest, value)
            sum &+= value
            let magnitude = UInt64(bitPattern: value)
            squares &+= UInt128(magnitude) &* UInt128(magnitude)
        }
        // Below 2^51, so that neither sum was too large.
        guard bits >> 51 == 0 else { return false }
        count &+= Int64(values.count)
        (minimum, maximum) = (least, greatest)
        self.sum &+= Int128(sum)
        addSquares(squares, carry: 0)
        return true
    }

    /// Adds the values of `other`.
    package mutating func merge(_ other: Self) {
        count += other.count
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
        sum += other.sum
        addSquares(other.squares, carry: other.squaresCarry)
    }

    @inlinable
    mutating func addSquares(_ amount: UInt128, carry: UInt64) {
        let (total, overflow) = squares.addingReportingOverflow(amount)
        squares = total
        squaresCarry &+= carry &+ (overflow ? 1 : 0)
    }

    /// The arithmetic mean, never outside the extremes; nil without values.
    package var mean: Double? {
        guard count > 0 else { return nil }
        let (quotient, remainder) = sum.quotientAndRemainder(dividingBy: Int128(count))
        return Double(quotient) + Double(remainder) / Double(count)
    }

    /// The standard deviation of the population, √(n·Σx² - (Σx)²) / n; nil without values.
    ///
    /// The difference is taken between 256-bit integers, so nothing cancels; rounding happens only after it.
    package var standardDeviation: Double? {
        guard count > 0 else { return nil }
        let n = UInt128(count)
        var scaledSquares = squares.multipliedFullWidth(by: n)
        scaledSquares.high += UInt128(squaresCarry) * n
        let squaredSum = sum.magnitude.multipliedFullWidth(by: sum.magnitude)
        let (low, borrow) = scaledSquares.low.subtractingReportingOverflow(squaredSum.low)
        let high = scaledSquares.high - squaredSum.high - (borrow ? 1 : 0)
        return (Double(high) * 0x1p128 + Double(low)).squareRoot() / Double(count)
    }
}
