// Owns the tables of a history, and how those of an older one become them.

import GRDB

/// The tables of `runs.db`. `PRAGMA user_version` is the number of steps that have made them; a step never changes once
/// a release has it: what is to be changed is a new step.
enum HistorySchema {
    /// `ltbh`, in the file's header, so that no other database is taken for a history.
    static let applicationID: Int32 = 0x6c74_6268

    /// What each version adds.
    static let steps: [String] = [first, "ALTER TABLE runs ADD COLUMN skip_reasons TEXT NOT NULL DEFAULT '{}'"]

    static var version: Int { steps.count }

    private static let first = """
        CREATE TABLE runs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            run_id TEXT, digest TEXT NOT NULL UNIQUE,
            name TEXT, status TEXT, branch TEXT, git_sha TEXT, labels TEXT NOT NULL,
            host TEXT, tool TEXT, tool_version TEXT,
            time TEXT NOT NULL, started_at TEXT, duration_seconds REAL,
            window_start TEXT, window_end TEXT,
            events INTEGER NOT NULL, skipped_lines INTEGER NOT NULL, damaged_bytes INTEGER NOT NULL,
            torn_tail INTEGER NOT NULL, dropped_events INTEGER NOT NULL,
            added_at TEXT NOT NULL);
        CREATE INDEX runs_by_run_id ON runs (run_id);
        CREATE INDEX runs_by_time ON runs (time);
        CREATE TABLE logs (
            run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
            path TEXT NOT NULL, bytes INTEGER NOT NULL, digest TEXT NOT NULL);
        CREATE INDEX logs_by_run ON logs (run);
        CREATE TABLE figures (
            run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
            provider TEXT, model TEXT,
            total_requests INTEGER NOT NULL, successful_requests INTEGER NOT NULL, failed_requests INTEGER NOT NULL,
            unfinished_requests INTEGER, retried_requests INTEGER NOT NULL, error_rate REAL,
            total_input_tokens INTEGER NOT NULL, total_output_tokens INTEGER NOT NULL,
            total_cached_input_tokens INTEGER NOT NULL, total_cache_write_tokens INTEGER NOT NULL,
            total_reasoning_tokens INTEGER NOT NULL,
            total_cost REAL, priced_requests INTEGER NOT NULL, unpriced_requests INTEGER NOT NULL,
            requests_per_second REAL, output_tokens_per_second REAL, peak_concurrency INTEGER,
            latency_mean REAL, latency_p50 REAL, latency_p95 REAL, latency_p99 REAL,
            time_to_first_token_mean REAL, time_to_first_token_p50 REAL, time_to_first_token_p95 REAL,
            time_to_first_token_p99 REAL,
            time_per_output_token_mean REAL, time_per_output_token_p50 REAL, time_per_output_token_p95 REAL,
            time_per_output_token_p99 REAL);
        CREATE INDEX figures_by_run ON figures (run);
        CREATE TABLE distributions (
            run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
            provider TEXT, model TEXT, metric TEXT, benchmark_id TEXT, quantity TEXT NOT NULL,
            count INTEGER NOT NULL, mean REAL NOT NULL, stddev REAL NOT NULL, min REAL NOT NULL, max REAL NOT NULL,
            p1 REAL NOT NULL, p5 REAL NOT NULL, p10 REAL NOT NULL, p25 REAL NOT NULL, p50 REAL NOT NULL,
            p75 REAL NOT NULL, p90 REAL NOT NULL, p95 REAL NOT NULL, p99 REAL NOT NULL, p999 REAL NOT NULL,
            exact INTEGER NOT NULL, curve TEXT NOT NULL, buckets TEXT NOT NULL);
        CREATE INDEX distributions_by_run ON distributions (run);
        CREATE TABLE evaluations (
            run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
            metric TEXT NOT NULL, provider TEXT, model TEXT, benchmark_id TEXT,
            scores INTEGER NOT NULL, mean REAL, last_score REAL, pass_rate REAL, pass_rate_low REAL,
            pass_rate_high REAL);
        CREATE INDEX evaluations_by_run ON evaluations (run);
        CREATE TABLE errors (
            run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
            provider TEXT, model TEXT, error_type TEXT NOT NULL, count INTEGER NOT NULL);
        CREATE INDEX errors_by_run ON errors (run);
        CREATE VIEW totals AS SELECT * FROM figures WHERE provider IS NULL AND model IS NULL;
        CREATE VIEW providers AS SELECT * FROM figures WHERE provider IS NOT NULL AND model IS NULL;
        CREATE VIEW models AS SELECT * FROM figures WHERE model IS NOT NULL;
        """
}
