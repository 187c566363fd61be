// Owns how many columns of a terminal a text takes.

/// Widths in terminal columns, and cutting to them.
///
/// Wide are East Asian Wide and Fullwidth characters and emoji (Unicode Standard Annex 11 and Technical Standard 51);
/// combining marks and format characters take none. An emoji of several joined ones counts as the one that it is shown
/// as; else, where terminals differ, the larger width is assumed, so that a line which fits here fits everywhere.
enum DisplayWidth {
    static func of(_ text: some StringProtocol) -> Int {
        let count = text.utf8.count
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return count }
        return text.reduce(0) { $0 + of($1) }
    }

    static func of(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        if isEmojiSequence(scalars) { return 2 }
        return scalars.reduce(0) { $0 + of($1) }
    }

    /// The text, or as much of its beginning as fits with an ellipsis after it.
    static func cut(_ text: String, to width: Int) -> String {
        guard text.utf8.count > width, of(text) > width else { return text }
        guard width > 0 else { return "" }
        var kept = ""
        var used = 1
        for character in text {
            used += of(character)
            if used > width { break }
            kept.append(character)
        }
        return kept + "…"
    }

    private static func isEmojiSequence(_ scalars: Character.UnicodeScalarView) -> Bool {
        guard scalars.count > 1, let first = scalars.first, first.properties.isEmoji else { return false }
        return scalars.dropFirst().contains {
            $0 == "\u{FE0F}" || $0 == "\u{200D}" || $0.properties.isEmojiModifier || isRegionalIndicator($0)
        }
    }

    private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
        (0x1F1E6...0x1F1FF).contains(scalar.value)
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return scalar.value == 0xAD ? 0 : 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        // The vowels and finals of a Hangul syllable join the initial, which is wide.
        if (0x1160...0x11FF).contains(scalar.value) { return 0 }
        return scalar.properties.isEmojiPresentation || isWide(scalar.value) ? 2 : 1
    }

    private static func isWide(_ value: UInt32) -> Bool {
        var low = wideRanges.startIndex
        var high = wideRanges.endIndex
        while low < high {
            let middle = (low + high) / 2
            if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < wideRanges.endIndex && wideRanges[low].contains(value)
    }

    /// East Asian Wide and Fullwidth, emoji apart, with gaps inside a block taken as wide.
    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4DC0...0x4DFF,
        0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
        0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D37F,
        0x1F200...0x1F2FF, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]
}
