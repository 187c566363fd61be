// Owns `ltb-analyze tail`: the last events of a log.

import ArgumentParser
import LTBLog

struct TailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Prints the last events of a log.",
        discussion: """
            Lines are printed as they were recorded. With filters, these are the last events that match.

            EXAMPLES
              ltb-analyze tail run.jsonl.zst
              ltb-analyze tail -n 100 run.jsonl.zst --type RequestFailed | jq .payload.data.message
              ltb-analyze tail -n 1 run.jsonl.zst --where provider=openai
            """)

    @OptionGroup var input: InputOptions

    @Option(name: [.customShort("n"), .long], help: ArgumentHelp("How many events.", valueName: "count"))
    var lines = 10

    @OptionGroup(title: "Filters") var filters: EventFilterOptions

    func validate() throws {
        guard (0...Self.mostLines).contains(lines) else {
            throw ValidationError("The number of events must be from 0 to 1,000,000.")
        }
    }

    func run() throws {
        var last = LastLines(count: lines)
        var selection = EventSelection(filters.filter)
        var notices: [String] = []
        for file in try input.resolve() {
            let reader = try LogReader.opening(file)
            try reader.readLines { line, _ in
                if selection.takes(line) { last.append(line) }
            }
            notices += reader.outcome.damageNotices(done: "read")
        }
        var output = LineOutput()
        for line in last.lines { try output.append(line) }
        try output.flush()
        for notice in notices + selection.notices { StandardError.write("ltb-analyze: \(notice)") }
    }

    private static let mostLines = 1_000_000
}

/// The last lines of any number.
private struct LastLines {
    private let count: Int
    private var kept: [[UInt8]] = []
    /// The oldest line, once there are as many as are kept.
    private var oldest = 0

    init(count: Int) {
        self.count = count
    }

    mutating func append(_ line: UnsafeRawBufferPointer) {
        if kept.count < count {
            kept.append(Array(line))
        } else if count > 0 {
            kept[oldest].replaceSubrange(0..., with: line)
            oldest = (oldest + 1) % count
        }
    }

    var lines: [[UInt8]] { Array(kept[oldest...] + kept[..<oldest]) }
}
