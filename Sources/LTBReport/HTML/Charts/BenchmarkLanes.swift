// Owns the lanes of benchmarks over time.

internal import LTBAnalysis
internal import LTBEvents

/// For each benchmark when it ran, and how fast its examples were finished.
struct BenchmarkLanes {
    private static let lane = 64.0
    private static let plot = 30.0

    private let page: PageContext
    private let time: TimeFrame
    private let benchmarks: [BenchmarkFigures]

    init?(_ page: PageContext) {
        let timed = page.summary.benchmarks.filter { $0.startedAt != nil || !$0.progress.isEmpty }
        guard let time = page.time, !timed.isEmpty else { return nil }
        self.page = page
        self.time = time
        benchmarks = Array(timed.prefix(page.limits.panels))
    }

    var figure: Markup {
        let left = page.summary.benchmarks.count - benchmarks.count
        let rest: Markup = left > 0 ? " \(Plural.count(left, "benchmark")) not drawn." : .empty
        return Figure(
            heading: "Benchmarks", notes: ["\(explanation)\(rest)"],
            content: chart
        ).markup
    }

    private var explanation: String {
        let height = "Height shows examples finished per second, each on its own scale."
        return benchmarks.contains { !$0.progress.isEmpty } ? height + " Line: share done, from 0 to 100 %." : height
    }

    /// The share done, from nothing at the start.
    private func progress(_ benchmark: BenchmarkFigures) -> Markup {
        guard !benchmark.progress.isEmpty else { return .empty }
        var path = PathBuilder()
        if let start = benchmark.startedAt { path.move(time.axis.fraction(start) * 1000, Self.plot) }
        for point in benchmark.progress {
            let share = min(max(point.percent / 100, 0), 1)
            path.line(time.axis.fraction(point.at) * 1000, Self.plot * (1 - share))
        }
        return #"<path d="\#(path.data)" \#(Paint.ink.line(width: 1.25))/>"#
    }

    private var chart: Markup {
        let bottom = Self.lane * Double(benchmarks.count)
        var drawing = Drawing()
        drawing.bands(time.bands, top: 0, bottom: bottom)
        for (index, benchmark) in benchmarks.enumerated() {
            draw(benchmark, top: Double(index) * Self.lane, in: &drawing)
        }
        drawing.timeAxis(time.axis, y: bottom)
        return drawing.chart(
            id: "benchmarks", height: bottom + 24, title: "Benchmarks over time",
            description: benchmarks.map { label($0).name + label($0).figures }.joined(separator: "; "))
    }

    private func draw(_ benchmark: BenchmarkFigures, top: Double, in drawing: inout Drawing) {
        let span = span(benchmark)
        drawing.plot(top: top + 26, height: Self.plot, area(benchmark) + progress(benchmark))
        drawing.timed { $0.line(from: (span.start, top + 56), to: (span.end, top + 56), .succeeded, width: 2) }
        let (name, figures) = label(benchmark)
        drawing.text(name, tail: figures, x: 0, y: top + 17)
    }

    private func span(_ benchmark: BenchmarkFigures) -> (start: Double, end: Double) {
        let start = benchmark.startedAt ?? benchmark.progress.first?.at ?? time.axis.start
        let end = benchmark.endedAt ?? (benchmark.status == "completed" ? benchmark.progress.last?.at : nil)
        return (time.axis.fraction(start), end.map(time.axis.fraction) ?? 1)
    }

    /// Examples done and failed per second, from the timeline by benchmark.
    private func area(_ benchmark: BenchmarkFigures) -> Markup {
        guard let by = page.summary.timeline?.by, let examples = by.benchmark[benchmark.benchmarkID] else {
            return .empty
        }
        let count = max(examples.completedExamples.count, examples.failedExamples.count)
        let merge = BucketMerge(
            start: by.start, bucketSeconds: by.bucketSeconds, count: count, limit: TimeFrame.chartPoints)
        let sums = zip(merge.sum(examples.completedExamples), merge.sum(examples.failedExamples)).map {
            $0.addingSaturated($1)
        }
        let rates = sums.map { Double($0) }
        guard let peak = rates.max(), peak > 0, let first = rates.firstIndex(where: { $0 > 0 }),
            let last = rates.lastIndex(where: { $0 > 0 })
        else { return .empty }
        let tops = rates[first...last].map { Self.plot * (1 - max($0, 0) / peak) }
        let edges = (first...(last + 1)).map { index -> Double in
            let bucket = index < merge.ranges.count ? merge.ranges[index].lowerBound : count
            return time.axis.fraction(by.time(ofBucket: bucket)) * 1000
        }
        var path = PathBuilder()
        path.area(edges: edges, tops: tops, bottoms: [Double](repeating: Self.plot, count: tops.count))
        return #"<path \#(Paint.succeeded.fill) d="\#(path.data)"/>"#
    }

    /// `support-qa` and `: 5,277 done, 337 failed, 14 min 6 s`.
    private func label(_ benchmark: BenchmarkFigures) -> (name: String, figures: String) {
        var parts: [String] = []
        if let completed = benchmark.completedExamples {
            let total = benchmark.totalExamples.map { $0 == completed ? "" : " of " + NumberFormat.count($0) } ?? ""
            parts.append(NumberFormat.count(completed) + total + " done")
        }
        if let failed = benchmark.failedExamples, failed > 0 { parts.append(NumberFormat.count(failed) + " failed") }
        if let duration = benchmark.durationSeconds { parts.append(NumberFormat.duration(seconds: duration)) }
        if benchmark.status != "completed" { parts.append("not completed") }
        let name = VisibleText.name(benchmark.name ?? benchmark.benchmarkID, to: 24)
        return (name, parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
    }
}
