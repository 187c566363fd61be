// Owns the inputs that every command takes: which logs, and how strict to be about damage.

import ArgumentParser
import LTBAnalysis
import LTBLog

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

    @Option(help: "How many threads read; by default one a processor. The result is the same for any number.")
    var threads: Int?

    func validate() throws {
        guard let threads, !(1...Self.threadLimit).contains(threads) else { return }
        throw ValidationError("--threads takes a number from 1 to \(Self.threadLimit).")
    }

    private static let threadLimit = 256

    /// Reads everything into a summary.
    func analyze(_ files: [LogFile]) throws(Failure) -> RunSummary {
        do {
            let (summary, notices) = try LogAnalysis.read(files, threads: threads ?? WorkerThreads.available)
            for notice in notices { StandardError.write("ltb-analyze: \(notice)") }
            return summary
        } catch {
            throw Failure(message: error.description)
        }
    }

    /// The verdict of `--strict`.
    func judge(_ summary: RunSummary) throws(Failure) {
        guard strict, summary.log.isDamaged else { return }
        throw Failure(message: "--strict: \(DamageSentence(summary.log).text)", status: .verdict)
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
