// Owns `ltb-analyze info`: what logs are as files.

import ArgumentParser
import LTBEvents
import LTBLog
import LTBReport

struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Says what logs are: frames, sizes, time span, events by type.",
        discussion: """
            Counting events by type needs all of a log. --quick reads the seek table, or else the headers of the frames, \
            and the first and last frame only: it takes the times of the first and the last event of the file as the \
            span, and counts no lines.

            EXAMPLES
              ltb-analyze info run.jsonl.zst
              ltb-analyze info logs/ --quick
              ltb-analyze info run.jsonl.zst --format json | jq .files[0].events
            """)

    @OptionGroup var input: InputOptions

    @Flag(help: "Read no more than the headers, and the first and last frame.")
    var quick = false

    @Option(help: "text or json.")
    var format = PlainFormat.text

    func validate() throws {
        if quick, input.files.contains(LogFile.standardInput) {
            throw ValidationError("--quick needs a file, since it does not read from start to end.")
        }
    }

    func run() throws {
        var results: [LogInformation] = []
        for file in try input.resolveNonempty() {
            let result = try quick ? LogInformation(glancingAt: file) : LogInformation(reading: file)
            if format == .text {
                let text = (results.isEmpty ? "" : "\n") + InformationText.text(result)
                try OutputTarget.standardOutput.write(Array(text.utf8))
            }
            results.append(result)
        }
        guard format == .json else { return }
        var bytes: [UInt8] = []
        JSONWriter.append(to: &bytes, .indented) { writer in
            writer.object { $0.array("files", results) { $0.value($1) } }
        }
        try OutputTarget.standardOutput.write(bytes + [0x0A])
    }
}

/// What a log is, for people.
enum InformationText {
    static func text(_ log: LogInformation) -> String {
        var rows = [("log", ShownText.of(log.name)), ("size", size(log))]
        if log.frames > 0 || log.damagedFrames > 0 {
            rows.append(("frames", grouped(log.frames)))
            rows.append(("seek table", log.hasSeekTable.map { $0 ? "yes" : "no" } ?? "not known from a pipe"))
        }
        rows.append(("events from", log.first?.description ?? "no event"))
        rows.append(("to", log.last?.description ?? "no event"))
        rows.append(("state", state(log)))
        if let lines = log.lines { rows.append(("lines", grouped(lines))) }
        let events = (log.events ?? [:]).sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
        rows += events.map { ("  " + ShownText.of($0.key), grouped($0.value)) }
        if let skipped = log.skippedLines, skipped > 0 { rows.append(("  no event", grouped(skipped))) }
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { $0 + String(repeating: " ", count: width + 2 - $0.count) + $1 + "\n" }.joined()
    }

    private static func size(_ log: LogInformation) -> String {
        let stored = "\(NumberFormat.bytes(log.storedBytes))"
        guard log.frames > 0, let text = log.textBytes, log.storedBytes > 0 else { return stored }
        let ratio = NumberFormat.fixed(Double(text) / Double(log.storedBytes), places: 1)
        return "\(stored), \(NumberFormat.bytes(text)) decompressed (\(ratio) times as much)"
    }

    private static func state(_ log: LogInformation) -> String {
        var parts: [String] = []
        if log.damagedFrames > 0 {
            parts.append(
                "\(counted(log.damagedBytes, "byte")) in \(counted(log.damagedFrames, "frame")) cannot be read")
        }
        if log.isTorn { parts.append("ends in the middle of a frame") }
        if parts.isEmpty { return log.events == nil ? "no damage in the headers" : "whole" }
        return parts.joined(separator: "; ")
    }
}

extension JSONWriter {
    fileprivate mutating func value(_ log: LogInformation) {
        object {
            $0.member("name", log.name)
            $0.member("bytes", log.storedBytes)
            $0.member("text_bytes", log.textBytes)
            $0.member("frames", log.frames)
            $0.member("seek_table", log.hasSeekTable)
            $0.member("first", log.first)
            $0.member("last", log.last)
            $0.member("torn_tail", log.isTorn)
            $0.member("damaged_frames", log.damagedFrames)
            $0.member("damaged_bytes", log.damagedBytes)
            $0.member("lines", log.lines)
            $0.member("skipped_lines", log.skippedLines)
            if let events = log.events { $0.map("events", events) { $0.value($1) } }
        }
    }
}
