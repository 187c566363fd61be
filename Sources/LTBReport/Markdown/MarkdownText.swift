// Owns recorded text in Markdown: nothing in it is markup, and nobody is notified by it.

/// Text as GitHub-flavoured Markdown that shows it and does nothing else.
///
/// Markup is escaped, also HTML and what would end a table's cell. What GitHub looks for after rendering (mentions, issue
/// numbers, addresses) cannot be escaped, and is broken by an empty comment instead, which is not shown.
enum MarkdownText {
    private static let empty = "<!-- -->"

    /// The text made visible, in at most `width` columns, escaped.
    static func of(_ text: String, width: Int = 10_000) -> String {
        var result = ""
        var previous: [Unicode.Scalar] = []
        for scalar in DisplayWidth.cut(ShownText.of(text), to: width).unicodeScalars {
            if isReference(previous, scalar) { result += empty }
            result += escaped(scalar)
            previous = Array((previous + [scalar]).suffix(3))
        }
        return result
    }

    /// Whether what came before would begin a mention, an issue's number or an address with this character.
    private static func isReference(_ previous: [Unicode.Scalar], _ next: Unicode.Scalar) -> Bool {
        switch previous.last {
        case "@": true
        case "#": ("0"..."9").contains(next)
        case "-": ("0"..."9").contains(next) && word(previous) == "gh-"
        case ":": next == "/"
        default: next == "." && word(previous) == "www"
        }
    }

    private static func word(_ scalars: [Unicode.Scalar]) -> String {
        String(String.UnicodeScalarView(scalars)).lowercased()
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "$", "!": "\\" + String(scalar)
        default: String(scalar)
        }
    }
}
