// Owns the text of JSON's scalars: escaped strings, integers, shortest doubles.

extension JSONWriter {
    mutating func append(_ word: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    /// Appends a string in quotes: `\" \\ \b \f \n \r \t`, other control characters as `\u00xx`, all else as it is.
    mutating func appendQuoted(_ text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { appendEscaped(UnsafeRawBufferPointer($0)) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ text: UnsafeRawBufferPointer) {
        var position = 0
        while true {
            let end = JSONCursor.endOfPlainBytes(text, from: position)
            if end > position { bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[position..<end])) }
            guard end < text.count else { return }
            appendEscape(of: text[end])
            position = end + 1
        }
    }

    private mutating func appendEscape(of byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x08: append("\\b")
        case 0x0C: append("\\f")
        case 0x0A: append("\\n")
        case 0x0D: append("\\r")
        case 0x09: append("\\t")
        default:
            append(byte < 0x10 ? "\\u000" : "\\u001")
            let digit = byte & 0x0F
            bytes.append(digit < 10 ? 0x30 + digit : 0x61 - 10 + digit)
        }
    }

    mutating func append(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        append(digitsOf: value.magnitude)
    }

    private mutating func append(digitsOf value: UInt64) {
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var start = 20
        var rest = value
        repeat {
            start -= 1
            digits[start] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        digits.span.extracting(start..<20).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }

    /// Appends a finite double as its `description`.
    mutating func append(_ value: Double) {
        guard !appendShortDecimal(value) else { return }
        bytes.append(contentsOf: value.description.utf8)
    }

    /// Appends a double that is a decimal of at most 9 fraction digits and 15 in all; false if it is not.
    ///
    /// Different decimals of at most 15 digits are different doubles, so such a decimal that rounds to the value is the
    /// only one, and hence its shortest text. `description` writes exponents outside of the range that is tested.
    private mutating func appendShortDecimal(_ value: Double) -> Bool {
        let magnitude = value.magnitude
        guard magnitude < 1e6, magnitude >= 1e-4 || value == 0 else { return false }
        let billionths = roundedToEven(magnitude * 1e9)
        guard billionths / 1e9 == magnitude else { return false }
        if value.sign == .minus { bytes.append(UInt8(ascii: "-")) }
        let (whole, fraction) = UInt64(billionths).quotientAndRemainder(dividingBy: 1_000_000_000)
        append(digitsOf: whole)
        bytes.append(UInt8(ascii: "."))
        append(fraction: fraction)
        return true
    }

    /// Appends billionths as the digits after a decimal point, without trailing zeros but for the first digit.
    private mutating func append(fraction: UInt64) {
        var rest = fraction
        var power: UInt64 = 100_000_000
        repeat {
            let (digit, remainder) = rest.quotientAndRemainder(dividingBy: power)
            bytes.append(0x30 + UInt8(truncatingIfNeeded: digit))
            rest = remainder
            power /= 10
        } while rest > 0
    }
}
