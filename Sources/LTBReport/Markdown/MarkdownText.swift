// Owns recorded text in Markdown: nothing in it is markup, and nobody is notified by it.

/// Text as GitHub-flavoured Markdown that shows it and does nothing else.
///
/// Markup is escaped, also HTML and what would end a table's cell. What GitHub looks for after rendering (mentions, issue
/// numbers, addresses) cannot be escaped, and is broken by an empty comment instead, which is not shown.
enum MarkdownText {
    private static let empty = "<!-- -->"

    /// The text made visible, in at most `width` columns, escaped.
    static func of(_ text: String, width: Int = 10_000) -> String {
        var result = String.UnicodeScalarView()
        var before = Before()
        for scalar in DisplayWidth.cut(ShownText.of(text), to: width).unicodeScalars {
            if before.isReference(with: scalar) { result.append(contentsOf: empty.unicodeScalars) }
            append(scalar, to: &result)
            before.shift(in: scalar)
        }
        return String(result)
    }

    /// The last three characters, in lower case.
    private struct Before {
        private var last: (Unicode.Scalar, Unicode.Scalar, Unicode.Scalar) = (" ", " ", " ")

        mutating func shift(in scalar: Unicode.Scalar) {
            let isUpper = ("A"..."Z").contains(scalar)
            let lower = isUpper ? Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value | 0x20)) : scalar
            last = (last.1, last.2, lower)
        }

        /// Whether what came before would begin a mention, an issue's number or an address with this character.
        func isReference(with next: Unicode.Scalar) -> Bool {
            switch last {
            case (_, _, "@"): true
            case (_, _, "#"), ("g", "h", "-"): ("0"..."9").contains(next)
            case (_, _, ":"): next == "/"
            case ("w", "w", "w"): next == "."
            default: false
            }
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
        switch scalar {
        case "&": result.append(contentsOf: "&amp;".unicodeScalars)
        case "<": result.append(contentsOf: "&lt;".unicodeScalars)
        case ">": result.append(contentsOf: "&gt;".unicodeScalars)
        case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "$", "!":
            result.append("\\")
            result.append(scalar)
        default: result.append(scalar)
        }
    }
}
