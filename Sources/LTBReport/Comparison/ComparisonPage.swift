// Owns the page of a comparison: what changed in words first, then how large and how sure, then the figures.

package import LTBAnalysis

/// A comparison as one static page in the report's language, complete without its script, with nothing to load.
///
/// At most 512,000 bytes: charts are of the models with most requests, and tables of as many models as fit.
package struct ComparisonPage: ComparisonFormat {
    /// More models have no charts of their own.
    private static let mostCharts = 8
    private let title: String?
    private let assets: PageAssets

    /// A page; without a title it is called by the two runs.
    package init(title: String? = nil, assets: PageAssets = .inline) {
        self.title = title
        self.assets = assets
    }

    package func write(_ comparison: RunComparison, to output: inout [UInt8]) {
        var page = ""
        for tables in [256, 64, 16] {
            page = markup(comparison, tables: tables).source
            if page.utf8.count <= PageLimits.maximumBytes { break }
        }
        output.append(contentsOf: page.utf8)
    }

    private func markup(_ comparison: RunComparison, tables: Int) -> Markup {
        let words = ComparisonWords(comparison)
        let name = title ?? "\(Self.baseName(comparison)) → \(Self.name(comparison.candidate.summary))"
        return """
            \(PageHead(title: "\(words.headline) – \(name)", description: words.headline, assets: assets).markup)<body>
            <a class="skip" href="#main">Skip to the sections</a>
            \(header(comparison, words, name: VisibleText.cut(name, to: 120)))\
            \(navigation(comparison))
            <main id="main">
            \(sections(comparison, tables: tables))</main>
            <footer>Base: \(VisibleText.cut(ComparedOrigin.base(comparison), to: 400)) \
            Candidate: \(VisibleText.cut(ComparedOrigin.text(comparison.candidate.summary), to: 400)) \
            \(ComparedOrigin.method(comparison)) Latency is that of successful requests.</footer>
            \(assets.script)</body></html>

            """
    }

    private static func baseName(_ comparison: RunComparison) -> String {
        comparison.past.map { VisibleText.cut($0.name, to: 60) } ?? name(comparison.base.summary)
    }

    private static func name(_ summary: RunSummary) -> String {
        let file = summary.log.files.first.map { $0.name == "-" ? "standard input" : $0.name }
        let more = summary.log.files.count > 1 ? " and \(summary.log.files.count - 1) more" : ""
        return VisibleText.cut(summary.run?.name ?? file.map { $0 + more } ?? "run", to: 60)
    }

    private func header(_ comparison: RunComparison, _ words: ComparisonWords, name: String) -> Markup {
        let deck = words.deck.map { VisibleText.cut($0, to: 300) }.joined(separator: " ")
        let notices = ComparisonNotices(comparison).sentences.map { sentence -> Markup in
            "<span>\(VisibleText.cut(sentence, to: 400))</span>"
        }
        let note: Markup =
            notices.isEmpty ? .empty : #"<p class="note" role="note">\#(notices.joined(separator: " "))</p>"# + "\n"
        return """
            <header><p class="meta"><b>\(name)</b></p>
            <h1>\(VisibleText.cut(words.headline, to: 300))</h1>
            <p class="deck">\(deck)</p>
            \(note)\(counts(comparison))</header>

            """
    }

    /// How many figures there are of each verdict.
    private func counts(_ comparison: RunComparison) -> Markup {
        let order: [RunComparison.Verdict] = [.worse, .better, .different, .same, .unclear, .notComparable]
        let entries = order.map { verdict -> Markup in
            let rows = comparison.rows.filter { $0.verdict == verdict }
            var names: [String] = []
            for name in rows.map(\.name) where !names.contains(name) { names.append(name) }
            let shown = names.prefix(4).joined(separator: ", ") + (names.count > 4 ? ", …" : "")
            return """
                <div><dt>\(verdict.rawValue.capitalizedFirst)</dt><dd class="v">\(NumberFormat.count(Int64(rows.count)))</dd>\
                <dd>\(VisibleText.cut(shown, to: 80))</dd></div>
                """
        }
        return #"<dl class="key">\#(entries.joined())</dl>"# + "\n"
    }

    private func navigation(_ comparison: RunComparison) -> Markup {
        guard !comparison.groups.isEmpty else { return .empty }
        let all = [("changes", "Changes"), ("percentiles", "Percentiles"), ("figures", "Figures")]
        let links = all.map { ##"<li><a href="#\##($0.0)">\##($0.1)</a></li>"## as Markup }.joined()
        return #"<nav aria-label="Sections"><ul>\#(links)</ul></nav>"#
    }

    private func sections(_ comparison: RunComparison, tables: Int) -> Markup {
        guard !comparison.groups.isEmpty else { return "<section><p>The runs have no model in common.</p></section>\n" }
        let compared = comparison.groups.filter { !$0.isNew }
        let charted = Self.charted(compared)
        let plots = charted.enumerated().map { IntervalPlot(group: $1, id: "change\($0)", comparison.threshold).markup }
        let curves = charted.enumerated().map { ComparedCurves(group: $1, id: "curve\($0)", series: $0).figure }
        let left = compared.count - charted.count
        let rest = left > 0 ? " Of \(Plural.count(left, "more model")) there are tables only." : ""
        let curveMarkup: Markup = curves.allSatisfy(\.isEmpty) ? "<p>Not measured.</p>" : curves.joined()
        return """
            <section id="changes" aria-labelledby="h-changes"><h2 id="h-changes">Changes</h2>
            <p>Each line is the 95 % interval of a difference, each dot the difference that was seen. Left is less. What lies \
            within the shaded band does not matter.\(rest)</p>
            \(plots.joined())</section>
            <section id="percentiles" aria-labelledby="h-percentiles"><h2 id="h-percentiles">Latency by percentile</h2>
            <p>Of successful requests; from p25, stretched towards the tail.</p>
            <div class="\(charted.count > 1 ? "g2" : "g1")">\(curveMarkup)</div></section>
            <section id="figures" aria-labelledby="h-figures"><h2 id="h-figures">Figures</h2>
            \(comparison.groups.prefix(tables).map(ComparisonTable.markup).joined())</section>

            """
    }

    /// All together, and the models with most requests, in their order.
    private static func charted(_ groups: [RunComparison.Group]) -> [RunComparison.Group] {
        let order = groups.indices.sorted {
            (groups[$1].base.counts.ended, $0) < (groups[$0].base.counts.ended, $1)
        }
        return order.prefix(mostCharts).sorted().map { groups[$0] }
    }
}
