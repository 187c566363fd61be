// Owns recorded text on a terminal: nothing in it acts, and its spaces can be searched for.

enum TerminalText {
    /// The text made visible, with plain spaces where there are no-break ones.
    static func of(_ text: String) -> String {
        let visible = ShownText.of(text)
        guard visible.utf8.contains(0xC2) else { return visible }
        return String(String.UnicodeScalarView(visible.unicodeScalars.map { $0 == "\u{A0}" ? " " : $0 }))
    }
}
