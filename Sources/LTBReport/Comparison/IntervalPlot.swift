// Owns the chart of differences with their intervals: a row a figure.

internal import LTBAnalysis
internal import LTBStatistics

/// For each figure of a group a dot at its difference, and a line for the interval; in percent of the base, and of shares
/// in points beside it.
struct IntervalPlot {
    private static let row = 24.0
    let group: RunComparison.Group
    let id: String
    let threshold: Double

    init(group: RunComparison.Group, id: String, _ threshold: Double) {
        (self.group, self.id, self.threshold) = (group, id, threshold)
    }

    /// A difference with its interval, as shares of the base or in points.
    private struct Mark {
        let row: RunComparison.Row
        let value: Double
        let interval: ClosedRange<Double>?
    }

    var markup: Markup {
        let marks = group.rows.compactMap(Self.mark)
        let panels = [
            panel(marks.filter { $0.row.measure.unit != .share }, "in percent of the base", "", threshold, "%"),
            panel(marks.filter { $0.row.measure.unit == .share }, "in percentage points", "s", threshold / 5, "pp"),
        ].filter { !$0.isEmpty }
        guard !panels.isEmpty else { return .empty }
        let name = VisibleText.cut(group.name, to: 120)
        return """
            <h3 class="t">\(name)</h3><p class="mut">\(group.sizes)</p>
            <div class="\(panels.count > 1 ? "g2 tight" : "tight")">\(panels.joined())</div>

            """
    }

    private static func mark(_ row: RunComparison.Row) -> Mark? {
        guard let effect = row.effect else { return nil }
        guard row.measure.unit != .share else {
            return Mark(row: row, value: effect.difference, interval: effect.interval)
        }
        // What became longer than any answer, or no longer is, has no share of the base: its direction is known.
        if row.measure == .latencyWithFailures, !effect.difference.isFinite, effect.interval != nil {
            return Mark(row: row, value: effect.base.value.isFinite ? .infinity : -.infinity, interval: nil)
        }
        guard let relative = effect.relative, relative.isFinite else { return nil }
        let interval = effect.relativeInterval.flatMap { $0.upperBound.isFinite ? $0 : nil }
        return Mark(row: row, value: relative, interval: interval)
    }

    private func panel(_ marks: [Mark], _ unit: String, _ suffix: String, _ margin: Double, _ sign: String) -> Markup {
        guard !marks.isEmpty else { return .empty }
        let ends = marks.flatMap { [$0.value, $0.interval?.lowerBound, $0.interval?.upperBound] }.compactMap { $0 }
            .filter(\.isFinite)
        // One figure that is many times as large must not press the others together.
        let lower = min(-1.5 * margin, max(ends.min() ?? 0, -1)) * 100
        let upper = max(1.5 * margin, min(ends.max() ?? 0, 2)) * 100
        let ticks = LinearTicks(from: lower, to: upper, steps: 4)
        let bottom = Self.row * Double(marks.count)
        var drawing = Drawing()
        let (left, right) = (ticks.fraction(-100 * margin), ticks.fraction(100 * margin))
        drawing.rectangle(x: left, y: 0, width: right - left, height: bottom, .heat[0])
        drawing.horizontalAxis(ticks, labels: ticks.values.map { Self.label($0, sign) }, top: 0, bottom: bottom)
        drawing.line(from: (ticks.fraction(0), 0), to: (ticks.fraction(0), bottom), .axis)
        for (index, mark) in marks.enumerated() {
            draw(mark, y: (Double(index) + 0.5) * Self.row, ticks, in: &drawing)
        }
        let chart = drawing.chart(
            id: id + suffix, margins: .rows, height: bottom + 22, title: "Changes of \(group.shortName) \(unit)",
            description: marks.map { Self.words($0) }.joined(separator: "; "))
        return Figure(
            heading: "\(suffix.isEmpty ? "Measures" : "Shares")", notes: ["\(unit.capitalizedFirst)."], content: chart,
            indentation: 2
        ).markup
    }

    private func draw(_ mark: Mark, y: Double, _ ticks: LinearTicks, in drawing: inout Drawing) {
        let isCertain = [.better, .worse, .different].contains(mark.row.verdict)
        let paint: Paint = mark.row.verdict == .notComparable ? .axis : .percentiles[isCertain ? 2 : 0]
        if let interval = mark.interval {
            drawing.line(
                from: (ticks.fraction(interval.lowerBound * 100), y),
                to: (ticks.fraction(interval.upperBound * 100), y),
                paint, width: isCertain ? 3 : 2)
        }
        let dot: Paint = mark.row.verdict == .worse ? .mainError : isCertain ? .percentileLabels[2] : .succeeded
        if !mark.value.isFinite {
            // From where nothing changed to the end of the scale, and no dot: it lies beyond.
            drawing.line(from: (ticks.fraction(0), y), to: (mark.value > 0 ? 1 : 0, y), dot, width: 3)
        } else if mark.row.verdict != .notComparable {
            drawing.circle(x: ticks.fraction(mark.value * 100), y: y, radius: 4, dot)
        }
        drawing.text(
            LabelText.fit(mark.row.shortName, width: LabelText.rowCharacters), x: 0, y: y + 4, anchor: .end, dx: -8)
        // The margin has room for ten letters: the longest verdict takes two lines.
        let words = mark.row.verdict == .notComparable ? ["not", "comparable"] : [mark.row.verdict.rawValue]
        for (line, word) in words.enumerated() {
            drawing.text(
                word, x: 1, y: y + (words.count == 1 ? 4 : Double(11 * line - 1)), dx: 8,
                paint: mark.row.verdict == .worse ? .bad : .ink, bold: isCertain)
        }
    }

    private static func label(_ value: Double, _ sign: String) -> String {
        (value > 0 ? "+" : "") + NumberFormat.trimmed(value, places: 3) + NumberFormat.space + sign
    }

    private static func words(_ mark: Mark) -> String {
        let interval =
            mark.interval.map { " (\(ComparisonNumbers.interval($0, around: mark.value, mark.row.measure.unit)))" }
            ?? ""
        guard mark.value.isFinite else {
            return
                "\(mark.row.name) \(mark.value > 0 ? "to" : "from") longer than any answer, \(mark.row.verdict.rawValue)"
        }
        let value =
            mark.row.measure.unit == .share
            ? ComparisonNumbers.difference(mark.value, .share) : ComparisonNumbers.relative(mark.value)
        return "\(mark.row.name) \(value)\(interval), \(mark.row.verdict.rawValue)"
    }
}

extension RunComparison.Row {
    /// A name for the margin of a chart, which has room for 13 characters.
    fileprivate var shortName: String {
        switch measure {
        case .outputTokens: "tokens"
        case .latencyWithFailures: "all \(statisticName)"
        case .cost: "cost"
        case .score(let metric): metric
        case .passRate(let metric): metric
        case .passRateWithFailures(let metric): "all \(metric)"
        default: name
        }
    }
}
