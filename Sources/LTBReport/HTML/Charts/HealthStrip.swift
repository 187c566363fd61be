// Owns the strip of provider health: a lane a provider, coded by colour and by height.

internal import LTBAnalysis
internal import LTBEvents

/// What the status events reported, over time.
struct HealthStrip {
    private static let lane = 38.0
    /// Spans narrower than this share of the axis are not seen; the worst status in each of so many cells is.
    private static let cells = 400

    let page: PageContext
    let time: TimeFrame
    let statuses: [ProviderStatusFigures]

    init?(_ page: PageContext) {
        let statuses = page.summary.providerStatus.filter { !$0.changes.isEmpty }
        guard let time = page.time, !statuses.isEmpty else { return nil }
        self.page = page
        self.time = time
        self.statuses = Array(statuses.prefix(page.limits.panels))
    }

    var figure: Markup {
        let left = page.summary.providerStatus.count - statuses.count
        let rest: Markup = left > 0 ? " \(Plural.count(left, "more provider")) left out." : .empty
        let legend = Figure.legend([
            (Paint.succeeded.swatch, "healthy (thin)"), (Paint.degraded.swatch, "degraded"),
            (Paint.mainError.swatch, "unavailable (full height)"),
        ])
        return Figure(
            heading: "Provider health", notes: ["As reported by the status events of the run.\(rest)", legend],
            content: chart, numbers: numbers
        ).markup
    }

    private var numbers: Markup {
        var table = Table([.init(head: "Provider"), .init(head: "Status", isText: true), .init(head: "From")])
        let changes = statuses.flatMap { status in status.changes.map { (provider: status.provider, change: $0) } }
        for entry in changes.prefix(page.limits.listRows) {
            table.add(
                page.name(entry.provider), [.init(page.name(entry.change.status)), .init(page.clock(entry.change.at))])
        }
        let left = changes.count - page.limits.listRows
        let rest: Markup = left > 0 ? "\(Plural.count(left, "more change")) left out." : .empty
        return table.markup(label: "Provider health, numbers", caption: rest)
    }

    private var chart: Markup {
        let bottom = Self.lane * Double(statuses.count)
        var drawing = Drawing()
        drawing.bands(time.bands, top: 0, bottom: bottom)
        for (index, status) in statuses.enumerated() {
            let top = Self.lane * Double(index)
            drawing.timed { drawing in
                for span in spans(status) { draw(span, top: top, in: &drawing) }
            }
            drawing.text(LabelText.fit(status.provider, width: 30), x: 0, y: top + 16)
        }
        drawing.timeAxis(time.axis, y: bottom)
        return drawing.chart(
            id: "health", height: bottom + 24, title: "Provider health over time",
            description: statuses.map(describe).joined(separator: "; "))
    }

    private struct Span {
        let start: Double
        let end: Double
        let severity: Int
    }

    private func draw(_ span: Span, top: Double, in drawing: inout Drawing) {
        let height = [3.0, 9, 18][span.severity]
        let paint = [Paint.succeeded, .degraded, .mainError][span.severity]
        drawing.rectangle(
            x: span.start, y: top + 29 - height / 2, width: span.end - span.start, height: height, paint)
    }

    /// The spans of one status; where changes are too close to be seen, the worst of them.
    private func spans(_ status: ProviderStatusFigures) -> [Span] {
        var edges = status.changes.map { (fraction: time.axis.fraction($0.at), severity: severity($0.status)) }
        if edges.count > Self.cells { edges = coarse(edges) }
        return edges.indices.compactMap { index in
            let end = index + 1 < edges.count ? edges[index + 1].fraction : 1
            let span = Span(start: edges[index].fraction, end: end, severity: edges[index].severity)
            return span.end > span.start ? span : nil
        }
    }

    private func coarse(_ edges: [(fraction: Double, severity: Int)]) -> [(fraction: Double, severity: Int)] {
        var worst = [Int?](repeating: nil, count: Self.cells + 1)
        for edge in edges {
            let cell = Int(edge.fraction * Double(Self.cells))
            worst[cell] = max(worst[cell] ?? 0, edge.severity)
        }
        return worst.enumerated().compactMap { cell, severity in
            severity.map { (fraction: Double(cell) / Double(Self.cells), severity: $0) }
        }
    }

    private func severity(_ status: String) -> Int {
        switch status {
        case "healthy": 0
        case "unavailable", "unhealthy": 2
        default: 1
        }
    }

    private func describe(_ status: ProviderStatusFigures) -> String {
        let changes = status.changes.prefix(8).map { change in
            VisibleText.name(change.status, to: 20) + " from " + page.clock(change.at)
        }
        let more = status.changes.count > 8 ? ", …" : ""
        return VisibleText.name(status.provider, to: page.limits.name) + ": " + changes.joined(separator: ", ") + more
    }
}
