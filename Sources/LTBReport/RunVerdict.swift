// Owns what is bad about a run although no figure shows it: how it ended, and which alerts are still firing.

package import LTBAnalysis

/// A run that ended badly, or with a critical alert firing, in words.
package struct RunVerdict: Sendable, Equatable {
    /// `The run was aborted with the critical alert BudgetExceeded firing`, without a stop; nil where all is well.
    package let sentence: String?
    /// The same in a few words, `aborted, 1 critical alert`; nil where all is well.
    package let short: String?

    /// Judges the run by its status, and by the critical alerts that no event resolved.
    package init(_ summary: RunSummary) {
        let endings = summary.runs.compactMap(Self.verb)
        let alerts = summary.alerts.filter { $0.isCritical && $0.isFiring }
        let critical =
            alerts.count == 1
            ? "the critical alert \(Headline.short(alerts[0].name))" : "\(alerts.count) critical alerts"
        if let ending = Self.ending(endings, of: summary.runs.count) {
            sentence = ending + (alerts.isEmpty ? "" : " with \(critical) firing")
        } else if alerts.isEmpty {
            sentence = nil
        } else {
            let verb = alerts.count == 1 ? "is" : "are"
            sentence = "\(critical.prefix(1).uppercased())\(critical.dropFirst()) \(verb) still firing"
        }
        let words = [
            endings.isEmpty ? nil : summary.runs.count == 1 ? summary.run?.status : "\(endings.count) failed",
            alerts.isEmpty ? nil : Headline.counted(Int64(alerts.count), "critical alert"),
        ].compactMap { $0 }
        short = words.isEmpty ? nil : words.joined(separator: ", ")
    }

    private static func ending(_ verbs: [String], of runs: Int) -> String? {
        guard let first = verbs.first else { return nil }
        if runs == 1 { return "The run \(first)" }
        return "\(verbs.count) of \(Headline.counted(Int64(runs), "run")) failed or did not finish"
    }

    /// What a run did; nil of one that is not known to be bad.
    private static func verb(_ run: RunIdentity) -> String? {
        if run.hasFailed { return "failed" }
        return run.wasStopped ? run.status.map { "was \($0)" } : nil
    }
}
