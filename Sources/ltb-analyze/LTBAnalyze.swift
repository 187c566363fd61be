// Owns the command `ltb-analyze`: its subcommands, its help, and what every one of them does first.

import ArgumentParser
import Glibc
import LTBEvents

@main
struct LTBAnalyze: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ltb-analyze",
        abstract: "Turns the event logs of LLM test and benchmark runs into reports.",
        discussion: """
            A log is a file of JSON lines, compressed with zstd (run.jsonl.zst) or plain, that a run has recorded: \
            see ltb-record. FILE may be a log, a folder of logs (searched for *.jsonl.zst and *.jsonl), or - for \
            standard input; several are read together as one.

            EXAMPLES
              ltb-analyze report run.jsonl.zst                 a summary, and run.html
              ltb-analyze report logs/ -o report.html -o run.json  both from one pass
              ltb-analyze stats run.jsonl.zst                  the numbers only
              ltb-analyze cost run.jsonl.zst                   what it cost
              ltb-analyze compare main.zst branch.zst          what changed
              ltb-analyze cat run.jsonl.zst | jq .payload      the events themselves
              ltb-analyze cat run.jsonl.zst --type RequestFailed  those that matter
              ltb-analyze tail -n 3 run.jsonl.zst              the last ones
              ltb-analyze tail -f run.jsonl.zst                and those to come
              ltb-analyze serve run.jsonl.zst                  a dashboard, and metrics
              ltb-analyze check run.jsonl.zst --expect 'cost < 5'  a gate for CI
              ltb-analyze verify run.jsonl.zst                 what is wrong, and where
              ltb-analyze repair run.jsonl.zst -o clean.jsonl.zst  all that can be read
              ltb-analyze merge worker-*.zst -o run.jsonl.zst  many logs into one
              ltb-analyze query run.jsonl.zst 'SELECT …'       SQL over the events
              ltb-analyze history add runs.db run.jsonl.zst    beside other runs
              ltb-analyze export run.jsonl.zst --to openmetrics  into Prometheus
              ltb-analyze stack monitoring                     to watch runs: Grafana
              zstdcat run.jsonl.zst | ltb-analyze report -  from a pipe

            SHELL COMPLETIONS
              ltb-analyze --generate-completion-script bash \\
                > /etc/bash_completion.d/ltb-analyze

            EXIT CODES
              0  fine (a log without requests, too)
              1  the command could not do its job: what and why is one sentence on
                 standard error
              2  the verdict is against you: --strict met damage, verify found any, an
                 objective of --slo or an expectation of check was missed, the cost is
                 over --budget, or compare found anything worse
              3  an objective, an expectation, --budget or a difference could not be
                 judged: nothing of the kind was measured
              64 wrong usage
            """,
        version: Version.current,
        subcommands: [
            ReportCommand.self, StatsCommand.self, CheckCommand.self, CostCommand.self, CompareCommand.self,
            PricesCommand.self,
            CatCommand.self, TailCommand.self, ServeCommand.self, InfoCommand.self, VerifyCommand.self,
            RepairCommand.self, MergeCommand.self, QueryCommand.self, HistoryCommand.self, ExportCommand.self,
            StackCommand.self,
        ])

    /// Runs the command; whatever goes wrong is one sentence on standard error and an exit code.
    static func main() {
        // A reader that goes away (`… | head`) is no error: the write then fails with EPIPE, which ends us quietly.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as Failure {
            failure.exit()
        } catch {
            guard exitCode(for: error) != .success else { exit(withError: error) }
            // What was typed is in the message, as it was typed.
            StandardError.write(lines: fullMessage(for: error))
            Glibc.exit(exitCode(for: error).rawValue)
        }
    }
}
