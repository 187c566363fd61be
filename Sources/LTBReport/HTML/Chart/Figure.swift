// Owns the frame around a chart: the heading, how to read it, and what it shows.

/// A figure: heading, notes, content.
struct Figure {
    let heading: Markup
    var notes: [Markup] = []
    let content: Markup
    /// How many figures without a meaning stand around the chart: without CSS their indentation, 40 px each, holds
    /// labels that the chart's own has no room for.
    var indentation = 0
    /// The chart as a table, one click away; empty where the numbers over time have it.
    var numbers: Markup = .empty

    var markup: Markup {
        let lines = notes.filter { !$0.isEmpty }
        let caption: Markup = lines.isEmpty ? .empty : "<p>\(lines.joined(separator: "<br>"))</p>"
        let inner = (0..<indentation).reduce(content) { inner, _ in
            #"<figure role="presentation">\#(inner)</figure>"#
        }
        let table: Markup =
            numbers.isEmpty ? .empty : #"<details class="d"><summary>Numbers</summary>\#(numbers)</details>"#
        return "<figure><figcaption><h3>\(heading)</h3>\(caption)</figcaption>\(inner)\(table)</figure>\n"
    }

    /// What leads to the numbers over time.
    static let overTime: Markup = ##"<p class="d"><a href="#over-time">Numbers</a></p>"##

    /// The names of colours, each kept on one line.
    static func legend(_ entries: [(swatch: Markup, text: Markup)]) -> Markup {
        entries.map { "<span>\($0.swatch) \($0.text) &ensp;</span>" }.joined()
    }

    /// The names of a chart's series, in the order of its data.
    static func seriesLegend(_ entries: [(swatch: Markup, text: Markup)]) -> Markup {
        entries.enumerated().map { index, entry in
            "<span\(ChartData.mark(index))>\(entry.swatch) \(entry.text) &ensp;</span>"
        }.joined()
    }
}
