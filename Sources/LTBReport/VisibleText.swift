// Owns making text safe to show: what would act on a terminal or hide in a page becomes something to see.

/// Recorded text as it may be shown.
enum VisibleText {
    /// The text with all that would not be seen as itself replaced by something that can be.
    ///
    /// Controls become their Unicode pictures (`␛`), and other invisible or reordering characters (bidirectional
    /// overrides, zero-width spaces, line separators, tags) become their number, as in `<U+202E>`. Joiners and variation
    /// selectors stay, since emoji and several scripts are written with them; of combining marks at most four stay on one
    /// another, so that no text can grow out of its line.
    static func of(_ text: String) -> String {
        guard !isPlain(text) else { return text }
        var result = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            marks = isMark(scalar) ? marks + 1 : 0
            if marks > 4 { continue }
            if let picture = picture(of: scalar) {
                result.append(contentsOf: picture.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark, .format: scalar.value != 0x200D
        default: false
        }
    }

    private static func picture(of scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value).map { String(Character($0)) }
        case 0x7F: "␡"
        case 0x200C, 0x200D: nil
        default: isInvisible(scalar) ? "<U+\(hexadecimal(scalar.value))>" : nil
        }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
