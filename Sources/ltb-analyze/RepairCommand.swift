// Owns `ltb-analyze repair`: a clean copy of what can be read of a log.

import ArgumentParser
import LTBEvents
import LTBLog

struct RepairCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: "Writes a clean copy of everything that can be read of a damaged log.",
        discussion: """
            The copy has every event that can be read, each line byte for byte as it was recorded, in the same order; \
            lines that are no events are left out. The log itself is never changed. What was saved and what was lost \
            is told on standard error.

            EXAMPLES
              ltb-analyze verify run.jsonl.zst ||
                ltb-analyze repair run.jsonl.zst -o clean.jsonl.zst
              ltb-analyze repair run.jsonl.zst -o - | jq .payload.data.latency
            """)

    @Argument(
        help: ArgumentHelp("A log, or - for standard input.", valueName: "file"),
        completion: .file(extensions: ["zst", "jsonl"]))
    var file: String

    @OptionGroup var target: NewLogOptions

    func run() throws {
        let input = LogFile(path: file)
        let reader = try LogReader.opening(input)
        var selection = EventSelection()
        let log = try target.write(from: [input]) { log in
            try reader.readLines(isSilent: target.output == LogFile.standardInput) { line, _ in
                if selection.takes(line) { try log.append(line) }
            }
        }
        if let path = input.interruptedRecovery {
            StandardError.write(
                "ltb-analyze: \(path) holds lines of the log's torn end that are not in the copy; "
                    + "open the log for appending (ltb-record -o \(file) < /dev/null), then repair it again.")
        }
        let losses = Self.losses(reader.outcome, selection)
        StandardError.write("Saved \(counted(log.events, "event")) to \(target.name).")
        StandardError.write(losses.isEmpty ? "Nothing was lost." : "Lost: \(losses.joined(separator: "; ")).")
        for notice in reader.outcome.notices { StandardError.write("ltb-analyze: \(notice)") }
    }

    private static func losses(_ outcome: LogOutcome, _ selection: EventSelection) -> [String] {
        var losses: [String] = []
        if outcome.damagedBytes > 0 || outcome.damagedFrames > 0 {
            let torn = outcome.tornTail ? ", the torn end included" : ""
            losses.append(
                "\(counted(outcome.damagedBytes, "byte")) in \(counted(outcome.damagedFrames, "frame"))\(torn)")
        } else if outcome.tornTail {
            losses.append("the torn end")
        }
        if outcome.unfinishedLineBytes > 0 {
            losses.append("\(counted(outcome.unfinishedLineBytes, "byte")) of lines whose end is missing")
        }
        if outcome.overlongLines > 0 { losses.append("\(counted(outcome.overlongLines, "line")) over 16 MiB") }
        for (reason, count) in selection.skippedLines {
            losses.append("\(counted(count, "line")) that \(count == 1 ? "is" : "are") no event: \(reason.rawValue)")
        }
        return losses
    }
}
