// Owns the labels at the ends of lines: dot, leader and text, spread so that none covers another.

/// The labels at the right end of a chart's lines, in the order of the chart's series.
struct EndLabels {
    struct Label {
        let text: String
        /// Where the line ends, as a share of the plot's width.
        let x: Double
        /// Where the line ends, in pixels.
        let y: Double
        let paint: Paint
    }

    /// What the margin right of the plot holds, in characters of 12 px.
    static let characters = 16

    /// The names that the labels must tell apart.
    let names: DistinctNames
    var labels: [Label] = []

    init(among names: DistinctNames = DistinctNames([])) { self.names = names }

    /// A name and a figure; a name that leaves the figure no room is cut.
    mutating func add(name: String, figure: String = "", x: Double = 1, y: Double, paint: Paint) {
        let room = Self.characters - (figure.isEmpty ? 0 : figure.count + 1)
        let text = LabelText.fit(name, width: room, among: names) + (figure.isEmpty ? "" : " " + figure)
        labels.append(Label(text: text, x: x, y: y, paint: paint))
    }

    func draw(in drawing: inout Drawing, range: ClosedRange<Double>) {
        let positions = LabelSpread.positions(labels.map(\.y), in: range)
        for (index, (label, position)) in zip(labels, positions).enumerated() {
            drawing.add(#"<g class="end"\#(ChartData.mark(index))>"#)
            if label.x < 1 {
                drawing.line(from: (label.x, label.y), to: (1, label.y), .axis, dash: "1 3")
            }
            drawing.circle(x: label.x, y: label.y, radius: 3, label.paint)
            drawing.leader(from: label.y, to: position)
            drawing.text(label.text, x: 1, y: position + 4, dx: 18)
            drawing.add("</g>")
        }
    }
}

/// Names that must fit into a margin of a chart.
enum LabelText {
    /// What the margin left of a row chart holds.
    static let rowCharacters = 13

    /// The name, cut to 13 characters or less where it is wider than a number of average characters, so that it is told
    /// apart from others; `(no name)` where nothing of it would be seen.
    static func fit(_ name: String, width: Int, among names: DistinctNames = DistinctNames([])) -> String {
        if let placeholder = ShownText.placeholder(of: name) { return placeholder }
        let cleaned = VisibleText.cut(name, to: 60)
        if self.width(cleaned) <= Double(width) { return cleaned }
        var limit = min(width, rowCharacters)
        while limit > 2, self.width(names.cut(name, to: limit)) > Double(width) { limit -= 1 }
        return names.cut(name, to: limit)
    }

    /// As much of the beginning of a name as has room in a number of average characters; nothing of three or fewer.
    static func beginning(of name: String, width: Double) -> String {
        var (end, used) = (name.startIndex, 0.0)
        while end < name.endIndex {
            used += self.width(String(name[end]))
            if used > width { break }
            end = name.index(after: end)
        }
        let beginning = name[..<end]
        return end == name.endIndex || beginning.count > 3 ? String(beginning) : ""
    }

    /// The width in average characters, generously: wide scripts and emoji count twice, capitals half more.
    private static func width(_ text: String) -> Double {
        text.unicodeScalars.reduce(0) { width, scalar in
            if scalar.value >= 0x1100 { return width + 2 }
            return width + (("A"..."Z").contains(scalar) || "mw@%#".unicodeScalars.contains(scalar) ? 1.4 : 1)
        }
    }
}
