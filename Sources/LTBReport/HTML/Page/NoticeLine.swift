// Owns the line that says what keeps the figures from being the whole truth.

/// The notices of a summary in one line; nothing where there is nothing to tell.
enum NoticeLine {
    static func markup(_ page: PageContext) -> Markup {
        let entries = Notice.all(for: page.summary).map { notice -> Markup in
            "<span><b>\(notice.label):</b> \(page.message(notice.text))</span>"
        }
        if entries.isEmpty { return .empty }
        return #"<p class="note" role="note">\#(entries.joined(separator: " "))</p>"# + "\n"
    }
}
