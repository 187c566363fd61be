// Owns the tests of the line of warnings.

import LTBAnalysis
import LTBEvents
import Testing

@testable import LTBReport

@Suite struct NoticeLineTests {
    @Test func optionsAreWholeWords() {
        var summary = RunSummary()
        let start = Timestamp(nanosecondsSince1970: 0)
        summary.window = Window(start: start, end: Timestamp(nanosecondsSince1970: 40 * 86_400 * 1_000_000_000))
        #expect(
            NoticeLine.markup(PageContext(summary)).source.spaced
                == #"<p class="note" role="note"><span><b>Resolution:</b> The log spans 40 d and is shown; "#
                + "<code>--from</code> and <code>--to</code> show a part of it more finely.</span></p>\n")
    }

    @Test func aNameIsNoOption() {
        var summary = RunSummary()
        summary.folded = ["--<b>", "--" + String(repeating: "x", count: 60)]
        #expect(!NoticeLine.markup(PageContext(summary)).source.contains("<code>"))
    }
}
