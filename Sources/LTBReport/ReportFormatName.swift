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

/// What a user may say about formats; each format takes what concerns it.
package struct ReportOptions: Sendable {
    /// The title of a page; nil for the run's name.
    package var title: String?
    /// Where a page has its style and its script.
    package var assets: PageAssets
    /// The columns of the terminal.
    package var width: Int
    /// Whether text is coloured.
    package var color: Bool
    /// What the rows of a CSV table are.
    package var table: CSVReport.Table

    /// Options as they are unless the user says otherwise.
    package init(
        title: String? = nil, assets: PageAssets = .inline, width: Int = 100, color: Bool = false,
        table: CSVReport.Table = .models
    ) {
        self.title = title
        self.assets = assets
        self.width = width
        self.color = color
        self.table = table
    }
}

extension ReportFormatName {
    /// The format of this name.
    package func format(_ options: ReportOptions = ReportOptions()) -> any ReportFormat {
        switch self {
        case .html: HTMLReport(title: options.title, assets: options.assets)
        case .json: JSONReport()
        case .csv: CSVReport(options.table)
        case .markdown: MarkdownReport()
        case .text: TextReport(width: options.width, color: options.color)
        }
    }
}
