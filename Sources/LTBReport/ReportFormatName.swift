// Owns the names of the formats: what a user says, and what a file's ending means.

/// A format by name, as options and file endings give it.
package enum ReportFormatName: String, CaseIterable, Sendable {
    case html, json, csv, markdown, text

    /// All the words that mean this format, the one to show first.
    package var words: [String] {
        switch self {
        case .html: ["html"]
        case .json: ["json"]
        case .csv: ["csv"]
        case .markdown: ["markdown", "md"]
        case .text: ["text", "txt"]
        }
    }

    /// The format that a word such as `md` means, in any case; nil when it means none.
    package init?(word: some StringProtocol) {
        let word = word.lowercased()
        guard let match = Self.allCases.first(where: { $0.words.contains(word) }) else { return nil }
        self = match
    }

    /// The format that a file's ending asks for; nil for an unknown ending, or none.
    package init?(fileName: String) {
        guard let base = fileName.split(separator: "/", omittingEmptySubsequences: false).last,
            let dot = base.lastIndex(of: ".")
        else { return nil }
        self.init(word: base[base.index(after: dot)...])
    }
}
