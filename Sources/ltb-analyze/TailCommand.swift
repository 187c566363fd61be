// Owns `ltb-analyze tail`: the last events of a log, and those that follow.

import ArgumentParser
import LTBLog

struct TailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Prints the last events of a log, and with -f what is appended to it.",
        discussion: """
            Lines are printed as they were recorded. With filters, these are the last events that match. A file is read \
            from its end, no further than is needed, and only what was read is checked; a pipe is read to its end.

            With -f the command goes on: events are printed as soon as they are flushed to the log, from file to file \
            where it is rotated, until it is interrupted or nobody reads the output. Of a folder, all logs in it and \
            those that come are followed.

            EXAMPLES
              ltb-analyze tail run.jsonl.zst
              ltb-analyze tail -n 100 run.jsonl.zst --type RequestFailed |
                jq .payload.data.message
              ltb-analyze tail -n 1 run.jsonl.zst --where provider=openai
              ltb-analyze tail -f run.jsonl.zst --type RequestFailed
              ltb-analyze tail -n 0 -f logs/ | jq .payload.data.latency
            """)

    @OptionGroup var input: InputOptions

    @Option(name: [.customShort("n"), .long], help: ArgumentHelp("How many events.", valueName: "count"))
    var lines = 10

    @Flag(name: [.customShort("f"), .long], help: "Go on with what is appended to the log, until interrupted.")
    var follow = false

    @OptionGroup(title: "Filters") var filters: EventFilterOptions

    func validate() throws {
        guard (0...Self.mostLines).contains(lines) else {
            throw ValidationError("The number of events must be from 0 to 1,000,000.")
        }
        guard follow else { return }
        guard input.files.count == 1 else {
            throw ValidationError("-f follows one log, or all of one folder; name one.")
        }
        guard input.files != [LogFile.standardInput] else {
            throw ValidationError("-f cannot follow standard input; name the log.")
        }
        // To open a pipe would wait for its writer, and nothing of it can be read twice.
        guard LogFollower.canFollow(input.files[0]) else {
            throw ValidationError("-f cannot follow \(input.files[0]), which is no file; name the log.")
        }
    }

    func run() throws {
        if follow {
            var tail = FollowedTail(count: lines, filter: filters.filter)
            return try tail.print(input.files[0])
        }
        var last = LastEvents(count: lines, EventSelection(filters.filter))
        for file in try input.resolveNonempty().reversed() { try last.find(in: file) }
        var output = LineOutput()
        for line in last.lines { try output.append(line) }
        try output.flush()
        for notice in last.notices { StandardError.write("ltb-analyze: \(notice)") }
    }

    private static let mostLines = 1_000_000
}
