// Owns the small charts of an index: one figure over the runs, in the order in which they started.

/// One figure over runs: a dot a run; the neighbours of one name are joined where both are known.
struct TrendChart {
    private static let top = 6.0
    private static let height = 72.0
    /// More runs than this are not drawn: the last ones are.
    static let mostRuns = 120

    let id: String
    let heading: String
    let values: [Double?]
    /// How a value is written.
    let text: (Double) -> String
    /// How the ticks are written.
    let labels: ([Double]) -> [String]
    /// Where each run starts, for the ends of the axis.
    let times: [String]
    /// The same where there is little room.
    let shortTimes: [String]
    /// What each run is called: a line joins those of one name.
    let names: [String]

    /// Nothing where no run has the figure.
    var figure: Markup {
        let known = values.compactMap { $0 }.filter(\.isFinite)
        guard let largest = known.max(), let last = known.last else { return .empty }
        let change = known.count > 1 ? "Last \(text(last)), before \(text(known[known.count - 2]))" : text(last)
        let ticks = LinearTicks(upTo: largest, steps: 2)
        var drawing = Drawing()
        drawing.valueAxis(ticks, labels: labels(ticks.values), top: Self.top, height: Self.height)
        let places = values.indices.map { values.count > 1 ? Double($0) / Double(values.count - 1) : 0.5 }
        drawing.plot(top: Self.top, height: Self.height, line(places, ticks))
        for (place, value) in zip(places, values) {
            guard let value, value.isFinite else { continue }
            drawing.circle(x: place, y: Self.top + ticks.y(value, height: Self.height), radius: 2.5, .ink)
        }
        let bottom = Self.top + Self.height
        drawing.baseline(y: bottom)
        let isShort = times == shortTimes
        label(times, look: isShort ? .all : .wide, y: bottom + 16, in: &drawing)
        if !isShort { label(shortTimes, look: .narrow, y: bottom + 16, in: &drawing) }
        let chart = drawing.chart(
            id: id, height: bottom + 22, title: "\(heading) over the runs",
            description: "\(Plural.count(known.count, "run")); \(change); at most \(text(largest)).")
        return Figure(heading: "\(heading)", notes: ["\(change)"], content: chart).markup
    }

    /// The ends of the axis.
    private func label(_ times: [String], look: Drawing.Look, y: Double, in drawing: inout Drawing) {
        if let first = times.first { drawing.text(first, x: 0, y: y, paint: .muted, look: look) }
        if times.count > 1, let end = times.last {
            drawing.text(end, x: 1, y: y, anchor: .end, paint: .muted, look: look)
        }
    }

    private func line(_ places: [Double], _ ticks: LinearTicks) -> Markup {
        var path = PathBuilder()
        for name in Set(names).sorted() {
            path.gap()
            for index in values.indices where names[index] == name {
                guard let value = values[index], value.isFinite else {
                    path.gap()
                    continue
                }
                path.line(places[index] * 1000, ticks.y(value, height: Self.height))
            }
        }
        return #"<path d="\#(path.data)" \#(Paint.succeeded.line(width: 1.5))/>"#
    }
}
