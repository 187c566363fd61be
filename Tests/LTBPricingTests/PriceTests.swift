// Owns the tests of prices: their text, exactly, and their rounding where that is asked for.

import LTBPricing
import LTBTestSupport
import Testing

@Suite struct PriceTests {
    @Test(arguments: [
        ("2.5", Price.Scale.million, Int64(2_500_000_000)), ("0.000000001", .million, 1), ("0", .million, 0),
        ("1.25e-06", .one, 1_250_000_000), ("3E-7", .one, 300_000_000), ("0.0e0", .one, 0),
        ("5", .thousand, 5_000_000_000_000),
        ("1.000000000000000000000000000000e-06", .one, 1_000_000_000), ("9223.372036854775807", .one, .max),
        ("000000000000000000000000000000001", .million, 1_000_000_000), ("100e-2", .million, 1_000_000_000),
    ])
    func decimalTextIsReadExactly(text: String, scale: Price.Scale, femtoDollars: Int64) throws {
        #expect(try Price(text, for: scale).femtoDollars == femtoDollars)
    }

    @Test(arguments: ["", "-1", "+1", "1.", ".5", "1e", "1e+", "0x10", "1,25", " 1", "1 ", "NaN", "inf", "١"])
    func whatIsNoDecimalIsNoPrice(_ text: String) {
        #expect(throws: Price.TextError.notANumber) { try Price(text, for: .million) }
    }

    @Test(arguments: ["0.0000000001", "1e-10", "1.00000000000000000000000000000001", "1e-999999999999999999999"])
    func whatIsFinerThanAFemtoDollarIsRefused(_ text: String) {
        #expect(throws: Price.TextError.tooPrecise) { try Price(text, for: .million) }
    }

    @Test(arguments: ["9223.372036854775808", "1e4", "1e999999999999999999999", "99999999999999999999999"])
    func whatIsOverTheLargestPriceIsRefused(_ text: String) {
        #expect(throws: Price.TextError.tooLarge) { try Price(text, for: .one) }
    }

    @Test(arguments: [
        ("2.9999900000000002e-06", Int64(2_999_990_000)), ("3.0001999999999996e-07", 300_020_000), ("0.5e-15", 0),
        ("1.5e-15", 2), ("2.5e-15", 2), ("2.50000000000000000000000000000001e-15", 3), ("1e-40", 0),
    ])
    func computedFiguresAreRoundedToNearestTiesToEven(text: String, femtoDollars: Int64) throws {
        #expect(try Price(text, for: .one, roundingFinerOnes: true).femtoDollars == femtoDollars)
    }

    @Test func whatIsWrittenReadsBackAsTheSame() throws {
        var generator = SplitMix64(seed: 1)
        for scale in [Price.Scale.one, .thousand, .million] {
            #expect(Price.free.text(for: scale) == "0")
            for _ in 0..<2_000 {
                let bits = Int.random(in: 0..<63, using: &generator)
                let price = Price(femtoDollars: Int64.random(in: 0...(Int64.max >> Int64(bits)), using: &generator))
                #expect(try Price(price.text(for: scale), for: scale) == price)
            }
        }
        #expect(Price(femtoDollars: 150_000_000).text(for: .million) == "0.15")
    }
}
