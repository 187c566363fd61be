// Owns `ltb-record append`, the default: events from standard input into a log.

import ArgumentParser
import Glibc

struct AppendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "append",
        abstract: "Appends events from standard input to a log.",
        usage: "ltb-record -o <file> [--strict]",
        discussion: """
            Reads one JSON object a line until the input ends, or SIGINT, SIGTERM or SIGHUP comes, and closes the log \
            cleanly. A missing "id" or "timestamp" is filled in (the timestamp with the present time), unknown fields \
            are kept. Events are visible to readers of the log after a second at the latest.

            The first 20 lines that are not events are reported on standard error, further ones are only counted; they \
            are skipped. Lines may have up to 16 MiB. Blank lines are ignored.

            EXAMPLES
              my-benchmark | ltb-record -o run.jsonl.zst
              ltb-record -o run.jsonl.zst --strict < events.jsonl
              my-benchmark | ltb-record -o - | jq .payload.data.latency
            """)

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The log to append to; it is made if it is not there. With - the events go to standard output as plain "
                + "JSON lines.",
            valueName: "file"),
        completion: .file(extensions: ["zst"]))
    var output: String

    @Flag(help: "Exit with 2 if a line was not an event; the good ones are recorded all the same.")
    var strict = false

    func run() throws {
        let input = try StandardInput()
        var recording = Recording(to: try eventOutput(output))
        if isatty(STDIN_FILENO) == 1 {
            StandardError.write("ltb-record: reading events from the terminal, one JSON object a line; end with Ctrl-D")
        }
        do {
            try record(input, &recording)
        } catch let failure {
            // What came before is worth keeping, but the first thing that went wrong is what to tell.
            try? recording.finish()
            throw failure
        }
        try recording.finish()
        summarize(recording)
        if strict, recording.skipped.count > 0 { throw Failure.strict }
    }

    private func record(_ input: StandardInput, _ recording: inout Recording) throws {
        var storage = [UInt8](repeating: 0, count: 1 << 18)
        try storage.withUnsafeMutableBytes { buffer in
            while true {
                switch try input.read(into: buffer, timeout: recording.patience) {
                case .bytes(let count): try recording.take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                case .timeout: break
                case .end: return
                case .stop: return try recordRest(input, buffer, &recording)
                }
                try recording.flushIfDue()
            }
        }
    }

    /// Takes what is already in the pipe when a signal comes, but no more than a MiB of an input that never ends.
    private func recordRest(
        _ input: StandardInput, _ buffer: UnsafeMutableRawBufferPointer, _ recording: inout Recording
    ) throws {
        for _ in 0..<4 {
            guard let count = input.readRest(into: buffer) else { return }
            try recording.take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    private func summarize(_ recording: Recording) {
        let skipped = recording.skipped.count
        // Who filters events in a pipe has no use for a summary, unless something is missing.
        if output == "-", skipped == 0 { return }
        let target = output == "-" ? "standard output" : output
        StandardError.write(
            "Wrote \(counted(recording.written, "event")) to \(target)"
                + (skipped > 0 ? "; skipped \(counted(skipped, "line"))." : "."))
    }
}
