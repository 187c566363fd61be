// Owns the inputs that every command takes: which logs, and what is said of damage.

import ArgumentParser
import Glibc
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

    /// The same, for commands that read file after file: of several, those of no bytes are told of and left out, since a
    /// run that has just begun has written nothing. If all are empty, the first is left.
    func resolveNonempty() throws(Failure) -> [LogFile] {
        let files = try resolve()
        let nonempty = files.filter { !$0.isEmptyFile }
        guard !nonempty.isEmpty else { return Array(files.prefix(1)) }
        for file in files where file.isEmptyFile { StandardError.write("ltb-analyze: \(file.name) is empty.") }
        return nonempty
    }
}

extension InputOptions {
    /// Logs that were named otherwise.
    init(files: [String]) {
        self.init()
        self.files = files
    }
}

extension LogFile {
    /// Whether anything has this name, or it stands for standard input.
    var isThere: Bool { path == Self.standardInput || access(path, F_OK) == 0 }

    /// Whether it is a regular file without bytes, now.
    fileprivate var isEmptyFile: Bool {
        var status = stat()
        guard path != LogFile.standardInput, stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFREG && status.st_size == 0
    }
}

/// What could not be read, in one sentence.
struct DamageSentence {
    let text: String

    init(_ log: LogFigures) {
        var parts: [String] = []
        if log.damagedFrames > 0 || log.damagedBytes > 0 {
            let frames = "\(NumberFormat.count(log.damagedFrames)) \(log.damagedFrames == 1 ? "frame" : "frames")"
            parts.append("\(NumberFormat.count(log.damagedBytes)) bytes in \(frames) could not be read")
        }
        if log.tornTail { parts.append("the log ends in the middle of a frame") }
        for (reason, count) in log.skippedLines.sorted(by: { $0.key < $1.key }) {
            parts.append("\(NumberFormat.count(count)) \(count == 1 ? "line" : "lines") skipped as \(reason)")
        }
        let example = log.skippedExamples.first.map { " (first: \($0))" } ?? ""
        text = parts.joined(separator: "; ") + example + "."
    }
}
