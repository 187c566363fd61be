// Owns the options that choose runs of a history to judge a run by.

import ArgumentParser
import LTBAnalysis
import LTBHistory
import LTBLog

/// A rolling baseline.
struct BaselineOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The history that --baseline chooses runs of.", valueName: "file"),
        completion: .file(extensions: ["db"]))
    var history: String?

    @Option(
        help: ArgumentHelp(
            "The runs that 'baseline' means in an expectation: 'last 10 on main', 'last 5 passed with ci_job=nightly' or "
                + "'run 17'. The run that is judged is never one of them.",
            valueName: "words"))
    var baseline: String?

    func validate() throws {
        guard (history == nil) == (baseline == nil) else {
            throw ValidationError(
                "--history and --baseline belong together: --history runs.db --baseline 'last 10 on main'.")
        }
        do throws(Baseline.WordsError) {
            if let baseline { _ = try Baseline(baseline) }
        } catch {
            throw ValidationError("--baseline: \(error)")
        }
    }

    /// The runs' figures for a run that was read from some logs; nil where none were asked for.
    func figures(for summary: RunSummary, of files: [LogFile]) throws -> HistoryBaseline? {
        guard let history, let baseline else { return nil }
        let words = try Baseline(baseline)
        let runs = try Failure.ofHistory { () throws(HistoryError) in
            try History(path: history).runs(of: words, excluding: Self.names(of: summary, files))
        }
        return HistoryBaseline(runs, candidate: summary, name: baseline)
    }

    /// By what the run is known in a history: its id, or without one its logs.
    private static func names(of summary: RunSummary, _ files: [LogFile]) -> Set<String> {
        let ids = summary.runs.compactMap(\.runID)
        guard ids.isEmpty, !files.contains(where: { $0.path == LogFile.standardInput }) else { return Set(ids) }
        let logs = files.compactMap { StoredLog($0) }
        return logs.isEmpty ? [] : [StoredLog.digest(of: logs)]
    }
}
