// Owns the tests of string escapes.

import LTBEvents
import LTBTestSupport
import Testing

@Suite struct JSONCursorStringsTests {
    @Test(arguments: [
        (#""""#, ""), (#""plain é 😀""#, "plain é 😀"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u0041\u00e9\u20AC\u0000""#, "Aé€\u{0}"), (#""\uD83D\uDE00""#, "😀"), (#""a\ud83d\ude00b""#, "a😀b"),
        (#""\uDBFF\uDFFF""#, "\u{10FFFF}"), (#""\uD800\uDC00""#, "\u{10000}"),
    ])
    func escapesAreTheirCharacters(_ text: String, characters: String) {
        #expect(JSONText(text).string == characters)
    }

    @Test(arguments: [
        (#""\uD800""#, "\u{FFFD}"), (#""\uDC00""#, "\u{FFFD}"), (#""\uD800x""#, "\u{FFFD}x"),
        (#""\uD800\n""#, "\u{FFFD}\n"), (#""\uD800\u0041""#, "\u{FFFD}A"), (#""\uD800\uD83D\uDE00""#, "\u{FFFD}😀"),
        (#""\uDE00\uD83D""#, "\u{FFFD}\u{FFFD}"), (#""\uD800\\uDC00""#, "\u{FFFD}\\uDC00"),
    ])
    func loneSurrogatesAreReplaced(_ text: String, characters: String) {
        #expect(JSONText(text).string == characters)
    }

    @Test func anyScalarSurvivesBeingEscaped() {
        var rng = SplitMix64(seed: 2)
        for _ in 0..<2000 {
            guard let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &rng)) else { continue }
            let units = Character(scalar).utf16.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
            #expect(JSONText("\"" + units.joined() + "\"").string == String(Character(scalar)))
        }
    }
}
