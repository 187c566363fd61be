// Owns the checks that what is recorded can be seen.

import Testing

@testable import LTBReport

struct ShownTextTests {
    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("naïve 模型 👩‍👩‍👧 ❤️ नि", "naïve 模型 👩‍👩‍👧 ❤️ नि"),
        ("\u{1B}[31m\u{0}\u{7F}", "␛[31m␀␡"), ("a\r\n\tb", "a␍␊␉b"), ("\u{85}\u{9B}", "<U+0085><U+009B>"),
        ("\u{202E}\u{2066}\u{200B}\u{FEFF}", "<U+202E><U+2066><U+200B><U+FEFF>"),
        ("\u{2028}\u{2029}", "<U+2028><U+2029>"),
        ("\u{E0041}", "<U+E0041>"), ("\u{3164}\u{115F}", "<U+3164><U+115F>"), ("\u{E000}\u{FFFF}", "<U+E000><U+FFFF>"),
        (String(repeating: "\u{301}", count: 40), "\u{25CC}" + String(repeating: "\u{301}", count: 4)),
        ("e" + String(repeating: "\u{301}", count: 9), "e" + String(repeating: "\u{301}", count: 4)),
    ])
    func invisibleCharactersBecomeVisibleAndOthersStay(_ text: String, shown: String) {
        #expect(Array(ShownText.of(text).unicodeScalars) == Array(shown.unicodeScalars))
    }

    @Test func aChainOfJoinersIsCut() {
        let chain = String(repeating: "👩\u{200D}", count: 100)
        #expect(ShownText.of(chain).contains("<U+200D>"))
        #expect(ShownText.of(chain).allSatisfy { $0.unicodeScalars.count <= 20 })
    }

    @Test(arguments: FormatSummaries.hostileNames)
    func showingTwiceChangesNothing(_ name: String) {
        #expect(ShownText.of(ShownText.of(name)) == ShownText.of(name))
    }
}
