// Owns `ltb-analyze history add`: logs in, runs in the history.

import ArgumentParser
import Glibc
import LTBAnalysis
import LTBEvents
import LTBHistory
import LTBLog
import LTBReport

struct HistoryAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Adds the runs of logs.",
        discussion: """
            Each log is a run; logs that begin with the same run id are one. A log that was added before is not added \
            again, wherever it is now, and one that has grown takes its own place. Of several runs each is added whole or \
            not at all, so that the command may be killed and started again.

            EXAMPLES
              ltb-analyze history add runs.db run.jsonl.zst
              ltb-analyze history add runs.db logs/
            """)

    @OptionGroup var file: HistoryFile
    @OptionGroup var input: InputOptions

    func validate() throws {
        guard let file = input.files.first(where: AnalysisOptions.isReadOnce) else { return }
        let name = file == LogFile.standardInput ? "standard input" : "'\(file)', which is no regular file,"
        throw ValidationError("history add knows a log by its file; write \(name) to one first.")
    }

    func run() throws {
        let files = try input.resolveNonempty()
        let history = try file.open(creating: true)
        var failures: [Failure] = []
        for run in Self.runs(files, &failures) {
            do throws(Failure) {
                try add(run, to: history)
            } catch {
                failures.append(error)
            }
        }
        // One bad log is no reason not to add the others.
        guard let last = failures.popLast() else { return }
        for failure in failures { StandardError.write("ltb-analyze: \(failure.message)") }
        throw last
    }

    /// The logs of one run.
    private struct LogsOfRun {
        var runID: String?
        var files: [LogFile]

        var names: String { files.map(\.name).joined(separator: ", ") }
    }

    /// Logs by the run that they begin with.
    private static func runs(_ files: [LogFile], _ failures: inout [Failure]) -> [LogsOfRun] {
        var runs: [LogsOfRun] = []
        for file in files {
            var runID: String?
            do throws(Failure) {
                runID = try RunStart.runID(of: file)
            } catch {
                failures.append(error)
                continue
            }
            if let runID, let index = runs.firstIndex(where: { $0.runID == runID }) {
                runs[index].files.append(file)
            } else {
                runs.append(LogsOfRun(runID: runID, files: [file]))
            }
        }
        return runs
    }

    private func add(_ run: LogsOfRun, to history: History) throws(Failure) {
        var run = run
        let logs = try Self.logs(of: &run)
        let digest = StoredLog.digest(of: logs)
        let known = try Failure.ofHistory { () throws(HistoryError) in try history.number(ofDigest: digest) }
        if let known { return try tell("is there", known, run) }
        let summary = try Self.analyze(run.files)
        let added = try Failure.ofHistory { () throws(HistoryError) in
            try history.add(summary, logs: logs, at: .now)
        }
        switch added {
        case .added(let number): try tell("added", number, run)
        case .known(let number): try tell("is there", number, run)
        case .replaced(let number): try tell("has grown", number, run)
        }
    }

    /// The logs of a run, of which each is counted once, however many copies there are.
    private static func logs(of run: inout LogsOfRun) throws(Failure) -> [StoredLog] {
        var logs: [StoredLog] = []
        var files: [LogFile] = []
        for file in run.files {
            guard let log = StoredLog(file) else {
                throw Failure(message: "cannot read \(file.path): \(String(cString: strerror(errno))).")
            }
            if let index = logs.firstIndex(where: { $0.digest == log.digest }) {
                StandardError.write("ltb-analyze: \(file.path) is a copy of \(files[index].path) and was read once.")
                continue
            }
            logs.append(log)
            files.append(file)
        }
        run.files = files
        return logs
    }

    private func tell(_ what: String, _ number: Int64, _ run: LogsOfRun) throws(Failure) {
        let id = run.runID.map { " (\($0))" } ?? ""
        let line = ShownText.of("run \(number)\(id) \(what): \(run.names)")
        try OutputTarget.standardOutput.write(Array((line + "\n").utf8))
    }

    private static func analyze(_ files: [LogFile]) throws(Failure) -> RunSummary {
        do throws(LogError) {
            let (summary, notices) = try LogAnalysis.read(files)
            for notice in notices { StandardError.write("ltb-analyze: \(notice)") }
            if summary.log.isDamaged {
                StandardError.write("ltb-analyze: \(files[0].name): \(DamageSentence(summary.log).text)")
            }
            return summary
        } catch {
            throw Failure(message: error.description)
        }
    }
}

/// Finding out whose log it is without reading all of it.
private enum RunStart {
    /// A run's start is among its log's first lines.
    private static let lines = 100

    private struct Found: Error {
        var runID: String?
    }

    static func runID(of file: LogFile) throws(Failure) -> String? {
        let reader = try LogReader.opening(file)
        do {
            try reader.forEachLine { line, position in
                if position.line > lines { throw Found() }
                guard let event = try? Event(json: line), case .runStarted(let run) = event.payload else { return }
                throw Found(runID: run.runID)
            }
            return nil
        } catch let found as Found {
            return found.runID
        } catch {
            throw Failure(message: "\(error)")
        }
    }
}

extension Timestamp {
    /// What the clock says.
    static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(nanosecondsSince1970: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }
}
