// Owns the anatomy of a chart: the outer SVG, whose x positions are percentages and whose y positions are pixels.

/// A chart being drawn. Text, dots and ticks stand in the outer SVG; what stretches stands in inner ones.
struct Drawing {
    /// The margins, which CSS sets by class.
    enum Margins: String {
        /// 60 px left, 40 px right.
        case plain = "c"
        /// 60 px left, 136 px right for labels at the ends of lines.
        case labelledEnds = "c r"
        /// 108 px left, 64 px right, for a label and a figure a row.
        case rows = "c n"
    }

    /// Which screens a label is for. Paper is narrow; without CSS every screen is wide.
    enum Look: String {
        case all = ""
        case wide = "w"
        case narrow = "nw"
    }

    enum Anchor: String {
        case start, middle, end
    }

    private(set) var body: Markup = .empty
    /// The values behind the chart, where someone can point at them.
    var data: ChartData?
    /// Whether x is the time that all charts share.
    private var isOverTime = false

    mutating func add(_ markup: Markup) { body += markup }

    /// Marks that stand at times: they move where only a part of the time is shown.
    mutating func timed(_ draw: (inout Drawing) -> Void) {
        body += #"<g class="tx">"#
        draw(&self)
        body += "</g>"
    }

    mutating func line(
        from start: (x: Double, y: Double), to end: (x: Double, y: Double), _ paint: Paint, width: Double = 1,
        dash: String? = nil
    ) {
        let dashes: Markup = dash.map { #" stroke-dasharray="\#($0)""# } ?? .empty
        body += #"<line x1="\#(percent: start.x)" y1="\#(start.y)" x2="\#(percent: end.x)" y2="\#(end.y)" "#
        body += #"\#(paint.stroke) stroke-width="\#(width)"\#(dashes)/>"#
    }

    /// A label; `tail` is a rest of it that narrow screens have no room for.
    mutating func text(
        _ text: String, tail: String = "", x: Double, y: Double, anchor: Anchor = .start, dx: Double = 0,
        paint: Paint = .ink, bold: Bool = false, look: Look = .all, outlined: Bool = false,
        series: Int? = nil
    ) {
        var attributes: Markup = #"x="\#(percent: x)" y="\#(y)"\#(ChartData.mark(series))"#
        var classes = paint == .ink ? "" : paint.fillClass
        if look != .all { classes += " \(look.rawValue)" }
        if outlined { classes += " o" }
        if !classes.isEmpty { attributes += #" class="\#(classes)""# }
        attributes += #" fill="\#(paint.light)""#
        if look == .narrow { attributes += #" display="none""# }
        if anchor != .start { attributes += #" text-anchor="\#(anchor.rawValue)""# }
        if dx != 0 { attributes += #" dx="\#(dx)""# }
        if bold { attributes += #" font-weight="600""# }
        if outlined {
            attributes += ##" stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke""##
        }
        let rest: Markup = tail.isEmpty ? .empty : #"<tspan class="w">\#(tail)</tspan>"#
        body += "<text \(attributes)>\(text)\(rest)</text>"
    }

    mutating func circle(x: Double, y: Double, radius: Double, _ paint: Paint) {
        body += #"<circle cx="\#(percent: x)" cy="\#(y)" r="\#(radius)" \#(paint.fill)/>"#
    }

    mutating func rectangle(
        x: Double, y: Double, width: Double, height: Double, _ paint: Paint, title: String? = nil
    ) {
        let attributes: Markup =
            #"x="\#(percent: x)" y="\#(y)" width="\#(percent: width)" height="\#(height)" \#(paint.fill)"#
        body += title.map { "<rect \(attributes)><title>\($0)</title></rect>" } ?? "<rect \(attributes)/>"
    }

    /// What stretches: paths in a view box of 1000 units by the height in pixels.
    mutating func plot(top: Double, height: Double, _ paths: Markup) {
        guard !paths.isEmpty else { return }
        body += #"<svg y="\#(top)" width="100%" height="\#(height)" viewBox="0 0 1000 \#(height)" "#
        body += #"preserveAspectRatio="none" overflow="visible">\#(paths)</svg>"#
    }

    /// A leader from a line's end to its label.
    mutating func leader(from y: Double, to labelY: Double) {
        body +=
            #"<svg x="100%" overflow="visible"><path d="M4 \#(y)L14 \#(labelY)" fill="none" "#
        body += #"\#(Paint.axis.stroke)/></svg>"#
    }

    /// The whole chart: `id` is ours, never a name from the log.
    func chart(
        id: String, margins: Margins = .plain, height: Double, title: String, description: String
    ) -> Markup {
        """
        <svg class="\(margins.rawValue)\(isOverTime ? " t" : "")" width="88%" height="\(height)" overflow="visible" role="img" \
        aria-labelledby="\(id)-t \(id)-d" font-family="system-ui,sans-serif" font-size="12">\
        <title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(description)</desc>\(body)</svg>\(data?.markup ?? .empty)
        """
    }
}

// The parts of a chart that all charts share.
extension Drawing {
    /// The marked spans, under everything else.
    mutating func bands(_ bands: [TimeFrame.Band], top: Double, bottom: Double) {
        guard !bands.isEmpty else { return }
        timed { drawing in
            for band in bands {
                drawing.rectangle(x: band.start, y: top, width: band.end - band.start, height: bottom - top, .band)
            }
        }
        bandEdges(bands, top: top, bottom: bottom)
    }

    /// The dotted edges of the marked spans alone, for charts that leave no background.
    mutating func bandEdges(_ bands: [TimeFrame.Band], top: Double, bottom: Double) {
        guard !bands.isEmpty else { return }
        timed { drawing in
            for edge in bands.flatMap({ [$0.start, $0.end] }) {
                drawing.line(from: (edge, top), to: (edge, bottom), .axis, dash: "2 3")
            }
        }
    }

    /// Gridlines and their labels, from the plot's bottom upwards.
    mutating func valueAxis(_ scale: some ValueScale, labels: [String], top: Double, height: Double) {
        for (value, label) in zip(scale.values, labels) {
            let y = top + height * (1 - scale.fraction(value))
            line(from: (0, y), to: (1, y), .grid)
            text(label, x: 0, y: y + 4, anchor: .end, dx: -8, paint: .muted)
        }
    }

    /// Upright gridlines and their labels below the plot; past 5 lines only every second one is labelled, and of those
    /// again every second one where a phone has no room for more.
    mutating func horizontalAxis(_ scale: some ValueScale, labels: [String], top: Double, bottom: Double) {
        let stride = labels.count > 5 ? 2 : 1
        let places = zip(scale.values, labels).map { (x: scale.fraction($0), label: $1) }
        let labelled = places.indices.filter { $0 % stride == 0 }
        let isTight = zip(labelled, labelled.dropFirst()).contains { first, second in
            let characters = places[first].label.count + places[second].label.count
            return (places[second].x - places[first].x) * Self.phoneWidth < Double(characters) * 3.5 + 6
        }
        for (index, place) in places.enumerated() {
            line(from: (place.x, top), to: (place.x, bottom), .grid)
            guard index % stride == 0 else { continue }
            let isSecond = index / stride % 2 == 1
            text(
                place.label, x: place.x, y: bottom + 16, anchor: .middle, paint: .muted,
                look: isTight && isSecond ? .wide : .all)
        }
    }

    /// About as many pixels a row chart's plot has on a phone.
    private static let phoneWidth = 180.0

    mutating func baseline(y: Double) {
        line(from: (0, y), to: (1, y), .axis)
    }

    /// The time axis below a plot. Where a label would touch the next one, every second is left out on narrow screens;
    /// of wide labels in a half-width chart only as many stay as fit on a phone.
    mutating func timeAxis(_ axis: TimeAxis, y: Double, halfWidth: Bool = false) {
        isOverTime = true
        baseline(y: y)
        body += #"<g class="ta" data-y="\#(y)">"#
        defer { body += "</g>" }
        let isWide = axis.labelWidth != .minutes
        let room = halfWidth && isWide ? 4 - axis.labelWidth.rawValue : axis.ticks.count
        // Dates stand at every second or fourth tick: what is left out goes by powers of two around the first of them.
        let first = axis.ticks.firstIndex(where: \.isDate)
        var stride = max(1, (axis.ticks.count + room - 1) / max(room, 1))
        if first != nil, stride == 3 { stride = 4 }
        for (index, tick) in axis.ticks.enumerated() {
            line(from: (tick.fraction, y), to: (tick.fraction, y + 4), .axis)
            let distance = abs(index - (first ?? 0))
            guard distance % stride == 0 else { continue }
            let isSecond = distance % 2 == 1 && (halfWidth || isWide)
            text(
                tick.label, x: tick.fraction, y: y + 18, anchor: .middle, paint: .muted, look: isSecond ? .wide : .all)
        }
    }

    /// The time axis of a small multiple: its first and last label only.
    mutating func smallTimeAxis(_ axis: TimeAxis, y: Double) {
        isOverTime = true
        baseline(y: y)
        body += #"<g class="ta small" data-y="\#(y)">"#
        defer { body += "</g>" }
        let labels = axis.ticks.isEmpty ? [] : [axis.ticks[0], axis.ticks[axis.ticks.count - 1]]
        if let first = labels.first { text(first.label, x: 0, y: y + 16, paint: .muted) }
        if axis.ticks.count > 1, let last = labels.last {
            let isWide = axis.labelWidth != .minutes
            text(last.label, x: 1, y: y + 16, anchor: .end, paint: .muted, look: isWide ? .wide : .all)
        }
    }
}
