// Owns making text safe to show: what would act on a terminal or hide in a page becomes something to see.

/// Recorded text as it may be shown.
package enum ShownText {
    /// What stands where a name is empty.
    package static let noName = "(no name)"

    /// What stands where nothing of a name would be seen; nil where something would. Of two such names, an empty one and
    /// a blank one are not the same.
    package static func placeholder(of name: String) -> String? {
        name.allSatisfy(\.isWhitespace) ? (name.isEmpty ? noName : "(blank)") : nil
    }

    /// A model of a provider, `openai/gpt-4o`, with what stands for names of which nothing would be seen.
    static func model(_ provider: String, _ model: String) -> String {
        "\(placeholder(of: provider) ?? provider)/\(placeholder(of: model) ?? model)"
    }

    /// The text with all that would not be seen as itself replaced by something that can be.
    ///
    /// Controls become their Unicode pictures (`␛`), and other invisible or reordering characters (bidirectional
    /// overrides, zero-width spaces, line separators, tags) become their number, as in `<U+202E>`. Joiners and variation
    /// selectors stay, since emoji and several scripts are written with them; of combining marks at most four stay on one
    /// another, ones that begin a text on a dotted circle, and at most eight joiners in a row join, so that no text can grow out of its line or hide in one place.
    package static func of(_ text: String) -> String {
        guard !isPlain(text) else { return text }
        var result = String.UnicodeScalarView()
        var stack = Stack()
        // Marks on nothing would stand on what is before the name, or nowhere.
        if text.unicodeScalars.first.map(isMark) == true { result.append("\u{25CC}") }
        for scalar in text.unicodeScalars {
            stack.add(scalar)
            if stack.marks > 4 { continue }
            if stack.joiners > 8 || isInvisible(scalar) {
                result.append(contentsOf: picture(of: scalar).unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// What has been piled onto the last character that stands on its own.
    private struct Stack {
        var marks = 0
        var joiners = 0
        private var isJoined = false

        mutating func add(_ scalar: Unicode.Scalar) {
            if scalar.value == joiner {
                joiners += 1
                isJoined = true
            } else if isMark(scalar) {
                marks += 1
            } else {
                marks = 0
                joiners = isJoined ? joiners : 0
                isJoined = false
            }
        }
    }

    private static let joiner: UInt32 = 0x200D

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: true
        default: false
        }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value == joiner || scalar.value == 0x200C || isMark(scalar) { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    private static func picture(of scalar: Unicode.Scalar) -> String {
        if scalar.value == 0x7F { return "␡" }
        if scalar.value < 0x20, let picture = Unicode.Scalar(0x2400 + scalar.value) { return String(picture) }
        return "<U+\(hexadecimal(scalar.value))>"
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
