// Owns sorting many integers that are near each other.

extension [Int64] {
    /// Sorts ascending, digit by digit from the lowest: each digit takes two passes, whatever the order was.
    mutating func sortByDigits() {
        guard count >= DigitSort.fewest, let first else { return sort() }
        var (least, greatest) = (first, first)
        for value in self {
            least = Swift.min(least, value)
            greatest = Swift.max(greatest, value)
        }
        // The difference of any two fits into 64 bits without a sign.
        let bits = 64 - UInt64(bitPattern: greatest &- least).leadingZeroBitCount
        guard bits > 0 else { return }
        var other = [Int64](repeating: 0, count: count)
        for shift in stride(from: 0, to: bits, by: DigitSort.bits) {
            withUnsafeBufferPointer { values in
                other.withUnsafeMutableBufferPointer { DigitSort.pass(values, into: $0, least: least, shift: shift) }
            }
            swap(&self, &other)
        }
    }
}

/// One digit's passes.
private enum DigitSort {
    static let bits = 11
    /// Fewer integers are sorted sooner by comparing them.
    static let fewest = 512

    /// Puts integers into the order of one digit of what they are above the least, leaving those of equal digits in theirs.
    static func pass(
        _ values: UnsafeBufferPointer<Int64>, into sorted: UnsafeMutableBufferPointer<Int64>, least: Int64, shift: Int
    ) {
        let mask = UInt64(1 << bits - 1)
        let shift = UInt64(shift)
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 1 << bits) { places in
            places.initialize(repeating: 0)
            for value in values {
                places[Int(truncatingIfNeeded: UInt64(bitPattern: value &- least) &>> shift & mask)] &+= 1
            }
            var place = 0
            for digit in places.indices {
                let count = places[digit]
                places[digit] = place
                place &+= count
            }
            for value in values {
                let digit = Int(truncatingIfNeeded: UInt64(bitPattern: value &- least) &>> shift & mask)
                sorted[places[digit]] = value
                places[digit] &+= 1
            }
        }
    }
}
