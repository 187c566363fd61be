// Owns the tests of escaping and of visible text.

import Testing

@testable import LTBReport

@Suite struct MarkupTests {
    @Test func interpolatedTextIsEscapedEverywhere() {
        let name = "<b title=\"a\" x='1'>&amp;"
        let markup: Markup = #"<i title="\#(name)">\#(name)</i>"#
        let escaped = "&lt;b title=&quot;a&quot; x=&#39;1&#39;&gt;&amp;amp;"
        #expect(markup.source == "<i title=\"\(escaped)\">\(escaped)</i>")
    }

    @Test func onlyMarkupIsTakenAsItIs() {
        let inner: Markup = "<b>1</b>"
        let outer: Markup = "<i>\(inner)</i>\(2.25)\(percent: 0.5)"
        #expect(outer.source == "<i><b>1</b></i>2.350%")
    }

    @Test(arguments: [
        ("a\u{202E}b", "a&lt;U+202E&gt;b"), ("\u{2066}x\u{2069}", "&lt;U+2066&gt;x&lt;U+2069&gt;"),
        ("a\u{200F}", "a&lt;U+200F&gt;"), ("👩‍💻", "👩‍💻"), ("naïve 日本", "naïve 日本"),
        ("שלום", "\u{2068}שלום\u{2069}"),
    ])
    func whatReordersTextIsShownOrIsolated(text: String, expected: String) {
        #expect(Markup(text: text).source == expected)
    }

    @Test(arguments: [
        ("short", "short"), ("exactly-12-c", "exactly-12-c"), ("longer than twelve", "longer than…"),
        ("e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}…"),
    ])
    func longNamesAreCutBetweenCharacters(name: String, expected: String) {
        #expect(VisibleText.cut(name, to: 12) == expected)
    }

    @Test func oneCharacterOfManyMarksIsCutToo() {
        let zalgo = "a" + String(repeating: "\u{301}", count: 5000)
        #expect(VisibleText.cut(zalgo, to: 12).unicodeScalars.count <= 12)
    }
}
