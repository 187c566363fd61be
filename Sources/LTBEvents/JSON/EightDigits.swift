// Owns making decimal digits, eight at a time.

/// A number below 10^8 as eight digits, with leading zeros.
struct EightDigits {
    /// The digits in ASCII, the first in the lowest byte.
    let word: UInt64

    /// The numbers that have more digits begin here.
    static let limit: UInt64 = 100_000_000

    private static let zeros: UInt64 = 0x3030_3030_3030_3030

    /// The digits of a number below the limit.
    ///
    /// Halves, quarters and eighths of the word are divided at once, by multiplying: `10486 / 2^20` is close enough to
    /// 1/100 for four digits, and `103 / 2^10` to 1/10 for two.
    @inline(__always)
    init(_ value: UInt64) {
        let fours = (value / 10_000) | ((value % 10_000) << 32)
        let hundreds = ((fours &* 10_486) >> 20) & 0x0000_007F_0000_007F
        let twos = hundreds | ((fours &- 100 &* hundreds) << 16)
        let tens = ((twos &* 103) >> 10) & 0x000F_000F_000F_000F
        word = (tens | (twos &- 10 &* tens) << 8) | Self.zeros
    }

    /// How many zeros there are before the first other digit; 7 of none, since the last digit is always there.
    @inline(__always)
    var leadingZeros: Int { min(7, (word ^ Self.zeros).trailingZeroBitCount >> 3) }

    /// How many zeros there are after the last other digit; 8 if there is no other.
    @inline(__always)
    var trailingZeros: Int { (word ^ Self.zeros).leadingZeroBitCount >> 3 }

    /// Writes the digits from a place on into memory for eight of them.
    @inline(__always)
    func write(to memory: UnsafeMutablePointer<UInt8>, from first: Int = 0) {
        UnsafeMutableRawPointer(memory).storeBytes(of: (word >> (8 * UInt64(first))).littleEndian, as: UInt64.self)
    }

    /// Writes two of the digits.
    @inline(__always)
    func writeTwo(at first: UInt64, to memory: UnsafeMutablePointer<UInt8>) {
        let two = UInt16(truncatingIfNeeded: word >> (8 * first))
        UnsafeMutableRawPointer(memory).storeBytes(of: two.littleEndian, as: UInt16.self)
    }
}
