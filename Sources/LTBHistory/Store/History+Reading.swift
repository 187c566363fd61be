// Owns getting runs out of a history.

import GRDB
import LTBAnalysis
import LTBEvents

extension History {
    /// The runs of a choice, the oldest first, each with all that is kept of it.
    package func runs(_ choice: RunChoice = RunChoice()) throws(HistoryError) -> [StoredRun] {
        try read { database in
            try Self.rows(choice, database).map { try Self.run($0, database, isWhole: true) }
        }
    }

    /// The same without figures by provider and model, scores and distributions but those of all requests, for lists.
    package func outlines(_ choice: RunChoice = RunChoice()) throws(HistoryError) -> [StoredRun] {
        try read { database in
            try Self.rows(choice, database).map { try Self.run($0, database, isWhole: false) }
        }
    }

    /// The one run that a word means: its number, its id, its name, or the beginning of its id or commit.
    package func run(_ word: String) throws(HistoryError) -> StoredRun {
        try read { database in
            for condition in [
                "CAST(id AS TEXT) = ?1", "run_id = ?1", "name = ?1",
                "length(?1) > 3 AND (substr(run_id, 1, length(?1)) = ?1 OR substr(git_sha, 1, length(?1)) = ?1)",
            ] {
                let rows = try Row.fetchAll(
                    database, sql: "SELECT * FROM runs WHERE \(condition)", arguments: [word])
                if rows.count > 1 { throw HistoryError.severalRuns(word, count: rows.count) }
                if let row = rows.first { return try Self.run(row, database, isWhole: true) }
            }
            throw HistoryError.noRun(word)
        }
    }

    private static func rows(_ choice: RunChoice, _ database: Database) throws -> [Row] {
        let (condition, arguments) = choice.condition
        let limit = choice.last.map { " LIMIT \($0)" } ?? ""
        let rows = try Row.fetchAll(
            database, sql: "SELECT * FROM runs WHERE \(condition) ORDER BY time DESC, id DESC\(limit)",
            arguments: arguments)
        return rows.reversed()
    }

    private static func run(_ row: Row, _ database: Database, isWhole: Bool) throws -> StoredRun {
        let id: Int64 = try row.cell("id")
        var summary = RunSummary()
        summary.runs = [try identity(row)]
        summary.sharedLabels = labels(try row.cell("labels"))
        if let start = time(try row.cell("window_start")), let end = time(try row.cell("window_end")), start <= end {
            summary.window = Window(start: start, end: end)
        }
        summary.log = try log(row)
        try takeFigures(of: id, into: &summary, database, isWhole: isWhole)
        let logs = try Row.fetchAll(database, sql: "SELECT * FROM logs WHERE run = ? ORDER BY path", arguments: [id])
        return StoredRun(
            number: id, time: time(try row.cell("time")) ?? Timestamp(nanosecondsSince1970: 0),
            addedAt: time(try row.cell("added_at")) ?? Timestamp(nanosecondsSince1970: 0),
            digest: try row.cell("digest"),
            logs: try logs.map { row in
                StoredLog(path: try row.cell("path"), bytes: try row.cell("bytes"), digest: try row.cell("digest"))
            }, summary: summary)
    }

    private static func identity(_ row: Row) throws -> RunIdentity {
        var identity = RunIdentity()
        identity.runID = try row.cell("run_id")
        identity.name = try row.cell("name")
        identity.labels = labels(try row.cell("labels"))
        identity.status = try row.cell("status")
        identity.startedAt = time(try row.cell("started_at"))
        identity.durationSeconds = try row.figureIfKnown("duration_seconds")
        identity.host = try row.cell("host")
        identity.tool = try row.cell("tool")
        identity.toolVersion = try row.cell("tool_version")
        return identity
    }

    private static func log(_ row: Row) throws -> LogFigures {
        var log = LogFigures()
        log.events = try row.count("events")
        log.skippedLines = skippedLines(try row.count("skipped_lines"), reasons: try row.cell("skip_reasons"))
        log.damagedBytes = try row.count("damaged_bytes")
        log.tornTail = try row.cell("torn_tail")
        log.droppedEvents = try row.count("dropped_events")
        return log
    }

    /// Skipped lines by reason; what was added when these were not kept yet is `unknown`.
    private static func skippedLines(_ count: Int64, reasons: String) -> [String: Int64] {
        guard count > 0 else { return [:] }
        guard case .object(let object) = Array(reasons.utf8).withUnsafeBytes({ JSONValue(json: $0) }) else {
            return ["unknown": count]
        }
        var lines: [String: Int64] = [:]
        for member in object.members where SkipReason(rawValue: member.name) != nil {
            guard case .number(let text) = member.value, let number = Int64(text), number > 0 else { continue }
            lines[member.name] = min(number, count)
        }
        return lines.isEmpty ? ["unknown": count] : lines
    }

    private static func takeFigures(
        of run: Int64, into summary: inout RunSummary, _ database: Database, isWhole: Bool
    ) throws {
        let scope = isWhole ? "" : " AND provider IS NULL AND model IS NULL AND metric IS NULL"
        let distributions = try Row.fetchAll(
            database, sql: "SELECT * FROM distributions WHERE run = ?\(scope)", arguments: [run])
        var byKey: [DistributionKey: DistributionFigures] = [:]
        for row in distributions { byKey[try DistributionKey(row)] = try DistributionFigures(row) }
        let errors = try Row.fetchAll(database, sql: "SELECT * FROM errors WHERE run = ?", arguments: [run]).map(
            ErrorRow.init)
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT * FROM figures WHERE run = ?\(isWhole ? "" : " AND provider IS NULL AND model IS NULL") \
                ORDER BY provider, model
                """, arguments: [run])
        for row in rows {
            let (provider, model): (String?, String?) = (try row.cell("provider"), try row.cell("model"))
            var figures = try figures(row, byKey, provider, model)
            for error in errors where error.provider == provider && error.model == model {
                figures.errors[error.type] = error.count
            }
            switch (provider, model) {
            case (let provider?, let model?):
                summary.models.append(ModelFigures(provider: provider, model: model, requests: figures))
            case (let provider?, nil): summary.providers.append(ProviderFigures(provider: provider, requests: figures))
            default: summary.totals = figures
            }
        }
        summary.cost = StoredCost(summary).summary
        if isWhole { summary.evaluations = try evaluations(of: run, byKey, database) }
    }

    private static func figures(
        _ row: Row, _ distributions: [DistributionKey: DistributionFigures], _ provider: String?, _ model: String?
    ) throws -> RequestFigures {
        var figures = RequestFigures()
        for column in FigureColumn.all { try column.take(row, &figures) }
        figures.failedRequests = min(figures.failedRequests, figures.totalRequests)
        for quantity in KeptQuantity.all {
            let key = DistributionKey(provider: provider, model: model, quantity: quantity.name)
            figures[keyPath: quantity.field] = distributions[key]
        }
        return figures
    }

    private static func evaluations(
        of run: Int64, _ distributions: [DistributionKey: DistributionFigures], _ database: Database
    ) throws -> [EvaluationFigures] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT * FROM evaluations WHERE run = ? ORDER BY rowid", arguments: [run])
        return try rows.map { row in
            var figures = EvaluationFigures(
                metric: try row.cell("metric"), provider: try row.cell("provider"), model: try row.cell("model"),
                benchmarkID: try row.cell("benchmark_id"))
            figures.score =
                distributions[
                    DistributionKey(
                        provider: figures.provider, model: figures.model, metric: figures.metric,
                        benchmarkID: figures.benchmarkID, quantity: "score")]
            figures.lastScore = try row.figureIfKnown("last_score")
            figures.passRate = try row.shareIfKnown("pass_rate")
            if let low = try row.shareIfKnown("pass_rate_low"), let high = try row.shareIfKnown("pass_rate_high"),
                low <= high
            {
                figures.passRateInterval = low...high
            }
            return figures
        }
    }

    private static func time(_ text: String?) -> Timestamp? {
        text.flatMap { text in Array(text.utf8).withUnsafeBytes { Timestamp(rfc3339: $0) } }
    }

    private static func labels(_ text: String) -> [String: String] {
        guard case .object(let object) = Array(text.utf8).withUnsafeBytes({ JSONValue(json: $0) }) else { return [:] }
        var labels: [String: String] = [:]
        for member in object.members { if case .string(let value) = member.value { labels[member.name] = value } }
        return labels
    }
}

extension DistributionKey {
    fileprivate init(_ row: Row) throws {
        self.init(
            provider: try row.cell("provider"), model: try row.cell("model"), metric: try row.cell("metric"),
            benchmarkID: try row.cell("benchmark_id"), quantity: try row.cell("quantity"))
    }
}

/// How many failures of a type a provider or model had.
private struct ErrorRow {
    let provider: String?
    let model: String?
    let type: String
    let count: Int64

    init(_ row: Row) throws {
        provider = try row.cell("provider")
        model = try row.cell("model")
        type = try row.cell("error_type")
        count = try row.count("count")
    }
}
