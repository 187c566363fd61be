// Owns the chart of two runs' latencies by percentile, over each other.

internal import LTBAnalysis

/// The base in grey, the candidate in the model's colour.
struct ComparedCurves {
    private static let (top, height) = (8.0, 220.0)
    let group: RunComparison.Group
    let id: String
    /// The place of the model among the colours.
    let series: Int

    var figure: Markup {
        let curves = [group.base.latencyCurve, group.candidate.latencyCurve]
        let values = curves.joined().map(\.value).filter { $0 > 0 }
        guard let smallest = values.min(), let largest = values.max(), curves.allSatisfy({ !$0.isEmpty }) else {
            return .empty
        }
        let scale = LogTicks(around: smallest, largest)
        var drawing = Drawing()
        let bottom = Self.top + Self.height
        drawing.valueAxis(scale, labels: AxisLabels.seconds(scale.values), top: Self.top, height: Self.height)
        PercentileCurves.quantileAxis(in: &drawing, top: Self.top, bottom: bottom)
        let paints = [Paint.other, group.baseModel == nil ? .ink : Paint.series[series % 8]]
        drawing.plot(
            top: Self.top, height: Self.height,
            zip(curves, paints).map { path($0, $1, scale) }.joined())
        drawing.baseline(y: bottom)
        var ends = EndLabels()
        for (name, (curve, paint)) in zip(["base", "candidate"], zip(curves, paints)) {
            guard let last = curve.last else { continue }
            ends.add(
                name: name, x: PercentileCurves.x(last.quantile),
                y: Self.top + scale.y(last.value, height: Self.height), paint: paint)
        }
        ends.draw(in: &drawing, range: Self.top...bottom)
        let chart = drawing.chart(
            id: id, margins: .labelledEnds, height: bottom + 24,
            title: "Latency by percentile of \(group.shortName), base and candidate", description: words(curves))
        let name = VisibleText.cut(group.name, to: 80)
        return Figure(heading: "\(name)", notes: ["\(words(curves)).", warning].compactMap { $0 }, content: chart)
            .markup
    }

    /// What the curves do not show: those of survivors look fast.
    private var warning: Markup? {
        let row = group.rows.first { row in
            row.measure == .latency && row.verdict == .notComparable && row.reason != nil && row.effect != nil
        }
        return row.flatMap { row in
            row.reason.map { "Not comparable, since \(ComparisonWords.sentence($0, of: row))." }
        }
    }

    private func path(_ curve: [DistributionFigures.QuantilePoint], _ paint: Paint, _ scale: LogTicks) -> Markup {
        var path = PathBuilder()
        for point in curve {
            path.line(PercentileCurves.x(point.quantile) * 1000, scale.y(point.value, height: Self.height))
        }
        return #"<path d="\#(path.data)" \#(paint.line(width: 1.75))/>"#
    }

    /// Both at the highest percentile that is measured in both.
    private func words(_ curves: [[DistributionFigures.QuantilePoint]]) -> String {
        let end = curves.compactMap(\.last?.quantile).min() ?? 0
        let values = curves.map { curve in
            NumberFormat.duration(seconds: curve.last { $0.quantile <= end }?.value ?? 0)
        }
        return "\(PercentileCurves.percentile(end)): base \(values[0]), candidate \(values[1])"
    }
}
