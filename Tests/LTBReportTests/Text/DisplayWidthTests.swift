// Owns the checks of widths on a terminal.

import Testing

@testable import LTBReport

struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("模型", 4), ("ｆｕｌｌ", 8), ("한국", 4),
        ("\u{1112}\u{1161}\u{11AB}", 2),
        ("👩‍👩‍👧‍👦", 2), ("🇪🇺", 2), ("❤️", 2), ("👍🏽", 2), ("😀", 2), ("…–µ", 3), ("█▁", 2), ("שלום", 4), ("\u{200D}", 0),
        ("、。", 4), ("𠀀", 2),
    ])
    func countsColumnsOfATerminal(_ text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test(arguments: [
        ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("模型名", 5, "模型…"), ("模型名", 4, "模…"), ("模型", 3, "模…"), ("ab", 1, "…"),
        ("ab", 0, ""), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
    ])
    func cutsAtWholeCharacters(_ text: String, width: Int, cut: String) {
        #expect(DisplayWidth.cut(text, to: width) == cut)
    }

    @Test(arguments: FormatSummaries.hostileNames)
    func whatIsCutFits(_ name: String) {
        for width in 0...20 { #expect(DisplayWidth.of(DisplayWidth.cut(name, to: width)) <= width) }
    }
}
