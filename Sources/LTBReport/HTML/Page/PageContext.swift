// Owns what every part of the page needs: the summary, its limits, the colours of models, the time axis.

internal import LTBAnalysis

/// What the parts of a page share.
struct PageContext {
    let summary: RunSummary
    let limits: PageLimits
    let series: SeriesColors
    /// The names of models, which no cut may make equal.
    let names: DistinctNames
    /// Nil without a timeline.
    let time: TimeFrame?

    init(_ summary: RunSummary, limits: PageLimits = PageLimits()) {
        self.summary = summary
        self.limits = limits
        let series = SeriesColors(summary.models, evaluations: summary.evaluations)
        self.series = series
        names = DistinctNames(
            summary.models.flatMap { [$0.model, series.label(provider: $0.provider, model: $0.model)] })
        time = TimeFrame(summary.timeline, incidents: summary.incidents)
    }

    /// A name from the log, cut; the whole of it in a title.
    func name(_ name: String) -> Markup {
        if let placeholder = ShownText.placeholder(of: name) { return "\(placeholder)" }
        let short = names.cut(name, to: limits.name)
        let whole = names.cut(name, to: limits.wholeName)
        return short == whole ? "\(short)" : #"<span title="\#(whole)">\#(short)</span>"#
    }

    /// A message from the log, cut.
    func message(_ message: String) -> Markup { "\(VisibleText.cut(message, to: limits.wholeName))" }

    /// A model as charts name it: with its provider only where another provider has a model of that name.
    func label(_ model: ModelFigures) -> String { series.label(provider: model.provider, model: model.model) }

    /// The models with most requests, in the summary's order.
    func largestModels(_ limit: Int, where isIncluded: (ModelFigures) -> Bool = { _ in true }) -> [ModelFigures] {
        let models = summary.models.filter(isIncluded)
        let largest = models.indices.sorted {
            (models[$1].requests.totalRequests, $0) < (models[$0].requests.totalRequests, $1)
        }
        return largest.prefix(limit).sorted().map { models[$0] }
    }
}

/// What is said of how many there are.
enum Plural {
    /// `1 model`, `6 models`.
    static func count(_ count: Int64, _ noun: String, _ plural: String? = nil) -> String {
        NumberFormat.count(count) + NumberFormat.space + (count == 1 ? noun : plural ?? noun + "s")
    }

    static func count(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
        Self.count(Int64(count), noun, plural)
    }
}
