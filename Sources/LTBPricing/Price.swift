// Owns a price: an exact number of femto-dollars, and the decimal text that it is read from and written as.

/// A price: US dollars of 10^-15 for one unit, a token or a request.
///
/// A dollar for a million tokens is 10^9 femto-dollars a token; so prices are exact to a billionth of a dollar for a
/// million tokens, and go up to 9,223 dollars a token.
package struct Price: Sendable, Hashable, Comparable {
    /// 10^-15 US dollars for one unit; not negative.
    package let femtoDollars: Int64

    /// A price that is known to be not negative.
    package init(femtoDollars: Int64) {
        self.femtoDollars = femtoDollars
    }

    /// Nothing to pay, which is not the same as no price.
    package static let free = Price(femtoDollars: 0)

    package static func < (lhs: Price, rhs: Price) -> Bool { lhs.femtoDollars < rhs.femtoDollars }

    /// Half of it, ties to even.
    var halved: Price {
        let half = femtoDollars / 2
        return Price(femtoDollars: half + (femtoDollars & 1) * (half & 1))
    }
}

extension Price {
    /// What the figures of a text count.
    package enum Scale: Int, Sendable {
        /// US dollars for one.
        case one = 15
        /// US dollars for a thousand.
        case thousand = 12
        /// US dollars for a million.
        case million = 9
    }

    /// What is wrong with a text.
    package enum TextError: Error, Sendable, Equatable {
        /// It is no decimal number, or a negative one.
        case notANumber
        /// It is finer than a femto-dollar.
        case tooPrecise
        /// It is over the largest price.
        case tooLarge
    }

    /// Reads a decimal, such as `1.25e-06` or `0.3`, digit by digit.
    ///
    /// - Parameters:
    ///   - text: digits, a fraction, an exponent; no sign but of the exponent, no space.
    ///   - roundingFinerOnes: whether what is finer than a femto-dollar is rounded to nearest, ties to even, as befits
    ///     figures that a program has computed in doubles (`2.9999900000000002e-06`), instead of refused.
    package init(_ text: String, for scale: Scale, roundingFinerOnes: Bool = false) throws(TextError) {
        guard let decimal = DecimalText(text) else { throw .notANumber }
        let exponent = decimal.exponent + scale.rawValue
        if decimal.digits == 0 {
            femtoDollars = 0
        } else if exponent >= 0 {
            femtoDollars = try Self.multiplied(decimal.digits, by: exponent)
        } else {
            femtoDollars = try Self.divided(decimal.digits, by: -exponent, rounding: roundingFinerOnes)
        }
    }

    private static func multiplied(_ digits: UInt64, by exponent: Int) throws(TextError) -> Int64 {
        guard exponent <= 18 else { throw .tooLarge }
        let (product, overflows) = digits.multipliedReportingOverflow(by: powerOfTen(exponent))
        guard !overflows, product <= Int64.max else { throw .tooLarge }
        return Int64(product)
    }

    private static func divided(_ digits: UInt64, by exponent: Int, rounding: Bool) throws(TextError) -> Int64 {
        guard exponent <= 19 else {
            // Less than a tenth of a femto-dollar.
            guard rounding else { throw .tooPrecise }
            return 0
        }
        let divisor = powerOfTen(exponent)
        let (quotient, rest) = digits.quotientAndRemainder(dividingBy: divisor)
        guard quotient <= Int64.max else { throw .tooLarge }
        guard rest > 0 else { return Int64(quotient) }
        guard rounding else { throw .tooPrecise }
        // `divisor` is even, so that half of it is exact.
        let half = divisor / 2
        let isUp = rest > half || (rest == half && quotient & 1 == 1)
        return Int64(quotient) + (isUp && quotient < Int64.max ? 1 : 0)
    }

    private static func powerOfTen(_ exponent: Int) -> UInt64 {
        var power: UInt64 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }

    /// The shortest decimal in US dollars for so many units: `0.15`, `2.5`, `0`.
    package func text(for scale: Scale) -> String {
        let places = scale.rawValue
        let unit = Int64(Self.powerOfTen(places))
        let (whole, fraction) = femtoDollars.quotientAndRemainder(dividingBy: unit)
        guard fraction > 0 else { return "\(whole)" }
        let digits = "\(fraction)"
        var padded = String(repeating: "0", count: places - digits.utf8.count) + digits
        while padded.hasSuffix("0") { padded.removeLast() }
        return "\(whole).\(padded)"
    }
}

/// A decimal text as digits × 10^exponent.
private struct DecimalText {
    private(set) var digits: UInt64 = 0
    private(set) var exponent = 0

    /// Nil if it is no decimal without a sign; of more digits than 19 the last are dropped where they are zeros, and
    /// where they are not they leave a last digit that tells of them.
    init?(_ text: String) {
        var text = text
        let isDecimal = text.withUTF8 { bytes in read(bytes) }
        guard isDecimal else { return nil }
    }

    private mutating func read(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        guard takeDigits(text, at: &place) > 0 else { return false }
        if place < text.count, text[place] == UInt8(ascii: ".") {
            place += 1
            let digits = takeDigits(text, at: &place)
            guard digits > 0 else { return false }
            exponent -= digits
        }
        return takeExponent(text, at: &place) && place == text.count
    }

    /// Takes digits; how many there were.
    private mutating func takeDigits(_ text: UnsafeBufferPointer<UInt8>, at place: inout Int) -> Int {
        let start = place
        while place < text.count, text[place] &- 0x30 <= 9 {
            append(text[place] - 0x30)
            place += 1
        }
        return place - start
    }

    private mutating func append(_ digit: UInt8) {
        guard digits < 1_000_000_000_000_000_000 else {
            exponent += 1
            // Digits that are no zeros make the last kept one odd, which neither divides nor ties.
            if digit > 0 { digits |= 1 }
            return
        }
        digits = digits * 10 + UInt64(digit)
    }

    /// Takes the exponent, held within ±10^6; false if it has no digits.
    private mutating func takeExponent(_ text: UnsafeBufferPointer<UInt8>, at place: inout Int) -> Bool {
        guard place < text.count, text[place] | 0x20 == UInt8(ascii: "e") else { return true }
        place += 1
        let isNegative = place < text.count && text[place] == UInt8(ascii: "-")
        if isNegative || (place < text.count && text[place] == UInt8(ascii: "+")) { place += 1 }
        let start = place
        var value = 0
        while place < text.count, text[place] &- 0x30 <= 9 {
            value = min(value * 10 + Int(text[place] - 0x30), 1_000_000)
            place += 1
        }
        exponent += isNegative ? -value : value
        return place > start
    }
}
