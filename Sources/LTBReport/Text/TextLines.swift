// Owns breaking words into lines that fit.

/// Lines of at most a number of columns.
enum TextLines {
    /// Breaks a text at its spaces; the lines after the first are indented. A word that is too long is broken too.
    static func wrap(_ text: String, width: Int, indent: Int = 0) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            for piece in pieces(of: word, width: max(2, width - indent)) {
                let needed = DisplayWidth.of(line) + 1 + DisplayWidth.of(piece)
                if !line.isEmpty, line != margin, needed > width {
                    lines.append(line)
                    line = margin
                }
                line += (line.isEmpty || line == margin ? "" : " ") + piece
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    private static func pieces(of word: Substring, width: Int) -> [String] {
        guard DisplayWidth.of(word) > width else { return [String(word)] }
        var pieces: [String] = []
        var piece = ""
        var used = 0
        for character in word {
            let columns = DisplayWidth.of(character)
            if used + columns > width, !piece.isEmpty {
                pieces.append(piece)
                (piece, used) = ("", 0)
            }
            piece.append(character)
            used += columns
        }
        return piece.isEmpty ? pieces : pieces + [piece]
    }
}
