// Owns the checks of line breaks.

import Testing

@testable import LTBReport

struct TextLinesTests {
    @Test(arguments: [
        ("", 10, 0, [String]()), ("one two three", 7, 0, ["one two", "three"]),
        ("one two three", 7, 2, ["one two", "  three"]), ("abcdefgh", 3, 0, ["abc", "def", "gh"]),
        ("a abcdefgh b", 4, 1, ["a", " abc", " def", " gh", " b"]), ("模型模型", 5, 0, ["模型", "模型"]),
        ("3\u{A0}min 40\u{A0}s", 6, 0, ["3\u{A0}min", "40\u{A0}s"]),
    ])
    func breaksAtSpacesAndWordsOnlyWhereTheyAreTooLong(_ text: String, width: Int, indent: Int, lines: [String]) {
        #expect(TextLines.wrap(text, width: width, indent: indent) == lines)
    }

    @Test(arguments: FormatSummaries.hostileNames)
    func linesFit(_ name: String) {
        for width in [4, 10, 40] {
            let lines = TextLines.wrap(name + " " + name, width: width, indent: 2)
            #expect(lines.allSatisfy { DisplayWidth.of($0) <= width })
        }
    }
}
