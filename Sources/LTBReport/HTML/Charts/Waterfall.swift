// Owns the waterfall of a trace: its spans over time.

internal import LTBAnalysis

/// A row a span, its label above its bar.
struct Waterfall {
    private static let row = 26.0
    /// A bar that could be seen.
    private static let smallestWidth = 0.004

    private let page: PageContext
    private let index: Int
    private let trace: SlowTrace
    private let spans: [SlowTrace.Span]
    private let scale: LinearTicks

    /// The trace of an index among the slowest.
    init(_ page: PageContext, _ index: Int, _ trace: SlowTrace) {
        self.page = page
        self.index = index
        self.trace = trace
        let longest = trace.spans.indices.sorted {
            (trace.spans[$1].durationSeconds ?? 0, $0) < (trace.spans[$0].durationSeconds ?? 0, $1)
        }
        spans = longest.prefix(page.limits.chartRows).sorted().map { trace.spans[$0] }
        // Small steps, so that little of the width is beyond the last end.
        scale = LinearTicks(
            from: spans.map(\.startSeconds).min() ?? 0, to: spans.map(\.endSeconds).max() ?? 0, steps: 8)
    }

    var figure: Markup {
        let failed = trace.spans.count { $0.status == "error" }
        let errors = failed > 0 ? ", \(NumberFormat.count(Int64(failed))) with an error" : ""
        let count = Plural.count(trace.spanCount, "span")
        let left = trace.spanCount - spans.count
        let rest: Markup = left > 0 ? " \(Plural.count(left, "shorter span")) not drawn." : .empty
        let note: Markup =
            "\(NumberFormat.duration(seconds: trace.durationSeconds)) from \(page.clock(trace.start)), \(count)\(errors).\(rest)"
        return Figure(
            heading: "Trace <code>\(page.name(trace.traceID))</code>", notes: [note], content: chart + numbers
        ).markup
    }

    private var chart: Markup {
        let bottom = Self.row * Double(spans.count)
        var drawing = Drawing()
        drawing.horizontalAxis(scale, labels: AxisLabels.seconds(scale.values), top: 0, bottom: bottom)
        for (place, span) in spans.enumerated() { draw(span, top: Double(place) * Self.row, in: &drawing) }
        let description = spans.map { VisibleText.name($0.name, to: 60) + " " + Self.took($0) }
        return drawing.chart(
            id: "trace\(index)", height: bottom + 22, title: "Spans of a slow trace over time",
            description: description.joined(separator: "; "))
    }

    private func draw(_ span: SlowTrace.Span, top: Double, in drawing: inout Drawing) {
        let isError = span.status == "error"
        let start = scale.fraction(span.startSeconds)
        let width = max(scale.fraction(span.endSeconds) - start, Self.smallestWidth)
        drawing.rectangle(
            x: min(start, 1 - width), y: top + 17, width: width, height: 6, isError ? .mainError : .succeeded)
        let name = LabelText.fit(ShownText.placeholder(of: span.name) ?? span.name, width: isError ? 14 : 20)
        let label = name + " " + Self.took(span) + (isError ? ", error" : "")
        // In the right half there is room to the left only.
        let isLate = start > 0.5
        drawing.text(
            label, x: isLate ? min(1, start + width) : start, y: top + 13, anchor: isLate ? .end : .start,
            outlined: true)
    }

    private static func took(_ span: SlowTrace.Span) -> String {
        span.durationSeconds.map(NumberFormat.duration) ?? NumberFormat.notMeasured
    }

    private var numbers: Markup {
        let shown = trace.spans.prefix(page.limits.timeRows)
        let (start, took) = (
            DurationColumn(shown.map(\.startSeconds)), DurationColumn(shown.map(\.durationSeconds))
        )
        var table = Table([
            .init(head: "Span"), .init(head: "Began after, \(start.unit)"), .init(head: "Took, \(took.unit)"),
            .init(head: "Depth"), .init(head: "Status", isText: true),
        ])
        for span in shown {
            table.add(
                page.name(span.name),
                [
                    .init(start.text(span.startSeconds)), .init(took.text(span.durationSeconds)),
                    .init("\(span.depth)"), .init(span.status ?? NumberFormat.dash, isBad: span.status == "error"),
                ])
        }
        let left = trace.spanCount - shown.count
        let rest: Markup = left > 0 ? "\(Plural.count(left, "span")) left out." : .empty
        let markup = table.markup(label: "Spans of trace \(index + 1)", caption: rest)
        return "<details><summary>The spans in numbers</summary>\(markup)</details>\n"
    }
}

extension SlowTrace.Span {
    /// When it ended, after the root began.
    fileprivate var endSeconds: Double { startSeconds + (durationSeconds ?? 0) }
}
