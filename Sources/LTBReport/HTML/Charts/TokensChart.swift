// Owns the chart of tokens over time, stacked by kind.

internal import LTBAnalysis

/// Output under input that was read anew under input from a cache.
enum TokensChart {
    private static let top = 8.0
    private static let height = 220.0
    /// Output, input, cached input: steps of the heat ramp that differ from their background.
    private static let paints = [Paint.heat[6], Paint.heat[4], Paint.heat[3]]

    static func figure(_ page: PageContext) -> Markup {
        guard let timeline = page.summary.timeline, let time = page.time, hasTokens(page.summary.totals) else {
            return .empty
        }
        let merge = timeline.merged(to: TimeFrame.chartPoints, in: page.summary.window)
        return Figure(
            heading: "Tokens \(merge.rateWords)", notes: [legend(page.summary.totals)],
            content: chart(timeline, merge, time, page) + Figure.overTime
        ).markup
    }

    static func hasTokens(_ totals: RequestFigures) -> Bool {
        totals.totalInputTokens > 0 || totals.totalOutputTokens > 0
    }

    private static func legend(_ totals: RequestFigures) -> Markup {
        let fresh = totals.totalInputTokens - min(totals.totalCachedInputTokens, totals.totalInputTokens)
        var entries: [(swatch: Markup, text: Markup)] = [
            (paints[0].swatch, "output \(words(totals.measuredOutputTokens))"),
            (paints[1].swatch, "input \(words(totals.measuredInputTokens.map { _ in fresh }))"),
        ]
        if totals.totalCachedInputTokens > 0, totals.totalInputTokens > 0 {
            let share = Double(totals.totalCachedInputTokens) / Double(totals.totalInputTokens)
            let cached = NumberFormat.count(totals.totalCachedInputTokens)
            entries.append(
                (paints[2].swatch, "input from cache \(cached) (\(NumberFormat.wholeShare(share)) of input)"))
        }
        return Figure.seriesLegend(entries)
    }

    private static func words(_ count: Int64?) -> String { count.map(NumberFormat.count) ?? NumberFormat.notMeasured }

    private static func chart(
        _ timeline: Timeline, _ merge: BucketMerge, _ time: TimeFrame, _ page: PageContext
    ) -> Markup {
        let whole = zip(timeline.inputTokens, timeline.outputTokens).map { $0.addingSaturated($1) }
        let rate = { (counts: [Int64]) in merge.rates(counts, partOf: whole) }
        let output = rate(timeline.outputTokens)
        let input = rate(timeline.inputTokens)
        let fresh = zip(input, rate(timeline.cachedInputTokens)).map { max($0 - $1, 0) }
        let middle = zip(output, fresh).map { $0 + $1 }
        let all = zip(output, input).map { $0 + $1 }
        let ticks = LinearTicks(upTo: all.max() ?? 0)
        let bottom = top + height
        var drawing = Drawing()
        drawing.bands(time.bands, top: 0, bottom: bottom)
        drawing.valueAxis(ticks, labels: AxisLabels.quantities(ticks.values), top: top, height: height)
        let zero = [Double](repeating: 0, count: all.count)
        let layers = [
            (all, middle, paints[2].fill), (middle, output, paints[1].separatedFill),
            (output, zero, paints[0].separatedFill),
        ]
        let paths = layers.reversed().enumerated().reversed().filter { $0.element.0 != $0.element.1 }.map {
            index, layer -> Markup in
            let (tops, bottoms, fill) = layer
            var path = PathBuilder()
            path.area(
                edges: merge.edges, tops: tops.map { ticks.y($0, height: height) },
                bottoms: bottoms.map { ticks.y($0, height: height) })
            return #"<path\#(ChartData.mark(index)) \#(fill) d="\#(path.data)"/>"#
        }
        drawing.plot(top: top, height: height, paths.joined())
        drawing.timeAxis(time.axis, y: bottom, halfWidth: true)
        let cached = zip(input, fresh).map { $0 - $1 }
        let series = [("output", output), ("input", fresh), ("input from cache", cached)]
        drawing.data = ChartData(
            edges: merge.edges,
            series: series.prefix(all == middle ? 2 : 3).map { .init(name: $0.0, unit: merge.rateUnit, values: $0.1) })
        let totals = page.summary.totals
        return drawing.chart(
            id: "tokens", height: bottom + 26, title: "Tokens \(merge.rateWords)",
            description: "Stacked steps: output \(words(totals.measuredOutputTokens)), input "
                + "\(words(totals.measuredInputTokens)), of it from a cache "
                + "\(NumberFormat.count(totals.totalCachedInputTokens)).")
    }
}
