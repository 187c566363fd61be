// Owns `ltb-analyze history prune`: old runs out.

import ArgumentParser
import LTBAnalysis
import LTBEvents
import LTBHistory

struct HistoryPruneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Takes away old runs.",
        discussion: """
            A run is as old as its start. The file keeps its size; later runs use what has become free.

            EXAMPLES
              ltb-analyze history prune runs.db --keep 90d --dry-run
              ltb-analyze history prune runs.db --keep 12w
            """)

    @OptionGroup var file: HistoryFile

    @Option(help: "How far back runs are kept: 90d, 12w or 36h.", transform: Age.init)
    var keep: Age

    @Flag(help: "Only say how many there are.")
    var dryRun = false

    /// A time span as typed, in hours, days or weeks.
    struct Age {
        private static let units: [(name: String, seconds: Int64)] = [("h", 3_600), ("d", 86_400), ("w", 604_800)]
        /// More than a century is a slip of the pen.
        private static let longest: Int64 = 3_200_000_000

        var seconds: Int64

        init(_ text: String) throws {
            let unit = Self.units.first { text.hasSuffix($0.name) }
            guard let unit, let count = Int64(text.dropLast()), count > 0, count < Self.longest / unit.seconds else {
                throw ValidationError("write a time as 90d, 12w or 36h.")
            }
            seconds = count * unit.seconds
        }
    }

    func run() throws {
        let history = try file.open()
        let nanoseconds = Timestamp.now.nanosecondsSince1970 - keep.seconds * 1_000_000_000
        let time = Timestamp(nanosecondsSince1970: nanoseconds)
        let count = try Failure.ofHistory { () throws(HistoryError) in try history.prune(before: time, isTrial: dryRun)
        }
        let what = dryRun ? "would be taken away" : count == 1 ? "was taken away" : "were taken away"
        let line = "\(counted(Int64(count), "run")) from before \(time) \(what).\n"
        try OutputTarget.standardOutput.write(Array(line.utf8))
    }
}
