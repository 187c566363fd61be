// Owns which tables SQL finds the events in, and what their columns mean.

/// A table of events: what `--tables` prints, and what is loaded.
package struct EventTable: Sendable {
    /// A column, and where its values are found.
    package struct Column: Sendable {
        /// The name in SQL.
        package var name: String
        /// What it says, with its unit.
        package var meaning: String
        var source: Source

        /// The type in SQL.
        package var type: String {
            switch source {
            case .event, .line, .isSuccess: source.isText ? "TEXT" : "INTEGER"
            case .unixSeconds, .timePerOutputToken: "REAL"
            case .timestamp, .file, .data: "TEXT"
            case .field(_, let kind): kind.sqlType
            }
        }
    }

    /// Where the values of a column come from.
    enum Source: Sendable, Equatable {
        /// The number of the event, from 1, in the order of reading.
        case event
        /// The file's base name, and the line in it.
        case file, line
        /// The event's time, as text and as a number.
        case timestamp, unixSeconds
        /// The payload's data, as JSON.
        case data
        /// `success` or `error`.
        case isSuccess
        case timePerOutputToken
        /// A field of the line.
        case field(LineField, ValueKind)

        fileprivate var isText: Bool { self == .isSuccess }
    }

    /// What a field's value becomes.
    enum ValueKind: Sendable {
        case text
        /// A string, or a number by its text.
        case identifier
        /// A string, and `unknown` where there is none.
        case name
        case integer, real
        /// A number that is above zero, or nothing.
        case positiveReal
        /// 1 or 0.
        case flag
        /// A time, as text in UTC.
        case time
        /// An object or array, as JSON.
        case json

        var sqlType: String {
            switch self {
            case .text, .identifier, .name, .time, .json: "TEXT"
            case .integer, .flag: "INTEGER"
            case .real, .positiveReal: "REAL"
            }
        }
    }

    /// The name in SQL.
    package var name: String
    /// What a row is.
    package var meaning: String
    /// The columns, in the order of `SELECT *`.
    package var columns: [Column]
    /// The types of event that have a row, each with its payload's type; empty means all events.
    var eventTypes: [String]
    var payloadType = ""

    /// The statement that makes it.
    var definition: String {
        let columns = columns.map {
            "\($0.name) \($0.type)\($0.source == .event && name == "events" ? " PRIMARY KEY" : "")"
        }
        return "CREATE TABLE \(name) (\(columns.joined(separator: ", ")))"
    }

    /// All tables.
    package static let all = [events, requests, evaluations, metrics, spans]
}

extension EventTable {
    static let events = EventTable(
        name: "events", meaning: "every event of the logs",
        columns: [
            Column("event", "the number of the event, from 1, in the order of reading", .event),
            .timestamp, .unixSeconds,
            Column("event_type", "RequestCompleted, …", .field(.eventType, .text)),
            Column("id", "the event's id", .field(.id, .identifier)),
            Column("payload_type", "Request, …", .field(.payloadType, .text)),
            Column("data", "the payload's data as JSON: data ->> 'finish_reason'", .data),
            Column("file", "the log's base name", .file),
            Column("line", "the line in the log, from 1", .line),
        ], eventTypes: [])

    static let requests = EventTable(
        name: "requests", meaning: "every attempt that ended: RequestCompleted and RequestFailed",
        columns: [
            .event, .timestamp, .unixSeconds,
            Column("provider", "the provider; unknown where none was recorded", .field(.data("provider"), .name)),
            Column("model", "the model; unknown where none was recorded", .field(.data("model"), .name)),
            Column("status", "success or error", .isSuccess),
            Column("latency", "seconds to the last byte", .field(.data("latency"), .real)),
            Column(
                "time_to_first_token", "seconds to the first content; streaming only",
                .field(.data("time_to_first_token"), .positiveReal)),
            Column("time_per_output_token", "seconds per output token after the first", .timePerOutputToken),
            Column("input_tokens", "tokens", .field(.tokens("input_tokens"), .integer)),
            Column("output_tokens", "tokens", .field(.tokens("output_tokens"), .integer)),
            Column("total_tokens", "tokens, as recorded", .field(.tokens("total_tokens"), .integer)),
            Column("cached_input_tokens", "tokens", .field(.tokens("cached_input_tokens"), .integer)),
            Column("cache_write_tokens", "tokens", .field(.tokens("cache_write_tokens"), .integer)),
            Column("reasoning_tokens", "tokens", .field(.tokens("reasoning_tokens"), .integer)),
            Column("cost", "US dollars, as recorded", .field(.data("cost"), .real)),
            Column("error_type", "rate_limit, timeout, …", .field(.data("error_type"), .text)),
            Column("message", "what the failure said", .field(.data("message"), .text)),
            Column("status_code", "the HTTP status", .field(.data("status_code"), .integer)),
            Column("finish_reason", "why the answer ended", .field(.data("finish_reason"), .text)),
            Column("service_tier", "the tier that the provider used", .field(.data("service_tier"), .text)),
            Column("operation", "chat, embeddings, …", .field(.data("operation"), .text)),
            Column("attempt", "1, 2, …", .field(.data("attempt"), .integer)),
            Column("request_id", "the request", .field(.data("request_id"), .identifier)),
            .benchmark, .example,
            Column("trace_id", "the trace", .field(.data("trace_id"), .identifier)),
            Column("span_id", "the span", .field(.data("span_id"), .identifier)),
            Column("scheduled_at", "when it should have been sent, UTC", .field(.data("scheduled_at"), .time)),
            .labels,
        ], eventTypes: ["RequestCompleted", "RequestFailed"], payloadType: "Request")

    static let evaluations = EventTable(
        name: "evaluations", meaning: "every score: EvaluationCompleted",
        columns: [
            .event, .timestamp, .unixSeconds,
            Column("metric", "what is judged", .field(.data("metric"), .text)),
            Column("score", "the score", .field(.data("score"), .real)),
            Column("passed", "1 or 0", .field(.data("passed"), .flag)),
            Column("explanation", "why", .field(.data("explanation"), .text)),
            Column("duration_seconds", "seconds", .field(.data("duration_seconds"), .real)),
            Column("provider", "the provider that is judged", .field(.data("provider"), .text)),
            Column("model", "the model that is judged", .field(.data("model"), .text)),
            Column("evaluation_id", "the evaluation", .field(.data("evaluation_id"), .identifier)),
            .benchmark, .example,
            Column("request_id", "the request whose answer is judged", .field(.data("request_id"), .identifier)),
        ], eventTypes: ["EvaluationCompleted"], payloadType: "Evaluation")

    static let metrics = EventTable(
        name: "metrics", meaning: "every value of a metric: MetricRecorded",
        columns: [
            .event, .timestamp, .unixSeconds,
            Column("name", "the metric", .field(.data("name"), .text)),
            Column("type", "counter, gauge, histogram or summary", .field(.data("type"), .text)),
            Column("value", "the number; a counter's is the increment", .field(.data("value"), .real)),
            Column("distribution", "a histogram or summary of many values, as JSON", .field(.data("value"), .json)),
            Column("unit", "the unit", .field(.data("unit"), .text)),
            .labels,
        ], eventTypes: ["MetricRecorded"], payloadType: "Metric")

    static let spans = EventTable(
        name: "spans", meaning: "every span of a trace: SpanEnded",
        columns: [
            .event, .timestamp, .unixSeconds,
            Column("trace_id", "the trace", .field(.data("trace_id"), .identifier)),
            Column("span_id", "the span", .field(.data("span_id"), .identifier)),
            Column("parent_span_id", "the span that it is a part of", .field(.data("parent_span_id"), .identifier)),
            Column("name", "the operation", .field(.data("name"), .text)),
            Column("kind", "client, server, internal, …", .field(.data("kind"), .text)),
            Column("status", "ok, error, …", .field(.data("status"), .text)),
            Column("start_time", "when it began, UTC", .field(.data("start_time"), .time)),
            Column("duration", "seconds", .field(.data("duration"), .real)),
            Column("attributes", "what else is known of it, as JSON", .field(.data("attributes"), .json)),
        ], eventTypes: ["SpanEnded"], payloadType: "Span")
}

extension EventTable.Column {
    fileprivate init(_ name: String, _ meaning: String, _ source: EventTable.Source) {
        self.init(name: name, meaning: meaning, source: source)
    }

    fileprivate static let event = Self("event", "the number of its event: JOIN events USING (event)", .event)
    fileprivate static let timestamp = Self(
        "timestamp", "when it happened or ended: 2026-01-15T10:30:00.123456Z", .timestamp)
    fileprivate static let unixSeconds = Self("unix_seconds", "the same in seconds since 1970", .unixSeconds)
    fileprivate static let benchmark = Self("benchmark_id", "the benchmark", .field(.data("benchmark_id"), .identifier))
    fileprivate static let example = Self("example_id", "the example", .field(.data("example_id"), .identifier))
    fileprivate static let labels = Self("labels", "labels as JSON: labels ->> 'team'", .field(.data("labels"), .json))
}
