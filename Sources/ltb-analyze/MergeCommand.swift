// Owns `ltb-analyze merge`: many logs into one, by time.

import ArgumentParser
import LTBEvents
import LTBLog

struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Merges logs into one, in the order of time.",
        discussion: """
            Every line is written byte for byte as it was recorded; what is no event is left out and counted. Events of \
            one time are in the order of the files, then of their places in the file. Each log is put in the order of \
            time within a window of 65,536 events (or 32 MiB); an event that comes even later is written where it \
            comes, and counted. Memory does not depend on how many logs or events there are: what it cannot hold goes \
            to the disk of the output, in files that are gone afterwards.

            EXAMPLES
              ltb-analyze merge worker-*.jsonl.zst -o run.jsonl.zst
              ltb-analyze merge logs/ -o run.jsonl.zst --force
              ltb-analyze merge a.jsonl.zst b.jsonl.zst -o - | head
            """)

    @OptionGroup var input: InputOptions
    @OptionGroup var target: NewLogOptions

    func run() throws {
        let files = try input.resolve()
        var selection = EventSelection()
        let merge = LogMerge(temporaryFolder: OutputTarget(path: target.output).temporaryFolder) {
            selection.time(of: $0)?.nanosecondsSince1970
        }
        let log = try target.write(from: files) { log in
            try merge.merge(files) { try log.append($0) }
        }
        if target.output != LogFile.standardInput {
            let logs = counted(files.count, "log")
            StandardError.write("Wrote \(counted(log.events, "event")) of \(logs) to \(target.output).")
        }
        for notice in notices(merge) + selection.notices { StandardError.write("ltb-analyze: \(notice)") }
    }

    private func notices(_ merge: LogMerge) -> [String] {
        var notices = merge.outcomes.flatMap { $0.damageNotices(done: "merged") }
        if merge.lateLines > 0 {
            let were = merge.lateLines == 1 ? "1 event was" : "\(merge.lateLines) events were"
            notices.append("\(were) more than 65,536 events late, and written out of the order of time.")
        }
        return notices
    }
}
