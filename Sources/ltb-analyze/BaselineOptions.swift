// Owns the options by which commands find the runs that another is compared with.

import ArgumentParser
import LTBAnalysis
import LTBHistory
import LTBLog

/// Other runs: logs, or runs of a history.
struct BaselineOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What the run is compared with: a log or a folder of logs, which may be repeated; or with --history, which of "
                + "its runs: 'last 10 on main', 'last 5 passed with ci_job=nightly' or 'run 17'. The run that is judged is "
                + "never one of them.",
            valueName: "file or words"),
        completion: .file(extensions: ["zst", "jsonl"]))
    var baseline: [String] = []

    @Option(
        help: ArgumentHelp("The history that --baseline chooses runs of.", valueName: "file"),
        completion: .file(extensions: ["db"]))
    var history: String?

    /// Whether there is anything to compare with.
    var isGiven: Bool { !baseline.isEmpty }

    func validate() throws {
        guard history != nil else { return }
        guard baseline.count == 1 else {
            throw ValidationError(
                "--history and --baseline belong together: --history runs.db --baseline 'last 10 on main'.")
        }
        do throws(Baseline.WordsError) {
            _ = try Baseline(baseline[0])
        } catch {
            throw ValidationError("--baseline: \(error)")
        }
    }

    /// The logs of `--baseline`; nil where it is of a history.
    func logs() throws(Failure) -> [LogFile]? {
        guard history == nil else { return nil }
        do {
            let (files, notices) = try LogFiles.resolve(baseline)
            for notice in notices { StandardError.write("ltb-analyze: --baseline: \(notice)") }
            return files
        } catch {
            throw Failure(message: "--baseline: \(error.description)")
        }
    }

    /// The runs of the history that are meant, for a run that was read from some logs.
    func runs(for summary: RunSummary, of files: [LogFile]) throws -> [StoredRun] {
        guard let history else { return [] }
        let words = try Baseline(baseline[0])
        let runs = try Failure.ofHistory { () throws(HistoryError) in
            try History(path: history).runs(of: words, excluding: Self.names(of: summary, files))
        }
        if case .run = words, runs.isEmpty {
            throw Failure(
                message:
                    "--baseline: '\(baseline[0])' is the run itself, which differs from itself in nothing; name another.",
                status: .usage)
        }
        return runs
    }

    /// The runs of the history that are meant, to be compared with a candidate by their figures; nil where they are so few
    /// that only their logs could tell a difference from chance.
    func past(for summary: RunSummary, of files: [LogFile]) throws -> RunComparison.Past? {
        let runs = try runs(for: summary, of: files)
        guard !runs.isEmpty else {
            throw Failure(message: "--baseline: the history has no such run.", status: .noData)
        }
        let past = RunComparison.Past(name: baseline[0], runs: runs.map(\.summary))
        return runs.count < RunComparison.Past.fewestRuns ? nil : past
    }

    /// The logs of the few runs of the history that are meant, if they are all where they were and as they were: in CI each
    /// run is written in the place of the one before.
    func storedLogs(for summary: RunSummary, besides files: [LogFile]) throws -> (logs: [LogFile], runs: Int) {
        let runs = try runs(for: summary, of: files)
        let logs = runs.flatMap(\.logs)
        let gone = logs.count { !$0.isUnchanged }
        guard gone == 0 else {
            throw Failure(
                message:
                    "--baseline: it takes at least \(RunComparison.Past.fewestRuns) runs of a history to compare with "
                    + "by their figures, and of fewer the logs, of which \(gone) of \(logs.count) "
                    + "\(gone == 1 ? "is gone or was" : "are gone or were") overwritten.", status: .noData)
        }
        return (try InputOptions(files: logs.map(\.path)).resolve(), runs.count)
    }

    /// By what the run is known in a history: its id, or without one its logs.
    private static func names(of summary: RunSummary, _ files: [LogFile]) -> Set<String> {
        let ids = summary.runs.compactMap(\.runID)
        guard ids.isEmpty, !files.contains(where: { $0.path == LogFile.standardInput }) else { return Set(ids) }
        let logs = files.compactMap { StoredLog($0) }
        return logs.isEmpty ? [] : [StoredLog.digest(of: logs)]
    }
}
