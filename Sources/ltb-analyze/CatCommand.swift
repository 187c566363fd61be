// Owns `ltb-analyze cat`: the events of logs as lines.

import ArgumentParser
import LTBLog

struct CatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cat",
        abstract: "Prints the events of logs, one JSON object a line.",
        discussion: """
            Lines are printed as they were recorded, those of unknown event types too. What is no event is left out, \
            and counted on standard error. Of several filters all must hold; of one that is given several times, any.

            EXAMPLES
              ltb-analyze cat run.jsonl.zst | head -3
              ltb-analyze cat run.jsonl.zst --type RequestFailed --provider openai
              ltb-analyze cat logs/ --from 2026-01-15T10:30:00Z --to 2026-01-15T10:31:00Z
              ltb-analyze cat run.jsonl.zst --where status_code=429 --where team=search
              ltb-analyze cat run.jsonl.zst | jq .payload.data.latency
            """)

    @OptionGroup var input: InputOptions
    @OptionGroup(title: "Filters") var filters: EventFilterOptions

    func run() throws {
        var output = LineOutput()
        var selection = EventSelection(filters.filter)
        var notices: [String] = []
        let failure = Result { () throws(Failure) in
            for file in try input.resolveNonempty() {
                notices += try Self.print(file, to: &output, &selection)
            }
        }
        // What was read before something failed is printed all the same.
        try output.flush()
        for notice in notices + selection.notices { StandardError.write("ltb-analyze: \(notice)") }
        try failure.get()
    }

    /// Prints a log's events; says what could not be read.
    private static func print(
        _ file: LogFile, to output: inout LineOutput, _ selection: inout EventSelection
    ) throws(Failure) -> [String] {
        let reader = try LogReader.opening(file)
        // Who reads the output of a pipe may write to the terminal meanwhile.
        try reader.readLines(isSilent: !OutputTarget.standardOutputIsFile) { line, _ in
            if selection.takes(line) { try output.append(line) }
        }
        return reader.outcome.damageNotices(done: "printed")
    }
}
