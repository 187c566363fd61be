// Owns the inputs that every command takes: which logs, and how strict to be about damage.

import ArgumentParser
import LTBAnalysis
import LTBLog
import LTBReport

/// The logs to read.
struct InputOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Logs, folders of logs, or - for standard input.", valueName: "file"),
        completion: .file(extensions: ["zst", "jsonl"]))
    var files: [String]

    /// The files that are meant, sorted by path, each once.
    func resolve() throws(Failure) -> [LogFile] {
        do {
            let (files, notices) = try LogFiles.resolve(self.files)
            for notice in notices { StandardError.write("ltb-analyze: \(notice)") }
            return files
        } catch {
            throw Failure(message: error.description)
        }
    }
}

/// Logs to analyze.
struct AnalysisOptions: ParsableArguments {
    @OptionGroup var input: InputOptions

    @Flag(help: "Exit with 2 when anything of a log could not be read.")
    var strict = false

    @Option(
        help: ArgumentHelp(
            "What requests should reach: latency=5s,ttft=500ms@99%,tpot=50ms,error_rate=1%. Exit with 2 when one is "
                + "missed, with 3 when one could not be judged.",
            valueName: "objectives"))
    var slo: [String] = []

    @Option(help: "How many threads read; by default one a processor. The result is the same for any number.")
    var threads: Int?

    func validate() throws {
        _ = try plan
        guard let threads, !(1...Self.threadLimit).contains(threads) else { return }
        throw ValidationError("--threads takes a number from 1 to \(Self.threadLimit).")
    }

    /// What is asked of the logs.
    private var plan: AnalysisPlan {
        get throws {
            var plan = AnalysisPlan()
            do throws(Objective.ParseError) {
                for list in slo { plan.add(try Objective.list(list)) }
            } catch {
                throw ValidationError("--slo: \(error)")
            }
            return plan
        }
    }

    private static let threadLimit = 256

    /// Reads everything into a summary.
    func analyze(_ files: [LogFile]) throws -> RunSummary {
        let plan = try plan
        do throws(LogError) {
            let (summary, notices) = try LogAnalysis.read(files, plan, threads: threads ?? WorkerThreads.available)
            for notice in notices { StandardError.write("ltb-analyze: \(notice)") }
            return summary
        } catch {
            throw Failure(message: error.description)
        }
    }

    /// The verdict of `--strict` and `--slo`.
    func judge(_ summary: RunSummary) throws(Failure) {
        if strict, summary.log.isDamaged {
            throw Failure(message: "--strict: \(DamageSentence(summary.log).text)", status: .verdict)
        }
        guard let verdict = ObjectiveVerdict(summary) else { return }
        if verdict.isMissed {
            let worst = verdict.worst.map { ": \($0)" } ?? ""
            throw Failure(message: "--slo: \(verdict.sentence)\(worst).", status: .verdict)
        }
        guard !verdict.unmeasured.isEmpty else { return }
        let unmeasured = verdict.unmeasured.joined(separator: ", ")
        throw Failure(message: "--slo: No request could be judged by \(unmeasured).", status: .noData)
    }
}

/// What could not be read, in one sentence.
struct DamageSentence {
    let text: String

    init(_ log: LogFigures) {
        var parts: [String] = []
        if log.damagedFrames > 0 || log.damagedBytes > 0 {
            parts.append("\(log.damagedBytes) bytes in \(log.damagedFrames) frames could not be read")
        }
        if log.tornTail { parts.append("the log ends in the middle of a frame") }
        for (reason, count) in log.skippedLines.sorted(by: { $0.key < $1.key }) {
            parts.append("\(count) \(count == 1 ? "line" : "lines") skipped as \(reason)")
        }
        let example = log.skippedExamples.first.map { " (first: \($0))" } ?? ""
        text = parts.joined(separator: "; ") + example + "."
    }
}
