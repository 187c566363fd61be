// Owns the strings of a JSON text: finding their end, and their characters.

import CBytes

extension JSONCursor {
    /// Moves past the string that is next; nil if it is not legal.
    @usableFromInline
    package mutating func scanString() -> StringToken? {
        guard skip(UInt8(ascii: "\"")) else { return nil }
        // Most are short and plain.
        if position + 16 <= bytes.count, let base = bytes.baseAddress {
            let (start, length) = (position, Int(ltb_first_special_of_16(base + position)))
            if length < 16, bytes[start + length] == UInt8(ascii: "\"") {
                position = start + length + 1
                return StringToken(start: start, end: start + length, hasEscapes: false)
            }
        }
        return scanAnyString()
    }

    /// Moves past the rest of a string.
    private mutating func scanAnyString() -> StringToken? {
        let start = position
        var hasEscapes = false
        while true {
            position = Self.endOfPlainBytes(bytes, from: position)
            switch next {
            case UInt8(ascii: "\""):
                position += 1
                return StringToken(start: start, end: position - 1, hasEscapes: hasEscapes)
            case UInt8(ascii: "\\"):
                guard skipEscape() else { return nil }
                hasEscapes = true
            default:
                // A control character, or the end of the text.
                return nil
            }
        }
    }

    /// The offset of the next quote, backslash or control character, or the end: 16 bytes at a time, then 8.
    @usableFromInline
    static func endOfPlainBytes(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var position = start
        if let base = bytes.baseAddress {
            while position + 16 <= bytes.count {
                let special = Int(ltb_first_special_of_16(base + position))
                guard special == 16 else {
                    // Bytes beyond ASCII are plain here.
                    if bytes[position + special] < 0x80 { return position + special }
                    break
                }
                position += 16
            }
        }
        return endOfPlainText(bytes, from: position)
    }

    /// The same: 8 bytes at a time.
    private static func endOfPlainText(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var position = start
        while position + 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let special = specialBytes(word)
            if special != 0 { return position + special.trailingZeroBitCount >> 3 }
            position += 8
        }
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return position }
            position += 1
        }
        return position
    }

    /// The top bit of each byte that is a quote, a backslash or a control character; exact up to the first of them
    /// (Mycroft's test for zero bytes can only err above a byte that it found).
    @inlinable
    static func specialBytes(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let found = (quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- ones &* 0x20) & ~word
        return found & (ones &* 0x80)
    }

    /// Moves past a backslash and what it escapes.
    @usableFromInline
    mutating func skipEscape() -> Bool {
        position += 1
        let escaped = next
        position += 1
        switch escaped {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return true
        case UInt8(ascii: "u"):
            guard Self.hexadecimal(bytes, at: position) != nil else { return false }
            position += 4
            return true
        default:
            return false
        }
    }

    /// The number that four hexadecimal digits make.
    static func hexadecimal(_ bytes: UnsafeRawBufferPointer, at start: Int) -> UInt32? {
        guard start + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for position in start..<start + 4 {
            let digit: UInt8
            switch bytes[position] {
            case 0x30...0x39: digit = bytes[position] - 0x30
            case 0x41...0x46: digit = bytes[position] - 0x41 + 10
            case 0x61...0x66: digit = bytes[position] - 0x61 + 10
            default: return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// Appends the characters of a string that was scanned, as UTF-8. A lone surrogate becomes U+FFFD.
    package static func unescape(_ bytes: UnsafeRawBufferPointer, _ token: StringToken, into output: inout [UInt8]) {
        output += [UInt8](unsafeUninitializedCapacity: token.end - token.start) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            count = unescape(bytes, token, at: UnsafeMutableRawPointer(start))
        }
    }

    /// Writes the same, which never takes more bytes than the string does; how many it took.
    package static func unescape(
        _ bytes: UnsafeRawBufferPointer, _ token: StringToken, at start: UnsafeMutableRawPointer
    ) -> Int {
        var position = token.start
        var end = start
        while position < token.end {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\\") {
                write(escapedScalar(bytes, at: &position), to: &end)
            } else {
                end.storeBytes(of: byte, as: UInt8.self)
                end += 1
                position += 1
            }
        }
        return end - start
    }

    private static func write(_ scalar: Unicode.Scalar, to end: inout UnsafeMutableRawPointer) {
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
            end.storeBytes(of: byte, as: UInt8.self)
            end += 1
        }
    }

    /// The characters of a string that was scanned.
    package static func string(_ bytes: UnsafeRawBufferPointer, _ token: StringToken) -> String {
        guard token.hasEscapes else {
            return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[token.start..<token.end]), as: UTF8.self)
        }
        var characters: [UInt8] = []
        unescape(bytes, token, into: &characters)
        return String(decoding: characters, as: UTF8.self)
    }

    /// What the escape at `position` stands for; moves past it.
    private static func escapedScalar(_ bytes: UnsafeRawBufferPointer, at position: inout Int) -> Unicode.Scalar {
        let escaped = bytes[position + 1]
        position += 2
        switch escaped {
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\u{0A}"
        case UInt8(ascii: "r"): return "\u{0D}"
        case UInt8(ascii: "t"): return "\u{09}"
        case UInt8(ascii: "u"): return scalar(bytes, at: &position)
        default: return Unicode.Scalar(escaped)
        }
    }

    /// The scalar whose digits are at `position`; moves past them, and past those of a low surrogate that completes it.
    private static func scalar(_ bytes: UnsafeRawBufferPointer, at position: inout Int) -> Unicode.Scalar {
        let unit = hexadecimal(bytes, at: position) ?? 0xFFFD
        position += 4
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xDC00, position + 6 <= bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u"), let low = hexadecimal(bytes, at: position + 2),
            (0xDC00...0xDFFF).contains(low)
        else { return "\u{FFFD}" }
        position += 6
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
    }
}
