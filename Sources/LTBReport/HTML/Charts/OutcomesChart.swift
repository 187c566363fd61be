// Owns the chart of requests ended per second, stacked by outcome.

internal import LTBAnalysis
internal import LTBEvents

/// Succeeded over the most frequent error over all other errors.
struct OutcomesChart {
    private static let top = 28.0
    private static let height = 180.0

    let page: PageContext
    let timeline: Timeline
    let time: TimeFrame
    private let merge: BucketMerge
    private let requests: [Double]
    private let errors: [Double]
    private let otherErrors: [Double]
    private let mainError: String?

    init?(_ page: PageContext) {
        guard let timeline = page.summary.timeline, let time = page.time, page.summary.totals.totalRequests > 0 else {
            return nil
        }
        self.page = page
        self.timeline = timeline
        self.time = time
        merge = timeline.merged(to: TimeFrame.chartPoints, in: page.summary.window)
        mainError = page.summary.totals.mainError
        requests = merge.rates(timeline.requests)
        errors = merge.rates(timeline.errors, partOf: timeline.requests)
        let main = mainError.flatMap { timeline.errorsByType[$0] } ?? []
        let mains = merge.rates(main, partOf: timeline.requests)
        otherErrors = zip(errors, mains).map { max($0 - $1, 0) }
    }

    var figure: Markup {
        Figure(
            heading: "Requests ended \(merge.rateWords), by outcome", notes: ["\(finding)\(incidents)", legend],
            content: chart + Figure.overTime
        ).markup
    }

    private var peak: Double { requests.max() ?? 0 }

    private var peakWords: String {
        merge.hasRates ? "\(NumberFormat.quantity(peak)) a second" : NumberFormat.trimmed(peak, places: 0)
    }

    private var finding: Markup {
        guard let index = requests.firstIndex(of: peak), !merge.ranges.isEmpty else { return .empty }
        let at = timeline.time(ofBucket: merge.ranges[index].lowerBound)
        let step = NumberFormat.step(seconds: merge.stepSeconds)
        return "Peak \(peakWords) at \(page.clock(at)); each step is \(step)."
    }

    private var incidents: Markup {
        let all = page.summary.incidents
        guard let incident = page.mainIncident, !time.bands.isEmpty else { return .empty }
        let more = all.count > 1 ? " and \(Plural.count(all.count - 1, "more incident"))" : ""
        return " Marked in every chart over time: \(page.sentence(incident))\(more)."
    }

    private var legend: Markup {
        let totals = page.summary.totals
        var entries: [(Markup, Markup)] = [
            (Paint.succeeded.swatch, "succeeded (\(NumberFormat.count(totals.successfulRequests)))")
        ]
        if let mainError {
            let count = totals.errors[mainError] ?? 0
            entries.append(
                (Paint.mainError.swatch, "\(VisibleText.name(mainError, to: 24)) (\(NumberFormat.count(count)))"))
            let others = totals.failedRequests - count
            if others > 0 { entries.append((Paint.otherErrors.swatch, "other errors (\(NumberFormat.count(others)))")) }
        }
        return Figure.seriesLegend(entries.map { (swatch: $0.0, text: $0.1) })
    }

    private var chart: Markup {
        let ticks = merge.hasRates ? LinearTicks(upTo: peak) : LinearTicks(upTo: peak, smallestStep: 1)
        let bottom = Self.top + Self.height
        var drawing = Drawing()
        drawing.bands(time.bands, top: 18, bottom: bottom)
        drawing.valueAxis(ticks, labels: AxisLabels.quantities(ticks.values), top: Self.top, height: Self.height)
        drawing.plot(top: Self.top, height: Self.height, areas(ticks))
        drawing.timeAxis(time.axis, y: bottom)
        drawing.timed(annotate)
        drawing.data = data
        return drawing.chart(
            id: "rps", height: bottom + 24, title: "Requests ended \(merge.rateWords) by outcome",
            description: "Stacked steps over time; peak \(peakWords); "
                + Plural.count(page.summary.totals.failedRequests, "failed request") + ".")
    }

    private var data: ChartData {
        let succeeded = zip(requests, errors).map { $0 - $1 }
        let mains = zip(errors, otherErrors).map { $0 - $1 }
        var layers = [("succeeded", succeeded)]
        if let mainError { layers.append((VisibleText.name(mainError, to: 24), mains)) }
        if otherErrors.contains(where: { $0 > 0 }) { layers.append(("other errors", otherErrors)) }
        return ChartData(
            edges: merge.edges, series: layers.map { ChartData.Series(name: $0.0, unit: merge.rateUnit, values: $0.1) })
    }

    private func areas(_ ticks: LinearTicks) -> Markup {
        let heights = { (values: [Double]) in values.map { ticks.y($0, height: Self.height) } }
        let zero = [Double](repeating: Self.height, count: requests.count)
        var areas: Markup = .empty
        let layers: [(tops: [Double], bottoms: [Double], fill: Markup)] = [
            (heights(requests), heights(errors), Paint.succeeded.fill),
            (heights(errors), heights(otherErrors), Paint.mainError.separatedFill),
            (heights(otherErrors), zero, Paint.otherErrors.separatedFill),
        ]
        for (index, layer) in layers.enumerated() where layer.tops != layer.bottoms {
            var path = PathBuilder()
            path.area(edges: merge.edges, tops: layer.tops, bottoms: layer.bottoms)
            areas += #"<path\#(ChartData.mark(index)) \#(layer.fill) d="\#(path.data)"/>"#
        }
        return areas
    }

    private func annotate(_ drawing: inout Drawing) {
        guard let incident = page.mainIncident else { return }
        let center = (time.axis.fraction(incident.start) + time.axis.fraction(incident.end)) / 2
        let anchor: Drawing.Anchor = center < 0.4 ? .start : center <= 0.6 ? .middle : .end
        drawing.text(
            page.annotation(incident), x: center, y: 12, anchor: anchor, paint: .bad, bold: true)
    }
}

extension RequestFigures {
    /// The most frequent error type; of equals the first by name.
    var mainError: String? { errorsByCount.first?.type }

    /// The error types by count, then name.
    var errorsByCount: [(type: String, count: Int64)] {
        errors.map { (type: $0.key, count: $0.value) }.sorted { ($1.count, $0.type) < ($0.count, $1.type) }
    }
}

extension Timeline {
    /// When a bucket begins.
    func time(ofBucket index: Int) -> Timestamp {
        let offset = (bucketSeconds * 1e9).rounded() * Double(index)
        let (time, overflow) = start.nanosecondsSince1970.addingReportingOverflow(Int64(min(offset, 9e18)))
        return Timestamp(nanosecondsSince1970: overflow ? .max : time)
    }
}
