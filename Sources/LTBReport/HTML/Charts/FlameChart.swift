// Owns the flame graph: where the time of all spans went.

internal import LTBAnalysis

/// A row a depth from the roots down, a box an operation, as wide as the time that it and all below it took.
struct FlameChart {
    private static let row = 22.0
    /// What is narrower is nothing that could be seen on a phone.
    private static let smallestWidth = 0.005
    /// Pixels of the plot on the narrowest phone, and on the narrowest screens that show what is of the classes `w` and
    /// `v`.
    private static let (phone, tablet, screen) = (188.0, 453.0, 753.0)
    private static let character = 6.8

    private let page: PageContext
    private let spans: SpanFigures
    private let layout: FlameLayout
    private let drawn: [FlameLayout.Box]

    init?(_ page: PageContext) {
        guard let spans = page.summary.spans else { return nil }
        layout = FlameLayout(spans.flame)
        guard !layout.boxes.isEmpty else { return nil }
        self.page = page
        self.spans = spans
        let seen = layout.boxes.filter { $0.width >= Self.smallestWidth && $0.depth < page.limits.chartRows }
        drawn = Array(seen.prefix(4 * page.limits.listRows))
    }

    var figure: Markup {
        let whole = NumberFormat.duration(seconds: layout.total)
        let left = layout.boxes.count - drawn.count
        let rest: Markup = left > 0 ? " \(Plural.count(left, "smaller box", "smaller boxes")) not drawn." : .empty
        let notes: [Markup] = [
            "Width: share of \(whole), the own time of all spans; below each operation is what it called.\(rest)",
            finding,
        ]
        return Figure(heading: "Where the time went", notes: notes, content: chart + numbers).markup
    }

    /// The operation in which most time was spent.
    private var finding: Markup {
        let operations = spans.slowestOperations
        guard let first = operations.max(by: { ($0.selfSeconds ?? 0) < ($1.selfSeconds ?? 0) }),
            let share = spans.shareOfOwn(first), operations.count > 1
        else { return .empty }
        return "\(NumberFormat.wholeShare(share)) was spent in \(page.name(first.name)) itself."
    }

    private var chart: Markup {
        var drawing = Drawing()
        for box in drawn { draw(box, in: &drawing) }
        let rows = 1 + (drawn.map(\.depth).max() ?? 0)
        let longest = drawn.prefix(8).map { VisibleText.name($0.name, to: 60) + " " + NumberFormat.share($0.width) }
        return drawing.chart(
            id: "flame", height: Double(rows) * Self.row, title: "Time by path of operations",
            description: longest.joined(separator: "; "))
    }

    private func draw(_ box: FlameLayout.Box, in drawing: inout Drawing) {
        let y = Double(box.depth) * Self.row
        let place: Markup =
            #"x="\#(percent: box.start)" y="\#(y)" width="\#(percent: box.width)" height="\#(Self.row)""#
        let title =
            VisibleText.name(box.name, to: page.limits.name) + ": " + NumberFormat.duration(seconds: box.total) + ", "
            + NumberFormat.share(box.width) + "; own " + NumberFormat.duration(seconds: box.own)
        drawing.add("<rect \(place) \(Paint.heat[1 + box.depth % 2].separatedFill)><title>\(title)</title></rect>")
        let label = label(box)
        guard !label.isEmpty else { return }
        drawing.add(##"<text x="\##(percent: box.start)" y="\##(y + 15)" fill="#15181c" dx="5">\##(label)</text>"##)
    }

    /// What of the name a phone has room for in the box, and what more wider screens have.
    private func label(_ box: FlameLayout.Box) -> Markup {
        let name = VisibleText.name(box.name, to: 60)
        let pieces = [Self.phone, Self.tablet, Self.screen].map { pixels in
            LabelText.beginning(of: name, width: (box.width * pixels - 8) / Self.character)
        }
        let (more, most) = (pieces[1].dropFirst(pieces[0].count), pieces[2].dropFirst(pieces[1].count))
        var label = Markup(text: pieces[0])
        if !more.isEmpty { label += #"<tspan class="w">\#(String(more))</tspan>"# }
        if !most.isEmpty {
            let end = pieces[2].count < name.count ? most.dropLast() + "…" : most
            label += #"<tspan class="v">\#(String(end))</tspan>"#
        }
        return label
    }

    private var numbers: Markup {
        let boxes = layout.boxes.filter { $0.own > 0 }
        let order = boxes.indices.sorted { (boxes[$1].own, $0) < (boxes[$0].own, $1) }
        let shown = order.prefix(page.limits.timeRows).map { boxes[$0] }
        let (own, total) = (DurationColumn(shown.map(\.own)), DurationColumn(shown.map(\.total)))
        var table = Table([
            .init(head: "Path"), .init(head: "Own time, \(own.unit)"), .init(head: "Of all"),
            .init(head: "With what it called, \(total.unit)"),
        ])
        for box in shown {
            let path = box.path.map { VisibleText.name($0, to: page.limits.name) }.joined(separator: " › ")
            table.add(
                page.message(path),
                [
                    .init(own.text(box.own)), .init(NumberFormat.share(box.own / layout.total)),
                    .init(total.text(box.total)),
                ])
        }
        let left = boxes.count - shown.count
        let rest: Markup = left > 0 ? "\(Plural.count(left, "more path")) left out." : .empty
        let markup = table.markup(label: "Paths of operations", caption: rest)
        return "<details><summary>The paths in numbers</summary>\(markup)</details>\n"
    }
}
