// Owns `ltb-analyze history show`: what a history keeps of one run.

import ArgumentParser
import LTBAnalysis
import LTBEvents
import LTBHistory
import LTBReport

struct HistoryShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows what is kept of a run.",
        discussion: """
            RUN is its number, its id, its name, or the beginning of its id or commit.

            EXAMPLES
              ltb-analyze history show runs.db 17
              ltb-analyze history show runs.db run_5f0c91ab
              ltb-analyze history show runs.db 17 --json | jq .totals.latency
            """)

    @OptionGroup var file: HistoryFile

    @Argument(help: ArgumentHelp("The run.", valueName: "run"))
    var word: String

    @Flag(help: "Write JSON.")
    var json = false

    @OptionGroup var color: ColorOptions

    func run() throws {
        let history = try file.open()
        let run = try Failure.ofHistory { () throws(HistoryError) in try history.run(word) }
        var bytes: [UInt8] = []
        if json {
            RunLine(run).write(to: &bytes)
        } else {
            for line in Self.lines(run) { bytes += Array((ShownText.of(line) + "\n").utf8) }
            bytes.append(UInt8(ascii: "\n"))
            TextReport(color: color.isWanted).write(run.summary, to: &bytes)
        }
        try OutputTarget.standardOutput.write(bytes)
    }

    private static func lines(_ run: StoredRun) -> [String] {
        let id = run.identity.runID.map { " (\($0))" } ?? ""
        let logs = run.logs.map { log in "log \(log.path)\(log.isThere ? "" : ", which is no longer there")" }
        return ["Run \(run.number)\(id), added \(run.addedAt)"] + logs + ["digest \(run.digest)"]
    }
}

extension RunLine {
    /// A run as JSON.
    init(_ run: StoredRun) {
        self.init(
            number: run.number, time: run.time, addedAt: run.addedAt, digest: run.digest, logs: run.logs.map(\.path),
            summary: run.summary)
    }
}
