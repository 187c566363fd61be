// Owns what is bad about a run although no figure shows it: how it ended, and which alerts are still firing.

package import LTBAnalysis

/// A run that ended badly, or with a critical alert firing, in words.
package struct RunVerdict: Sendable, Equatable {
    /// `The run was aborted, and the critical alert BudgetExceeded is still firing`, without a stop; nil where all is well.
    package let sentence: String?
    /// The same in a few words, `aborted, 1 critical alert`; nil where all is well.
    package let short: String?

    /// Judges the run by its status, and by the critical alerts that no event resolved.
    package init(_ summary: RunSummary) {
        let endings = summary.runs.compactMap(Self.verb)
        let alerts = summary.filters.hidesEnd ? [] : summary.alerts.filter { $0.isCritical && $0.isFiring }
        let parts = [Self.ending(endings, of: summary.runs.count), Self.firing(alerts)].compactMap(\.self)
        let whole = parts.joined(separator: ", and ")
        sentence = parts.isEmpty ? nil : whole.prefix(1).uppercased() + whole.dropFirst()
        let words = [
            endings.isEmpty ? nil : summary.runs.count == 1 ? summary.run?.status : "\(endings.count) failed",
            alerts.isEmpty ? nil : Headline.counted(Int64(alerts.count), "critical alert"),
        ].compactMap { $0 }
        short = words.isEmpty ? nil : words.joined(separator: ", ")
    }

    private static func ending(_ verbs: [String], of runs: Int) -> String? {
        guard let first = verbs.first else { return nil }
        if runs == 1 { return "the run \(first)" }
        let what = verbs.allSatisfy { $0 == "failed" } ? "failed" : "failed or did not finish"
        return "\(verbs.count) of \(Headline.counted(Int64(runs), "run")) \(what)"
    }

    /// What stands for itself, since several runs are not known to have the alerts in common.
    private static func firing(_ alerts: [AlertFigures]) -> String? {
        guard let first = alerts.first else { return nil }
        return alerts.count == 1
            ? "the critical alert \(Headline.short(first.name)) is still firing"
            : "\(alerts.count) critical alerts are still firing"
    }

    /// What a run did; nil of one that is not known to be bad.
    private static func verb(_ run: RunIdentity) -> String? {
        if run.hasFailed { return "failed" }
        return run.wasStopped ? run.status.map { "was \($0)" } : nil
    }
}

extension FilterDescription {
    /// Whether what happened last may have been left out, so that nobody knows what was still so at the end of the run: it
    /// may have been after the time shown, or not have what a condition asks for, such as the severity of an alert.
    var hidesEnd: Bool { to != nil || cooldownSeconds != nil || !`where`.isEmpty }
}
