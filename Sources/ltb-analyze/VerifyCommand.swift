// Owns `ltb-analyze verify`: what is wrong with logs, and where.

import ArgumentParser
import LTBEvents
import LTBLog
import LTBReport

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks logs, and says what is wrong and where.",
        discussion: """
            Frames must be whole and have the right checksums; lines must be UTF-8, JSON and events; times must be after \
            1999 and not in the future; ids must be unique within a file (compared up to a million); the seek table, if \
            there is one, must say where the frames are. Of each kind of fault the first 20 are shown, the rest counted. \
            Exits with 0 if all is well, with 2 if anything is wrong.

            EXAMPLES
              ltb-analyze verify run.jsonl.zst
              ltb-analyze verify logs/ --format json | jq '.files[] | select(.clean | not)'
              ltb-analyze verify run.jsonl.zst ||
                ltb-analyze repair run.jsonl.zst -o clean.jsonl.zst
            """)

    @OptionGroup var input: InputOptions

    @Option(help: "text or json.")
    var format = PlainFormat.text

    func run() throws {
        var results: [LogVerification] = []
        for file in try input.resolveNonempty() {
            let result = try LogVerification(file)
            if format == .text { try OutputTarget.standardOutput.write(Array(VerificationText.text(result).utf8)) }
            results.append(result)
        }
        if format == .json { try OutputTarget.standardOutput.write(Self.json(results)) }
        let wrong = results.count { !$0.isClean }
        guard wrong > 0 else { return }
        let message =
            results.count == 1 ? "" : "\(wrong) of \(counted(results.count, "log")) are not as they should be."
        throw Failure(message: message, status: .verdict)
    }

    private static func json(_ results: [LogVerification]) -> [UInt8] {
        var bytes: [UInt8] = []
        JSONWriter.append(to: &bytes, .indented) { writer in
            writer.object {
                $0.member("clean", results.allSatisfy(\.isClean))
                $0.array("files", results) { $0.value($1) }
            }
        }
        return bytes + [0x0A]
    }
}

/// The formats of what is no report.
enum PlainFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// A check's result for people.
enum VerificationText {
    /// A line for each finding, then a sentence.
    static func text(_ result: LogVerification) -> String {
        let name = ShownText.of(result.name)
        var lines = result.findings.shown.map { "\(name): \(ShownText.of($0.sentence))" }
        lines += result.findings.notShown.map {
            "\(name): … and \(grouped($0.count)) more: \($0.kind)"
        }
        lines += result.warnings.map { "\(name): note: \(ShownText.of($0))" }
        lines.append("\(name): \(conclusion(result))")
        return lines.map { $0 + "\n" }.joined()
    }

    private static func conclusion(_ result: LogVerification) -> String {
        let inFrames = result.frames > 0 ? " in \(counted(result.frames, "frame"))" : ""
        let read = "\(counted(result.events, "event"))\(inFrames)"
        guard result.isClean else {
            return "\(counted(result.findings.total, "fault")) found; \(read) can be read."
        }
        return "clean: \(read)\(result.seekTable == .agrees ? ", and the seek table agrees" : "")."
    }
}

extension JSONWriter {
    fileprivate mutating func value(_ result: LogVerification) {
        object {
            $0.member("name", result.name)
            $0.member("clean", result.isClean)
            $0.member("events", result.events)
            $0.member("frames", result.frames)
            $0.member("bytes", result.storedBytes)
            $0.member("seek_table", result.seekTable.rawValue)
            $0.map("faults", result.findings.counts) { $0.value(Int64($1)) }
            $0.array("examples", result.findings.shown) { $0.value($1) }
            $0.array("notes", result.warnings) { $0.value($1) }
        }
    }

    private mutating func value(_ finding: LogFinding) {
        object {
            $0.member("kind", finding.kind)
            $0.member("frame", finding.frame.map(Int64.init))
            $0.member("offset", finding.offset)
            $0.member("bytes", finding.bytes)
            $0.member("line", finding.line.map(Int64.init))
            $0.member("reason", finding.reason)
        }
    }
}
