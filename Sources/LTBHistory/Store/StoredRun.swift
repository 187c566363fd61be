// Owns a run as a history gives it back.

package import LTBAnalysis
package import LTBEvents

/// A run of a history.
package struct StoredRun: Sendable, Equatable {
    /// Its number in the history.
    package var number: Int64
    /// When it was: its start, or else its first request, its first event, or when it was added.
    package var time: Timestamp
    /// When it was added.
    package var addedAt: Timestamp
    /// The SHA-256 of its log, or that of the sorted digests of its logs.
    package var digest: String
    /// Its logs, which may have gone meanwhile.
    package var logs: [StoredLog]
    /// What the history keeps of its summary: `runs`, `sharedLabels`, `window`, `totals`, `providers` and `models` with
    /// their distributions, `evaluations`, and of `log` what was read and what could not be.
    package var summary: RunSummary

    /// Who it was.
    package var identity: RunIdentity { summary.run ?? RunIdentity() }

    /// The branch, of whichever label says it.
    package var branch: String? { Self.branch(summary.sharedLabels) }

    /// The commit.
    package var commit: String? { Self.commit(summary.sharedLabels) }

    /// The labels that name a branch or a commit, in the order in which they are asked.
    static func branch(_ labels: [String: String]) -> String? { labels["branch"] ?? labels["git_branch"] }
    static func commit(_ labels: [String: String]) -> String? { labels["git_sha"] ?? labels["commit"] }
}
