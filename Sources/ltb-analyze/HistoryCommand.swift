// Owns `ltb-analyze history`: runs over time in a SQLite file.

import ArgumentParser

struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Keeps the figures of runs in a SQLite file, and tells how they change.",
        discussion: """
            A history is one file that any number of jobs may use at once. It keeps who each run was (id, branch, commit, \
            labels, status, time), its figures in all, by provider and by model, and how latencies, tokens and scores \
            were distributed; the logs stay where they are. Its tables are there for your own SQL: the article on \
            histories lists them.

            EXAMPLES
              ltb-analyze history add runs.db run.jsonl.zst
              ltb-analyze history list runs.db --branch main --last 20
              ltb-analyze history show runs.db 17
              ltb-analyze history trend runs.db 'p95(latency)' --model gpt-4o \\
                --branch main -o trend.html
              ltb-analyze history prune runs.db --keep 90d
              ltb-analyze history export runs.db > runs.jsonl
              sqlite3 runs.db 'SELECT time, branch, latency_p95
                               FROM runs JOIN totals ON run = id'
            """,
        subcommands: [
            HistoryAddCommand.self, HistoryListCommand.self, HistoryShowCommand.self, HistoryTrendCommand.self,
            HistoryPruneCommand.self,
            HistoryExportCommand.self,
        ])
}
