// Owns the walk over the bytes of one JSON text: legality, tokens, containers.

/// A cursor over the bytes of one line that checks RFC 8259 as it goes.
///
/// It allocates nothing and recurses never: nesting is a stack of bits, of at most 512 levels for the whole text.
/// It works on bytes; that they are UTF-8 is for `isValidUTF8` to say. After a nil, `false` or `.invalid` the text
/// is not JSON and the position means nothing.
@usableFromInline
package struct JSONCursor {
    /// Levels of nesting that a text may have.
    @usableFromInline package static let maximumDepth = 512

    /// The text.
    @usableFromInline package let bytes: UnsafeRawBufferPointer
    /// The offset of the next byte to look at.
    @usableFromInline package var position: Int
    /// Containers that were begun and have not ended.
    @usableFromInline var depth = 0
    /// Whether the innermost container was begun and nothing in it was looked at, so that no comma is due.
    @usableFromInline var isAtFirst = false

    /// What a value is.
    @usableFromInline
    package enum Kind: UInt8, Sendable {
        case object, array, string, number, `true`, `false`, null
    }

    /// A string: the offsets of what is between its quotes.
    @usableFromInline
    package struct StringToken: Sendable {
        @usableFromInline package var start: Int
        @usableFromInline package var end: Int
        @usableFromInline package var hasEscapes: Bool

        @inlinable
        package init(start: Int, end: Int, hasEscapes: Bool) {
            self.start = start
            self.end = end
            self.hasEscapes = hasEscapes
        }
    }

    /// A value: its offsets, quotes and brackets included.
    @usableFromInline
    package struct ValueToken: Sendable {
        @usableFromInline package var kind: Kind
        @usableFromInline package var start: Int
        @usableFromInline package var end: Int
        /// Of a string only.
        @usableFromInline package var hasEscapes: Bool

        @inlinable
        package init(kind: Kind, start: Int, end: Int, hasEscapes: Bool = false) {
            self.kind = kind
            self.start = start
            self.end = end
            self.hasEscapes = hasEscapes
        }

        /// What is between the quotes; of a string only.
        @inlinable package var content: StringToken {
            StringToken(start: start + 1, end: end - 1, hasEscapes: hasEscapes)
        }
    }

    /// A cursor at the beginning of a text.
    @inlinable
    package init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        position = 0
    }

    /// The next byte, without moving; 0, which no token begins with, at the end.
    @inlinable var next: UInt8 {
        position < bytes.count ? bytes[position] : 0
    }

    /// Moves past one given byte, if it is the next.
    @inlinable
    mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    /// Moves past white space.
    @inlinable
    @inline(__always)
    package mutating func skipWhitespace() {
        // Mostly there is none, or one space.
        guard position < bytes.count, bytes[position] <= 0x20 else { return }
        if bytes[position] == 0x20 {
            position += 1
            guard position < bytes.count, bytes[position] <= 0x20 else { return }
        }
        skipMoreWhitespace()
    }

    @usableFromInline
    mutating func skipMoreWhitespace() {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position += 1
        }
    }

    /// Moves past white space; whether the text ends there.
    @inlinable
    package mutating func isAtEnd() -> Bool {
        skipWhitespace()
        return position == bytes.count
    }

    /// Moves past white space and any value, nested ones included.
    ///
    /// - Returns: nil if it is not legal. What follows the value was not looked at.
    @inlinable
    package mutating func scanValue() -> ValueToken? {
        skipWhitespace()
        let start = position
        let kind: Kind
        switch next {
        case UInt8(ascii: "\""):
            guard let string = scanString() else { return nil }
            return ValueToken(kind: .string, start: start, end: position, hasEscapes: string.hasEscapes)
        case UInt8(ascii: "{"):
            guard skipContainer() else { return nil }
            kind = .object
        case UInt8(ascii: "["):
            guard skipContainer() else { return nil }
            kind = .array
        case UInt8(ascii: "t"):
            guard skipWord("true") else { return nil }
            kind = .true
        case UInt8(ascii: "f"):
            guard skipWord("false") else { return nil }
            kind = .false
        case UInt8(ascii: "n"):
            guard skipWord("null") else { return nil }
            kind = .null
        default:
            guard skipNumber() else { return nil }
            kind = .number
        }
        return ValueToken(kind: kind, start: start, end: position)
    }

    @inlinable
    mutating func skipWord(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[position + offset] != word.utf8Start[offset] { return false }
        position += count
        return true
    }

    /// Moves past a number: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`.
    @inlinable
    mutating func skipNumber() -> Bool {
        if next == UInt8(ascii: "-") { position += 1 }
        if next == UInt8(ascii: "0") {
            position += 1
        } else if !skipDigits() {
            return false
        }
        if next == UInt8(ascii: ".") {
            position += 1
            guard skipDigits() else { return false }
        }
        if next | 0x20 == UInt8(ascii: "e") {
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            guard skipDigits() else { return false }
        }
        return true
    }

    /// Moves past digits; false if there is none.
    @inlinable
    mutating func skipDigits() -> Bool {
        let start = position
        while position < bytes.count, bytes[position] &- 0x30 <= 9 { position += 1 }
        return position > start
    }
}
