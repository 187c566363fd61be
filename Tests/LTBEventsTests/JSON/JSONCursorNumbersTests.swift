// Owns the tests of numbers: exact integers, correctly rounded doubles.

import LTBEvents
import LTBTestSupport
import Testing

@Suite struct JSONCursorNumbersTests {
    @Test(arguments: [
        ("0", Int64(0)), ("-0", 0), ("-0.0", 0), ("0e999999999999999999", 0), ("150", 150), ("150.0", 150),
        ("1e3", 1000), ("1.5e1", 15), ("1500e-2", 15), ("-2.50e2", -250), ("0.001e3", 1),
        ("1E18", 1_000_000_000_000_000_000),
        ("9223372036854775807", .max), ("-9223372036854775808", .min), ("9223372036854775807.000", .max),
        ("922337203685477580.7e1", .max), ("-922337203685477580800e-2", .min), ("0.9223372036854775807e19", .max),
        ("9007199254740993", 9_007_199_254_740_993), ("100000000000000000000e-20", 1),
        ("999999999999999999", 999_999_999_999_999_999), ("1000000000000000000", 1_000_000_000_000_000_000),
    ])
    func wholeNumberInAnySpelling(_ text: String, value: Int64) {
        #expect(JSONText(text).integer == value)
    }

    @Test(arguments: [
        "0.5", "1.5", "15e-1", "1e-1", "1e19", "9223372036854775808", "-9223372036854775809", "9223372036854775807.5",
        "9223372036854775808.0", "18446744073709551616", "18446744073709551617", "99999999999999999999999", "1e400",
        "1e99999999999999999999", "1e-99999999999999999999", "-1e19", "100000000000000000001e-20",
        "1.0000000000000000000001",
    ])
    func otherNumbersAreNoIntegers(_ text: String) {
        #expect(JSONText(text).kind == .number)
        #expect(JSONText(text).integer == nil)
    }

    @Test(arguments: [
        "0", "-0", "0.0", "0.1", "0.31", "1.52", "0.0135", "123456789.123456", "9007199254740992", "9007199254740993",
        "9007199254740993.0", "1e22", "1e23", "1e-22", "1e-23", "4.9e-324", "5e-324", "2.4703282292062328e-324",
        "1e-400",
        "2.2250738585072011e-308", "2.2250738585072014e-308", "1.7976931348623157e308", "1.7976931348623158e308",
        "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286",
        "8.5e-07", "18446744073709551615", "18446744073709551616", "0.1000000000000000055511151231257827",
        "1.00000000000000011102230246251565", "1.00000000000000011102230246251566", "6.02214076e23", "100000e-5",
    ])
    func doubleIsTheNearest(_ text: String) {
        #expect(JSONText(text).double?.bitPattern == Double(text)?.bitPattern)
    }

    @Test(arguments: ["1e309", "-1e309", "1.7976931348623159e308", "1e99999999999999999999"])
    func numberBeyondDoublesIsNone(_ text: String) {
        #expect(JSONText(text).kind == .number)
        #expect(JSONText(text).double == nil)
    }

    @Test func longNumbersAreReadToo() {
        #expect(JSONText("0." + String(repeating: "0", count: 100_000) + "1").double == 0)
        #expect(JSONText("1" + String(repeating: "0", count: 100_000) + "e-100000").double == 1)
        #expect(JSONText("1." + String(repeating: "0", count: 100_000)).integer == 1)
        #expect(JSONText("1" + String(repeating: "0", count: 100_000)).integer == nil)
    }

    @Test func anyDoubleSurvivesItsDescription() {
        var rng = SplitMix64(seed: 3)
        for _ in 0..<5000 {
            let double = Double(bitPattern: rng.next())
            guard double.isFinite else { continue }
            #expect(JSONText(double.description).double?.bitPattern == double.bitPattern)
        }
    }

    @Test func anyShortDecimalIsTheNearestDouble() {
        var rng = SplitMix64(seed: 4)
        for _ in 0..<5000 {
            let mantissa = rng.next() >> UInt64.random(in: 0..<64, using: &rng)
            let text = "\(rng.oneIn(2) ? "-" : "")\(mantissa)e\(Int.random(in: -30...30, using: &rng))"
            #expect(JSONText(text).double?.bitPattern == Double(text)?.bitPattern)
        }
    }

    @Test func anyIntegerSurvivesItsDescription() {
        var rng = SplitMix64(seed: 5)
        for _ in 0..<5000 {
            let integer = Int64(truncatingIfNeeded: rng.next()) >> Int64.random(in: 0..<64, using: &rng)
            #expect(JSONText("\(integer)").integer == integer)
            #expect(JSONText("\(integer).00").integer == integer)
        }
    }
}
