// Owns the frame around a chart: the heading, how to read it, and what it shows.

/// A figure: heading, notes, content.
struct Figure {
    let heading: Markup
    var notes: [Markup] = []
    let content: Markup
    /// Row charts stand in a figure of their own, whose indentation holds their labels without CSS.
    var isRowChart = false

    var markup: Markup {
        let lines = notes.filter { !$0.isEmpty }
        let caption: Markup = lines.isEmpty ? .empty : "<p>\(lines.joined(separator: "<br>"))</p>"
        let inner: Markup = isRowChart ? #"<figure role="presentation">\#(content)</figure>"# : content
        return "<figure><figcaption><h3>\(heading)</h3>\(caption)</figcaption>\(inner)</figure>\n"
    }

    /// The names of colours, each kept on one line.
    static func legend(_ entries: [(swatch: Markup, text: Markup)]) -> Markup {
        entries.map { "<span>\($0.swatch) \($0.text) &ensp;</span>" }.joined()
    }
}
