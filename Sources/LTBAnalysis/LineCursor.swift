// Owns the fast walk along the bytes of a line that is spelled as our writer spells it.

import CBytes
import Glibc
import LTBEvents

/// A position in a line that moves past what is expected there, and stays behind at the first surprise.
///
/// Every function that returns false or nil means: let the general scanner read this line. What it moves past is legal
/// JSON with the meaning that is told, without escapes or bytes beyond ASCII.
///
/// It knows no end of the line: the newline after the line is nothing that it could move past, nor is a zero byte after
/// the last line of a file. As many bytes as `LineBatch.padding` after the line may be loaded, but decide nothing.
struct LineCursor {
    private var next: UnsafeRawPointer

    /// The beginning of a line.
    @inline(__always)
    init(_ start: UnsafeRawPointer) {
        next = start
    }

    /// Where the cursor is.
    var position: UnsafeRawPointer { next }

    /// Moves past a text of at most `LineBatch.padding` bytes, none of which is a newline, if it is next.
    @inline(__always)
    mutating func skip(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard Self.isEqual(next, text.utf8Start, count) else { return false }
        next += count
        return true
    }

    /// Moves past a text that ends with a number, if it is next again and no digit follows that would make the number longer.
    @inline(__always)
    mutating func skip(_ text: borrowing RepeatedText) -> Bool {
        guard text.isAt(next), next.load(fromByteOffset: text.count, as: UInt8.self) &- 0x30 > 9 else { return false }
        next += text.count
        return true
    }

    /// Pieces of at most 32 bytes are compared in place, longer ones by a call of the C library.
    @inline(__always)
    private static func isEqual(_ bytes: UnsafeRawPointer, _ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        if count <= 32 { return memcmp(bytes, text, count) == 0 }
        return memcmp(bytes, text, 32) == 0 && memcmp(bytes + 32, text + 32, count &- 32) == 0
    }

    /// Whether the next byte is such.
    @inline(__always)
    private func isNext(_ byte: UInt8) -> Bool { next.load(as: UInt8.self) == byte }

    /// The next 8 bytes, the first one lowest.
    private var word: UInt64 {
        @inline(__always) get { UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)) }
    }

    // MARK: Strings

    /// Moves past the rest of a string and its closing quote; the rest. Nil if it has escapes or is not plain ASCII.
    @inline(__always)
    mutating func string() -> UnsafeRawBufferPointer? {
        // Most names are shorter than 32 bytes; whether they are shorter than 16 could not be predicted.
        let found = ltb_special_of_32(next)
        guard found != 0 else { return longString() }
        return closeString(length: found.trailingZeroBitCount)
    }

    private mutating func longString() -> UnsafeRawBufferPointer? {
        let start = next
        var position = start + 32
        var found = ltb_first_special_of_16(position)
        while found == 16 {
            position += 16
            found = ltb_first_special_of_16(position)
        }
        position += Int(found)
        guard position.load(as: UInt8.self) == UInt8(ascii: "\"") else { return nil }
        next = position + 1
        return UnsafeRawBufferPointer(start: start, count: position - start)
    }

    /// The same for a string that is mostly as long as the one before it in such a place.
    ///
    /// Where the guess is right, the processor need not have found the end to go on behind it: what follows depends on
    /// the guess alone, which a branch has confirmed.
    @inline(__always)
    mutating func string(_ guess: inout LengthGuess) -> UnsafeRawBufferPointer? {
        let found = UInt64(ltb_special_of_32(next))
        let length = guess.length
        // The lowest bit that is set must be that of the length.
        guard found & ((2 &<< length) &- 1) == 1 &<< length else {
            let string = string()
            if let string { guess = LengthGuess(string.count) }
            return string
        }
        return closeString(length: Int(truncatingIfNeeded: length))
    }

    @inline(__always)
    private mutating func closeString(length: Int) -> UnsafeRawBufferPointer? {
        let start = next
        guard start.load(fromByteOffset: length, as: UInt8.self) == UInt8(ascii: "\"") else { return nil }
        next = start + (length &+ 1)
        return UnsafeRawBufferPointer(start: start, count: length)
    }

    // MARK: Numbers

    /// Moves past a whole number of at most 7 digits that is not negative.
    @inline(__always)
    mutating func count() -> Int64? {
        let word = word
        let digits = Self.digitCount(word)
        guard digits > 0, digits < 8, digits == 1 || word & 0xFF != 0x30 else { return nil }
        next += digits
        // The digits move to the top, where the last one belongs; zeros take their place.
        return Int64(truncatingIfNeeded: Self.number(ofDigits: (word &<< UInt64(64 &- digits &* 8)) & Self.lowNibbles))
    }

    /// Moves past a number that is not negative; the number times 10^9, rounded as `nanoseconds(fromSeconds:)` does.
    @inline(__always)
    mutating func billionths(_ digits: FractionDigits) -> Int64? {
        let start = next
        if let value = shortBillionths(digits) {
            let byte = next.load(as: UInt8.self)
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { return value }
        }
        next = start
        return unusualBillionths()
    }

    /// Moves past any number; the number times 10^9, rounded as `scaledBillionths(_:)` does.
    @inline(__always)
    mutating func signedBillionths() -> Int64? {
        // A leading minus fails as a count, so that only numbers that are not negative are read the short way.
        isNext(UInt8(ascii: "-")) ? number().flatMap { scaledBillionths($0) } : billionths(.any)
    }

    /// The decimal number that is next, without looking at what follows: an exponent, or more digits.
    ///
    /// With at most 9 fraction digits its product with 10^9 is whole. Below 2^51 that is also what rounding the product
    /// of the nearest double gives: two roundings of 2^-53 are off by less than a half.
    @inline(__always)
    mutating func shortBillionths(_ digits: FractionDigits) -> Int64? {
        if digits == .six, let value = microseconds() { return value }
        guard let whole = oneDigit() ?? count(), whole < (1 << 51) / 1_000_000_000 else { return nil }
        guard isNext(UInt8(ascii: ".")) else { return whole &* 1_000_000_000 }
        next += 1
        let word = word
        let digits = Self.digitCount(word)
        guard digits > 0 else { return nil }
        next += digits
        let kept = digits == 8 ? word : word & ((1 &<< UInt64(digits &* 8)) &- 1)
        let fraction =
            whole &* 1_000_000_000 &+ Int64(truncatingIfNeeded: Self.number(ofDigits: kept & Self.lowNibbles)) &* 10
        guard digits == 8 else { return fraction }
        let ninth = next.load(as: UInt8.self) &- 0x30
        guard ninth <= 9 else { return fraction }
        next += 1
        return fraction &+ Int64(ninth)
    }

    /// Moves past one digit, a point and exactly six digits; the number times 10^9.
    @inline(__always)
    private mutating func microseconds() -> Int64? {
        // The point becomes zero and each digit at most 9, which adding this leaves below 0x80.
        let value = word ^ 0x3030_3030_3030_2E30
        let isRegular = (value | (value &+ 0x7676_7676_7676_7F76)) & 0x8080_8080_8080_8080 == 0
        guard isRegular, next.load(fromByteOffset: 8, as: UInt8.self) &- 0x30 > 9 else { return nil }
        next += 8
        // The first digit takes the place of the point, and a zero that of an eighth digit.
        let digits = Self.number(ofDigits: value &>> 8 | value & 0xFF)
        return Int64(truncatingIfNeeded: digits) &* 100
    }

    /// Moves past a digit that a point follows.
    @inline(__always)
    private mutating func oneDigit() -> Int64? {
        let digit = next.load(as: UInt8.self) &- 0x30
        guard digit <= 9, next.load(fromByteOffset: 1, as: UInt8.self) == UInt8(ascii: ".") else { return nil }
        next += 1
        return Int64(digit)
    }

    /// Any other number: with an exponent, or more digits.
    @inline(never)
    private mutating func unusualBillionths() -> Int64? {
        number().flatMap { nanoseconds(fromSeconds: $0) }
    }

    /// Moves past any number.
    mutating func number() -> Double? {
        var length = 0
        while Self.isPartOfNumber(next.load(fromByteOffset: length, as: UInt8.self)) { length += 1 }
        let rest = UnsafeRawBufferPointer(start: next, count: length)
        var cursor = JSONCursor(rest)
        guard let token = cursor.scanValue(), token.kind == .number, let value = JSONCursor.double(rest, token) else {
            return nil
        }
        next += token.end
        return value
    }

    private static func isPartOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private static var lowNibbles: UInt64 { 0x0F0F_0F0F_0F0F_0F0F }

    /// How many of the 8 bytes, from the lowest on, are digits.
    @inline(__always)
    private static func digitCount(_ word: UInt64) -> Int { others(word).trailingZeroBitCount &>> 3 }

    /// The top bit of each byte that is no digit.
    @inline(__always)
    private static func others(_ word: UInt64) -> UInt64 {
        let value = word ^ 0x3030_3030_3030_3030
        // A digit is at most 9 now, so that adding 0x76 leaves the top bit clear.
        return (value | ((value & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080
    }

    /// The number that 8 digits make, the most significant one lowest.
    @inline(__always)
    private static func number(ofDigits digits: UInt64) -> UInt64 {
        let pairs = digits &* 10 &+ (digits &>> 8)
        let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let high = (pairs >> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        return (low &+ high) >> 32
    }

    // MARK: Times

    /// Moves past an instant as our writer writes it, and the quote after it: UTC, microseconds.
    @inline(__always)
    mutating func timestamp(_ known: inout KnownSecond) -> Int64? {
        // Six digits, the Z and the quote; a digit is at most 9 after this.
        let rest = UInt64(littleEndian: next.loadUnaligned(fromByteOffset: 20, as: UInt64.self)) ^ 0x225A_3030_3030_3030
        let isRegular = (rest | (rest &+ 0x0000_7676_7676_7676)) & 0xFFFF_8080_8080_8080 == 0
        guard isRegular, next.load(fromByteOffset: 19, as: UInt8.self) == UInt8(ascii: "."),
            let start = known.start(of: next)
        else { return nil }
        next += 28
        return start &+ Int64(truncatingIfNeeded: Self.number(ofDigits: rest &<< 16)) &* 1_000
    }
}

/// How long a piece of a line is probably: as long as it was in the last line that had it.
struct LengthGuess {
    /// Below 32.
    fileprivate var length: UInt64 = 0

    init() {}

    @inline(__always)
    fileprivate init(_ length: Int) { self.length = UInt64(truncatingIfNeeded: length & 31) }
}

/// How many digits are expected after the point of a number.
enum FractionDigits {
    /// Times are mostly whole microseconds.
    case six
    /// As many as it takes.
    case any
}
