// Owns the index of runs: trends over them, and a row a run that links to its page.

internal import LTBEvents

/// The page that lists runs: static, in the report's own language, and as bounded as a report is.
package struct IndexPage: Sendable {
    /// More runs than this are not listed: the last ones are.
    private static let mostRows = 800
    /// Unicode scalars of a headline, from what any has to what very many leave room for; the page takes the first with
    /// which it is small enough.
    private static let headlines = [240, 160, 100, 40]

    /// Bytes that the trends and the rest of the page take, whatever rows there are.
    private static let roomBesideRows = 16_000

    private let title: String?
    private let assets: PageAssets

    /// An index; without a title it is called "Runs".
    package init(title: String? = nil, assets: PageAssets = .inline) {
        self.title = title
        self.assets = assets
    }

    /// The page: UTF-8 that ends with a newline, the same for the same runs in any order.
    package func bytes(of entries: [IndexEntry]) -> [UInt8] {
        // By start, the last one in front; runs without one end the list; of equals the page's name decides.
        let ordered = entries.sorted { left, right in
            let (one, two) = (Self.instant(left), Self.instant(right))
            return one == two ? left.page < right.page : one < two
        }
        var page = ""
        for headline in Self.headlines {
            page = markup(ordered, headline: headline, rows: Self.mostRows).source
            if page.utf8.count <= PageLimits.maximumBytes { return Array(page.utf8) }
        }
        // Names alone may be too long for that many rows.
        var rows = min(Self.mostRows, ordered.count)
        while rows > 0, page.utf8.count > PageLimits.maximumBytes {
            rows = min(rows - 1, rows * (PageLimits.maximumBytes - Self.roomBesideRows) / page.utf8.count)
            page = markup(ordered, headline: Self.headlines.min() ?? 0, rows: max(0, rows)).source
        }
        return Array(page.utf8)
    }

    private static func instant(_ entry: IndexEntry) -> Int64 { entry.start?.nanosecondsSince1970 ?? .min }

    private func markup(_ entries: [IndexEntry], headline: Int, rows: Int) -> Markup {
        let name = VisibleText.cut(title ?? "Runs", to: 80)
        return """
            \(PageHead(title: name, description: Self.sentence(entries), assets: assets).markup)<body>
            <header><h1>\(name)</h1>
            <p class="deck">\(Self.sentence(entries))</p>
            </header>
            <main id="main">
            \(trends(entries.filter { $0.start != nil }))\(table(entries, headline: headline, rows: rows))</main>
            <footer>\(Self.leftOut(entries.count - rows))Latency is that of successful requests. Times are UTC.</footer>
            \(assets.script)</body></html>

            """
    }

    private static func sentence(_ entries: [IndexEntry]) -> String {
        let runs = Plural.count(entries.count, "run")
        let requests = Plural.count(entries.map(\.requests).saturatingSum, "request")
        let known = entries.compactMap(\.start)
        guard let first = known.first, let last = known.last else { return "\(runs) with \(requests)." }
        let (from, to) = (CivilTime(first).date, CivilTime(last).date)
        return "\(runs) with \(requests), " + (from == to ? "on \(from)." : "from \(from) to \(to).")
    }

    private static func leftOut(_ left: Int) -> String {
        left > 0 ? "\(Plural.count(left, "older run")) not listed; their pages are beside this one. " : ""
    }

    private func trends(_ entries: [IndexEntry]) -> Markup {
        let shown = entries.suffix(TrendChart.mostRuns)
        guard shown.count > 1 else { return .empty }
        let days = shown.map { $0.start.map { CivilTime($0) } }
        let isOneYear = Set(days.map { $0?.year }).count == 1
        let times = days.map { day in day.map { isOneYear ? $0.shortDate : $0.isoDate } ?? "" }
        // Of a date a small chart has room for the month.
        let shortTimes = isOneYear ? times : times.map { String($0.dropLast(3)) }
        let names = shown.map(\.name)
        let charts = [
            TrendChart(
                id: "t-p95", heading: "Latency p95", values: shown.map(\.p95),
                text: NumberFormat.duration, labels: AxisLabels.seconds, times: times,
                shortTimes: shortTimes, names: names),
            TrendChart(
                id: "t-errors", heading: "Error rate", values: shown.map(\.errorRate),
                text: NumberFormat.share, labels: { $0.map { NumberFormat.trimmed($0 * 100, places: 3) + " %" } },
                times: times,
                shortTimes: shortTimes, names: names),
            TrendChart(
                id: "t-cost", heading: "Cost", values: shown.map(\.cost),
                text: NumberFormat.cost, labels: AxisLabels.dollars, times: times,
                shortTimes: shortTimes, names: names),
            TrendChart(
                id: "t-requests", heading: "Requests", values: shown.map { Double($0.requests) },
                text: RecordedUnit.number, labels: AxisLabels.quantities, times: times,
                shortTimes: shortTimes, names: names),
        ]
        let last = shown.count < entries.count ? "The last \(shown.count) runs. " : ""
        let lines = Set(names).count > 1 ? "; a line joins runs of one name" : ""
        let note = "\(last)Each run stands at its place in the order, not in time\(lines)."
        return """
            <section id="trends" aria-labelledby="h-trends"><h2 id="h-trends">Trends</h2><p>\(note)</p>
            <div class="g4 tight">\(charts.map(\.figure).joined())</div></section>

            """
    }

    private func table(_ entries: [IndexEntry], headline: Int, rows: Int) -> Markup {
        guard !entries.isEmpty else { return "<p>No run.</p>\n" }
        let shown = entries.suffix(rows).reversed()
        let latency = DurationColumn(shown.flatMap { [$0.p50, $0.p95] })
        let times = Dictionary(shown.map { ($0.name, 1) }, uniquingKeysWith: +)
        let hasVerdict = shown.contains { $0.verdict != nil }
        var columns: [Table.Column] = [
            .init(head: "Run"), .init(head: "What happened", isText: true), .init(head: "Started"),
            .init(head: "Duration"), .init(head: "Requests"),
            .init(head: "Errors"), .init(head: "p50, \(latency.unit)"), .init(head: "p95, \(latency.unit)"),
            .init(head: "Cost"),
        ]
        if hasVerdict { columns.append(.init(head: "Verdict", isText: true)) }
        var table = Table(columns)
        for entry in shown {
            let verdict = Table.Cell("\(entry.verdict ?? "")", isBad: entry.isBad, wraps: true)
            let told = Table.Cell("\(VisibleText.cut(entry.headline, to: headline))", isMuted: true, wraps: true)
            let link = Self.link(entry, isAlone: times[entry.name] == 1)
            table.add(link, [told] + Self.cells(entry, latency) + (hasVerdict ? [verdict] : []))
        }
        return """
            <section id="runs" aria-labelledby="h-runs"><h2 id="h-runs">Runs</h2>
            \(table.markup(label: "Runs, table", caption: "The last one first."))</section>

            """
    }

    /// The run's name; of several of one name with what tells them apart.
    private static func link(_ entry: IndexEntry, isAlone: Bool) -> Markup {
        let file = isAlone ? "" : String(entry.page.dropLast(".html".count))
        let origin = [entry.place, file].filter { !$0.isEmpty }.joined(separator: " · ")
        let small: Markup = origin.isEmpty ? .empty : "<br><small>\(VisibleText.cut(origin, to: 48))</small>"
        return #"<a href="\#(entry.page)">\#(VisibleText.name(entry.name, to: 60))</a>\#(small)"#
    }

    private static func cells(_ entry: IndexEntry, _ latency: DurationColumn) -> [Table.Cell] {
        let civil = entry.start.map { CivilTime($0) }
        let rate = entry.errorRate
        let cost = entry.cost.map(NumberFormat.cost) ?? (entry.unpricedRequests > 0 ? "unpriced" : NumberFormat.dash)
        return [
            .init(civil.map { "\($0.isoDate) \($0.clock)" } ?? NumberFormat.dash),
            .init(entry.durationSeconds.map { NumberFormat.duration(seconds: $0) } ?? NumberFormat.dash),
            .init(NumberFormat.count(entry.requests)),
            .init(rate.map { NumberFormat.share($0, apartFrom: 0.01) } ?? NumberFormat.dash, isBad: (rate ?? 0) > 0.01),
            .init(latency.text(entry.p50)), .init(latency.text(entry.p95)), .init(cost),
        ]
    }
}
