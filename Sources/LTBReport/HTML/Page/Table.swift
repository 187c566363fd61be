// Owns tables: numbers right, words left, the first cell of a row its head.

/// A table being filled.
struct Table {
    /// A column's head and side.
    struct Column {
        let head: String
        var isText = false
    }

    /// A cell's content and classes.
    struct Cell {
        let content: Markup
        var isBad = false
        var isGood = false
        var isMuted = false
        var wraps = false

        init(
            _ content: Markup, isBad: Bool = false, isGood: Bool = false, isMuted: Bool = false, wraps: Bool = false
        ) {
            self.content = content
            self.isBad = isBad
            self.isGood = isGood
            self.isMuted = isMuted
            self.wraps = wraps
        }

        init(_ text: String, isBad: Bool = false) {
            self.init(Markup(text: text), isBad: isBad)
        }
    }

    /// Of more columns the cells stand closer, so that they fit on the page.
    private static let mostWideColumns = 12

    let columns: [Column]
    private var rows: Markup = .empty
    private var footer: Markup = .empty

    init(_ columns: [Column]) { self.columns = columns }

    mutating func add(_ head: Markup, _ cells: [Cell]) { rows += row(head, cells) }

    /// A row below the others, which sums them.
    mutating func addFooter(_ head: Markup, _ cells: [Cell]) { footer += row(head, cells) }

    /// The table, which scrolls inside where it is too wide. The label is unique on the page.
    func markup(label: String, caption: Markup = .empty) -> Markup {
        #"<div class="scroll" role="region" aria-label="\#(label)" tabindex="0">\#(bare(caption: caption))</div>"#
            + "\n"
    }

    /// The table alone.
    func bare(caption: Markup = .empty) -> Markup {
        let heads = columns.enumerated().map { index, column -> Markup in
            let head = ShownText.placeholder(of: column.head) ?? column.head
            if index == 0 { return #"<th scope="col" align="left">\#(head)</th>"# }
            return column.isText
                ? #"<th scope="col" class="l" align="left">\#(head)</th>"#
                : #"<th scope="col">\#(head)</th>"#
        }
        let captionMarkup: Markup =
            caption.isEmpty ? .empty : #"<caption><div align="left">\#(caption)</div></caption>"#
        let foot: Markup = footer.isEmpty ? .empty : #"<tfoot align="right">\#(footer)</tfoot>"#
        return """
            <table\(columns.count > Self.mostWideColumns ? #" class="many""# : .empty) cellpadding="5">\(captionMarkup)<thead><tr>\(heads.joined())</tr></thead>\
            <tbody align="right">\(rows)</tbody>\(foot)</table>
            """
    }

    private func row(_ head: Markup, _ cells: [Cell]) -> Markup {
        let body = zip(columns.dropFirst(), cells).map { column, cell -> Markup in
            var classes = column.isText ? ["l"] : []
            if cell.isBad { classes.append("bad") }
            if cell.isGood { classes.append("good") }
            if cell.isMuted { classes.append("mut") }
            if cell.wraps { classes.append("wr") }
            let side: Markup = column.isText ? #" align="left""# : .empty
            let names: Markup = classes.isEmpty ? .empty : #" class="\#(classes.joined(separator: " "))""#
            return "<td\(names)\(side)>\(cell.content)</td>"
        }
        return #"<tr><th scope="row" align="left">\#(head)</th>\#(body.joined())</tr>"#
    }
}
