// Owns adding runs to a history, and taking them away.

import GRDB
package import LTBAnalysis
package import LTBEvents

extension History {
    /// What became of a run that was to be added.
    package enum Added: Sendable, Equatable {
        /// It is new, under this number.
        case added(Int64)
        /// It was there, and is as it was.
        case known(Int64)
        /// It was there, and its log has grown: this has taken its place.
        case replaced(Int64)
    }

    /// The number of the run with these logs, if it was added before.
    package func number(ofDigest digest: String) throws(HistoryError) -> Int64? {
        try read { try Int64.fetchOne($0, sql: "SELECT id FROM runs WHERE digest = ?", arguments: [digest]) }
    }

    /// Adds a run, once: the same logs are not added again, and a run of which all logs that were added are among these,
    /// by their path or digest, is replaced.
    package func add(
        _ summary: RunSummary, logs: [StoredLog], at time: Timestamp
    ) throws(HistoryError) -> Added {
        let digest = StoredLog.digest(of: logs)
        return try write { database in
            if let id = try Int64.fetchOne(database, sql: "SELECT id FROM runs WHERE digest = ?", arguments: [digest]) {
                return .known(id)
            }
            let outgrown = try Self.outgrown(summary.run?.runID, logs, database)
            for id in outgrown { try database.execute(sql: "DELETE FROM runs WHERE id = ?", arguments: [id]) }
            let id = try RunInsertion(summary, digest: digest, logs: logs, addedAt: time).insert(into: database)
            return outgrown.isEmpty ? .added(id) : .replaced(id)
        }
    }

    /// The runs of an id that were added from some of these logs.
    private static func outgrown(
        _ runID: String?, _ logs: [StoredLog], _ database: Database
    ) throws -> [Int64] {
        guard let runID else { return [] }
        let paths = Set(logs.map(\.path))
        let digests = Set(logs.map(\.digest))
        return try Int64.fetchAll(database, sql: "SELECT id FROM runs WHERE run_id = ?", arguments: [runID]).filter {
            id in
            try Row.fetchAll(database, sql: "SELECT path, digest FROM logs WHERE run = ?", arguments: [id])
                .allSatisfy { row in
                    try paths.contains(row.cell("path")) || digests.contains(row.cell("digest"))
                }
        }
    }

    /// Takes away the runs that were before a time; how many.
    ///
    /// What they took of the file is used again by later runs.
    package func prune(before time: Timestamp, isTrial: Bool = false) throws(HistoryError) -> Int {
        try write { database in
            if isTrial {
                return try Int.fetchOne(
                    database, sql: "SELECT count(*) FROM runs WHERE time < ?", arguments: [time.description]) ?? 0
            }
            try database.execute(sql: "DELETE FROM runs WHERE time < ?", arguments: [time.description])
            return database.changesCount
        }
    }
}

/// The rows of one run.
private struct RunInsertion {
    private let summary: RunSummary
    private let digest: String
    private let logs: [StoredLog]
    private let addedAt: Timestamp

    init(_ summary: RunSummary, digest: String, logs: [StoredLog], addedAt: Timestamp) {
        (self.summary, self.digest, self.logs, self.addedAt) = (summary, digest, logs, addedAt)
    }

    func insert(into database: Database) throws -> Int64 {
        try insertRun(database)
        let run = database.lastInsertedRowID
        for log in logs {
            try Self.insert(
                "logs", [("run", run), ("path", log.path), ("bytes", log.bytes), ("digest", log.digest)], database)
        }
        try insert(summary.totals, run, nil, nil, database)
        for figures in summary.providers { try insert(figures.requests, run, figures.provider, nil, database) }
        for figures in summary.models { try insert(figures.requests, run, figures.provider, figures.model, database) }
        for figures in summary.evaluations { try insert(figures, run, database) }
        return run
    }

    private func insertRun(_ database: Database) throws {
        let identity = summary.run ?? RunIdentity()
        let labels = summary.sharedLabels
        let time = identity.startedAt ?? summary.window?.start ?? addedAt
        try Self.insert(
            "runs",
            [
                ("run_id", identity.runID), ("digest", digest), ("name", identity.name),
                ("status", summary.runs.status),
                ("branch", StoredRun.branch(labels)), ("git_sha", StoredRun.commit(labels)),
                ("labels", Self.json(labels) { $0.value($1) }), ("host", identity.host), ("tool", identity.tool),
                ("tool_version", identity.toolVersion), ("time", time.description),
                ("started_at", identity.startedAt?.description), ("duration_seconds", identity.durationSeconds),
                ("window_start", summary.window?.start.description), ("window_end", summary.window?.end.description),
                ("events", summary.log.events), ("skipped_lines", summary.log.skippedLines.values.reduce(0, +)),
                ("skip_reasons", Self.json(summary.log.skippedLines) { $0.value($1) }),
                ("damaged_bytes", summary.log.damagedBytes), ("torn_tail", summary.log.tornTail),
                ("dropped_events", summary.log.droppedEvents), ("added_at", addedAt.description),
            ], database)
    }

    private func insert(
        _ figures: RequestFigures, _ run: Int64, _ provider: String?, _ model: String?, _ database: Database
    ) throws {
        var columns: [(String, (any DatabaseValueConvertible)?)] = [
            ("run", run), ("provider", provider), ("model", model),
        ]
        columns += FigureColumn.all.map { ($0.name, $0.value(figures)) }
        for quantity in KeptQuantity.all where quantity.isShown {
            let distribution = figures[keyPath: quantity.field]
            columns += [
                ("\(quantity.name)_mean", distribution?.mean), ("\(quantity.name)_p50", distribution?.p50),
                ("\(quantity.name)_p95", distribution?.p95), ("\(quantity.name)_p99", distribution?.p99),
            ]
        }
        try Self.insert("figures", columns, database)
        for quantity in KeptQuantity.all {
            let key = DistributionKey(provider: provider, model: model, quantity: quantity.name)
            // By provider the percentiles are enough.
            let isWhole = provider == nil || model != nil
            try figures[keyPath: quantity.field]?.insert(key, run: run, isWhole: isWhole, into: database)
        }
        for (type, count) in figures.errors.sorted(by: { $0.key < $1.key }) {
            try Self.insert(
                "errors",
                [("run", run), ("provider", provider), ("model", model), ("error_type", type), ("count", count)],
                database)
        }
    }

    private func insert(_ figures: EvaluationFigures, _ run: Int64, _ database: Database) throws {
        try Self.insert(
            "evaluations",
            [
                ("run", run), ("metric", figures.metric), ("provider", figures.provider), ("model", figures.model),
                ("benchmark_id", figures.benchmarkID), ("scores", figures.score?.count ?? 0),
                ("mean", figures.score?.mean), ("last_score", figures.lastScore), ("pass_rate", figures.passRate),
                ("pass_rate_low", figures.passRateInterval?.lowerBound),
                ("pass_rate_high", figures.passRateInterval?.upperBound),
            ], database)
        let key = DistributionKey(
            provider: figures.provider, model: figures.model, metric: figures.metric,
            benchmarkID: figures.benchmarkID, quantity: "score")
        try figures.score?.insert(key, run: run, into: database)
    }

    private static func insert(
        _ table: String, _ columns: [(name: String, value: (any DatabaseValueConvertible)?)], _ database: Database
    ) throws {
        let names = columns.map(\.name).joined(separator: ", ")
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        let statement = try database.cachedStatement(sql: "INSERT INTO \(table) (\(names)) VALUES (\(places))")
        try statement.execute(arguments: StatementArguments(columns.map(\.value)))
    }

    private static func json<Value>(_ map: [String: Value], _ write: (inout JSONWriter, Value) -> Void) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        for (key, value) in map.sorted(by: { $0.key < $1.key }) {
            writer.key(key)
            write(&writer, value)
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
