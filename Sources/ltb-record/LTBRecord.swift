// Owns the command `ltb-record`: its subcommands, its help, and what every one of them does first.

import ArgumentParser
import Glibc
import LTBEvents
import LTBLog

@main
struct LTBRecord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ltb-record",
        abstract: "Records the events of LLM test and benchmark runs into a compressed log.",
        usage: """
            ltb-record -o <file> [--strict]            events from standard input
            ltb-record simulate -o <file> [<options>]  events of an invented run
            """,
        discussion: """
            Without a subcommand it reads events from standard input, one JSON object a line, and appends them to the \
            log FILE (zstd, made if it is not there), which ltb-analyze turns into reports. A missing "id" or \
            "timestamp" is filled in, so that any program that can print can record. Lines that are not events are \
            reported and skipped. See: ltb-record append --help

            EXAMPLES
              Record what a program prints:
                my-benchmark | ltb-record -o run.jsonl.zst
              Record one event:
                echo '{"event_type":"RunStarted"}' | ltb-record -o run.jsonl.zst
              Fail if a line is not an event:
                ltb-record -o run.jsonl.zst --strict < events.jsonl
              Write an invented run, to try things out:
                ltb-record simulate -o demo.jsonl.zst --requests 5000

            SHELL COMPLETIONS (bash, zsh, fish)
              ltb-record --generate-completion-script bash > ltb-record.bash

            EXIT CODES
              0   fine; also when SIGINT, SIGTERM or SIGHUP ended the recording:
                  the log is closed cleanly
              1   the command could not do its job: one sentence says what and why
              2   the verdict is against you: --strict met a line that is no event
              64  wrong usage
            """,
        version: Version.current,
        subcommands: [AppendCommand.self, SimulateCommand.self],
        defaultSubcommand: AppendCommand.self)

    /// Runs the command; whatever goes wrong is one sentence on standard error and an exit code.
    static func main() {
        // A reader that goes away (`… | head`) is no error: the write then fails with EPIPE, which ends us quietly.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as Failure {
            failure.exit()
        } catch let error as LogError {
            Failure(message: error.description).exit()
        } catch {
            exit(withError: error)
        }
    }
}
