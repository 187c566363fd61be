// Owns decimal numbers that are compared by their value.

/// A decimal number of any size, in the one form that its value has: `5`, `5.0` and `50e-1` are equal, and nothing is
/// rounded.
struct DecimalNumber: Equatable {
    private var isNegative = false
    /// Without zeros before and behind; none for 0.
    private var digits: [UInt8] = []
    /// The power of ten that the last digit counts.
    private var exponent = 0

    /// Reads a number as JSON spells it, or with zeros before it, or with digits on one side of its point only; nil if the
    /// text is anything else, or the power of ten is out of all bounds.
    init?(_ text: some Sequence<UInt8>) {
        var rest = Array(text)[...]
        isNegative = Self.take("-", from: &rest)
        digits = Self.takeDigits(from: &rest)
        if Self.take(".", from: &rest) {
            let fraction = Self.takeDigits(from: &rest)
            digits += fraction
            exponent = -fraction.count
        }
        guard !digits.isEmpty else { return nil }
        if Self.take("e", from: &rest) || Self.take("E", from: &rest) {
            guard let power = Self.takePower(from: &rest) else { return nil }
            exponent += power
        }
        guard rest.isEmpty else { return nil }
        normalize()
    }

    private mutating func normalize() {
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
            exponent += 1
        }
        digits = Array(digits.drop { $0 == UInt8(ascii: "0") })
        if digits.isEmpty { (isNegative, exponent) = (false, 0) }
    }

    private static func take(_ character: Unicode.Scalar, from rest: inout ArraySlice<UInt8>) -> Bool {
        guard let first = rest.first, first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func takeDigits(from rest: inout ArraySlice<UInt8>) -> [UInt8] {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest.dropFirst(digits.count)
        return Array(digits)
    }

    /// A whole number of at most 18 digits, so that no sum with the length of a text overflows.
    private static func takePower(from rest: inout ArraySlice<UInt8>) -> Int? {
        let isNegative = take("-", from: &rest)
        if !isNegative { _ = take("+", from: &rest) }
        let digits = takeDigits(from: &rest)
        let significant = digits.drop { $0 == UInt8(ascii: "0") }
        guard !digits.isEmpty, significant.count <= 18 else { return nil }
        let power = significant.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return isNegative ? -power : power
    }
}
