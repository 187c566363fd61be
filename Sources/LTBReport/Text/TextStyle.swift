// Owns colour on a terminal: what is emphasised, and the escape sequences for it.

/// Whether and how emphasis is written.
struct TextStyle: Sendable {
    /// Whether escape sequences are written at all.
    var color: Bool

    /// The text between the escape sequences of a tone.
    func paint(_ text: String, _ tone: ReportTable.Tone) -> String {
        guard color, !text.isEmpty, let code = Self.code(of: tone) else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    private static func code(of tone: ReportTable.Tone) -> String? {
        switch tone {
        case .plain: nil
        case .strong: "1"
        case .warn: "33"
        case .bad: "1;31"
        }
    }
}
