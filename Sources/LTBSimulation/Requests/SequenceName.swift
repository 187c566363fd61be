// Owns the names that are counted up: of events, requests and examples.

/// Names that are counted up, put together byte by byte, as there is one or two for each event.
enum SequenceName {
    static func request(_ number: Int64) -> String { name("req_", number) }
    static func example(_ number: Int64) -> String { name("ex_", number) }
    static func evaluation(_ number: Int64) -> String { name("eval_", number) }

    /// `evt_`, eight hexadecimal digits of the seed, `_` and the number.
    static func eventPrefix(seed: UInt64) -> String { "evt_" + hexadecimal(seed).suffix(8) + "_" }

    static func name(_ prefix: String, _ number: Int64) -> String {
        // Int64 has at most 19 digits.
        String(unsafeUninitializedCapacity: prefix.utf8.count + 19) { bytes in
            var count = 0
            for byte in prefix.utf8 {
                bytes[count] = byte
                count += 1
            }
            return append(number, to: bytes, at: count)
        }
    }

    /// Writes the digits of a number that is not negative; where they end.
    private static func append(_ number: Int64, to bytes: UnsafeMutableBufferPointer<UInt8>, at start: Int) -> Int {
        var rest = number
        var digits = 1
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        rest = number
        for index in stride(from: start + digits - 1, through: start, by: -1) {
            bytes[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        return start + digits
    }
}

/// Sixteen hexadecimal digits.
func hexadecimal(_ value: UInt64) -> String {
    String(unsafeUninitializedCapacity: 16) { bytes in
        for index in 0..<16 {
            let digit = UInt8(truncatingIfNeeded: value >> UInt64(60 - 4 * index)) & 0xF
            bytes[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
        }
        return 16
    }
}
