// Owns what an index of runs knows of each run: a few figures, never the whole summary.

package import LTBAnalysis
internal import LTBEvents

/// A run in an index.
package struct IndexEntry: Sendable {
    /// The file name of its page, which is safe in a link.
    package let page: String
    /// What the run is called.
    let name: String
    /// What was run, `main at 4f1c9ae`; empty where no label says so.
    let place: String
    /// What happened, but for its objectives, so that all runs are told in one form.
    let headline: String
    let start: Timestamp?
    let durationSeconds: Double?
    let requests: Int64
    let errorRate: Double?
    let p50: Double?
    let p95: Double?
    let cost: Double?
    let unpricedRequests: Int64
    /// What is said of its objectives, of a bad end, of firing alerts and of what could not be read or, without any of
    /// these, its own status; nil where none is known.
    let verdict: String?
    let isBad: Bool

    /// What there is to say of a run whose page is in a file of this name.
    package init(_ summary: RunSummary, page: String) {
        let totals = summary.totals
        self.page = page
        let meta = MetaLine(PageContext(summary), title: nil)
        (name, place) = (meta.name, meta.place)
        var told = summary
        told.objectives = []
        headline = Headline(told).titleWithCause
        start = summary.window?.start
        durationSeconds = summary.window?.durationSeconds
        requests = totals.totalRequests
        errorRate = totals.errorRate
        p50 = totals.latency?.p50
        p95 = totals.latency?.p95
        cost = totals.totalCost
        unpricedRequests = totals.unpricedRequests
        let objectives = summary.overallObjectives
        let missed = objectives.filter { $0.isMet == false }.count
        let met = objectives.filter { $0.isMet == true }.count
        let isPart = met < objectives.count
        let judged =
            missed > 0
            ? "\(missed) of \(objectives.count) missed"
            : met == 0 ? nil : isPart ? "\(met) of \(objectives.count) met" : "met"
        let ending = RunVerdict(summary).short
        let losses = Notice.losses(of: summary.log).first?.label.lowercased()
        let bad = ending == nil && losses == nil ? nil : [ending, losses].compactMap { $0 }.joined(separator: ", ")
        // What is bad about the run stands beside objectives that were met.
        let words = [judged, bad].compactMap { $0 }
        verdict =
            words.isEmpty
            ? summary.run?.status.map { VisibleText.cut($0, to: 20) }
            : words.joined(separator: missed == 0 && bad != nil ? ", but " : ", ")
        isBad = missed > 0 || bad != nil
    }
}
