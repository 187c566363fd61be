// Owns the page as a whole: one HTML file that is complete without its script, and has nothing to load.

package import LTBAnalysis
internal import LTBEvents

/// The report as one static page.
///
/// The page follows the visual language: words first, then six figures, then evidence. It loads nothing, has no `style`
/// attribute, and its script only adds, so it is whole under any content security policy. It has the same bytes for
/// the same summary, and never more than 512,000 of them: what is too much is left out, and the page says so.
package struct HTMLReport: ReportFormat {
    private let title: String?
    private let assets: PageAssets

    /// A page; without a title it is called by the run's name.
    package init(title: String? = nil, assets: PageAssets = .inline) {
        self.title = title
        self.assets = assets
    }

    package func write(_ summary: RunSummary, to output: inout [UInt8]) {
        var page = ""
        for limits in PageLimits.ladder {
            page = markup(PageContext(summary, limits: limits)).source
            if page.utf8.count <= PageLimits.maximumBytes { break }
        }
        output.append(contentsOf: page.utf8)
    }

    /// The sections in their order.
    private static let sections: [any PageSection.Type] = [
        ModelsSection.self, TrafficSection.self, LatencySection.self, TokensSection.self, QualitySection.self,
        MetricsSection.self, TracesSection.self, SlowestSection.self, NumbersSection.self,
    ]

    private func markup(_ page: PageContext) -> Markup {
        let sections = Self.sections.map { (section: $0, content: $0.content(page)) }.filter { !$0.content.isEmpty }
        let objectives: Markup =
            page.summary.objectives.isEmpty
            ? .empty : ##"<li><a href="#\##(ObjectivesSection.id)">\##(ObjectivesSection.title)</a></li>"##
        let links = sections.map { ##"<li><a href="#\##($0.section.id)">\##($0.section.title)</a></li>"## as Markup }
        let main = sections.map { $0.section.markup($0.content) }
        return """
            \(head(page))<body>
            <a class="skip" href="#main">Skip to the sections</a>
            \(header(page))<nav aria-label="Sections"><ul>\(objectives)\(links.joined())</ul></nav>
            <main id="main"\(span(page))>
            \(main.joined())</main>
            \(Footer.markup(page))\(assets.script)</body></html>

            """
    }

    private func head(_ page: PageContext) -> Markup {
        let headline = Headline(page.summary).titleWithCause
        let name = MetaLine(page, title: title).name
        return PageHead(title: "\(headline) – \(name)", description: headline, assets: assets).markup
    }

    /// The time that the charts over time share, for the script: milliseconds since 1970, and how many.
    private func span(_ page: PageContext) -> Markup {
        guard let axis = page.time?.axis else { return .empty }
        let start = ChartData.number(Double(axis.start.nanosecondsSince1970) / 1e6, figures: 16)
        let span = ChartData.number(Double(axis.durationNanoseconds) / 1e6, figures: 16)
        return #" data-start="\#(start)" data-span="\#(span)""#
    }

    private func header(_ page: PageContext) -> Markup {
        let headline = Headline(page.summary)
        let deck = headline.deck.map { $0.isStrong ? "<b>\($0.text)</b>" : "\($0.text)" as Markup }
        return """
            <header>\(MetaLine(page, title: title).markup)<h1>\(headline.titleWithCause)</h1>
            <p class="deck">\(deck.joined())</p>
            \(NoticeLine.markup(page))\(KeyFigureList.markup(page))\(ObjectivesSection.markup(page))</header>

            """
    }
}

extension ReportFormat where Self == HTMLReport {
    /// A page; without a title it is called by the run's name.
    package static func html(title: String? = nil, assets: PageAssets = .inline) -> HTMLReport {
        HTMLReport(title: title, assets: assets)
    }
}
