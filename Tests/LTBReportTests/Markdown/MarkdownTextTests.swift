// Owns the checks that no name is markup or reaches anybody.

import Testing

@testable import LTBReport

struct MarkdownTextTests {
    @Test(arguments: [
        ("gpt-4.1", "gpt-4.1"), ("a|b", #"a\|b"#), (#"a\|b"#, #"a\\\|b"#), ("`x`", #"\`x\`"#),
        ("*a* _b_ ~c~", #"\*a\* \_b\_ \~c\~"#),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"), ("[x](y)", #"\[x\](y)"#), ("@team", "@<!-- -->team"),
        ("a@b.example", "a@<!-- -->b.example"), ("see #12", ##"see \#<!-- -->12"##), ("# h", ##"\# h"##),
        ("GH-12 gh-1 XGH-2", "GH-<!-- -->12 gh-<!-- -->1 XGH-<!-- -->2"), ("gpt-4", "gpt-4"),
        ("https://e.example", "https:<!-- -->//e.example"), ("www.e.example", "www<!-- -->.e.example"),
        ("a\nb\u{1B}", "a␊b␛"), ("$x$", #"\$x\$"#), ("![i](u)", #"\!\[i\](u)"#),
    ])
    func nothingIsMarkupOrReachesAnybody(_ text: String, markdown: String) {
        #expect(MarkdownText.of(text) == markdown)
    }

    @Test func textIsCutBeforeItIsEscaped() {
        #expect(MarkdownText.of("||||", width: 3) == #"\|\|…"#)
    }
}
