// Owns the line that says what keeps the figures from being the whole truth.

/// The notices of a summary in one line; nothing where there is nothing to tell.
enum NoticeLine {
    static func markup(_ page: PageContext) -> Markup {
        let entries = Notice.all(for: page.summary).map { notice -> Markup in
            "<span><b>\(notice.label):</b> \(text(notice.text, page))</span>"
        }
        if entries.isEmpty { return .empty }
        return #"<p class="note" role="note">\#(entries.joined(separator: " "))</p>"# + "\n"
    }

    /// The text, in which no option breaks behind its hyphens.
    private static func text(_ text: String, _ page: PageContext) -> Markup {
        var (markup, plain) = (Markup.empty, [String]())
        for word in VisibleText.cut(text, to: page.limits.wholeName).split(
            separator: " ", omittingEmptySubsequences: false)
        {
            guard isOption(word) else {
                plain.append(String(word))
                continue
            }
            markup += "\(plain.map { $0 + " " }.joined())<code>\(String(word))</code>"
            plain = [""]
        }
        return markup + "\(plain.joined(separator: " "))"
    }

    private static func isOption(_ word: Substring) -> Bool {
        word.hasPrefix("--") && word.utf8.count <= 24
            && word.utf8.allSatisfy { $0 == 0x2D || (0x61...0x7A).contains($0) }
    }
}
