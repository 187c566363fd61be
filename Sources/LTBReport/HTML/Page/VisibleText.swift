// Owns how text of unknown origin gets into the page: escaped, every character visible, never too long.

/// Text as it may stand in the page.
enum VisibleText {
    /// Appends text that is safe in element content and in quoted attributes.
    ///
    /// Text with right-to-left letters is isolated (U+2068 … U+2069), so that it cannot reorder what stands beside it.
    static func escape(_ text: String, into output: inout String) {
        let isIsolated = text.unicodeScalars.contains(where: isRightToLeft)
        if isIsolated { output += "\u{2068}" }
        for scalar in ShownText.of(text).unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            default: output.unicodeScalars.append(scalar)
            }
        }
        if isIsolated { output += "\u{2069}" }
    }

    /// The text with every character visible, cut to a number of Unicode scalars; the last is an ellipsis where some
    /// are missing.
    static func cut(_ text: String, to limit: Int) -> String {
        var head = String.UnicodeScalarView()
        head.append(contentsOf: text.unicodeScalars.prefix(limit + 1))
        let cleaned = ShownText.of(String(head)).unicodeScalars
        guard cleaned.count > limit else { return String(cleaned) }
        var result = String()
        var used = 0
        for character in String(cleaned) {
            used += character.unicodeScalars.count
            if used > limit - 1 { break }
            result.append(character)
        }
        if result.isEmpty { result.unicodeScalars.append(contentsOf: cleaned.prefix(limit - 1)) }
        return result + "…"
    }

    /// A name, cut as any text; `(no name)` or `(blank)` where nothing of it would be seen.
    static func name(_ name: String, to limit: Int) -> String {
        ShownText.placeholder(of: name) ?? cut(name, to: limit)
    }

    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: return true
        default: return false
        }
    }
}
