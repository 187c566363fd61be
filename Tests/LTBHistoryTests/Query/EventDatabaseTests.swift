// Owns the tests of the tables that events are loaded into.

import LTBEvents
import LTBTestSupport
import Testing

@testable import LTBHistory

@Suite struct EventDatabaseTests {
    /// The rows of a question about lines, all of which are events.
    private func rows(_ sql: String, _ lines: [String]) throws -> [[QueryValue]] {
        let database = try EventDatabase()
        let question = try Question(sql, of: database)
        try database.begin(for: question)
        for (index, line) in lines.enumerated() {
            let event = try Event(line: line)
            try Array(line.utf8).withUnsafeBytes {
                try database.add($0, at: event.timestamp, file: Array("run.jsonl".utf8), number: index + 1)
            }
        }
        try database.finish()
        var rows: [[QueryValue]] = []
        try question.ask(database) { _ in
        } row: {
            rows.append($0)
        }
        return rows
    }

    private func request(_ data: String, type: String = "RequestCompleted") -> String {
        #"{"event_type":"\#(type)","timestamp":"2026-01-15T10:30:00.5Z","payload":{"type":"Request","data":{\#(data)}}}"#
    }

    @Test func everyEventIsARowOfEvents() throws {
        let lines = [
            #"{"event_type":"X","timestamp":"2026-01-15T11:30:00.5+01:00","id":7}"#,
            request(#""provider":"p","labels":{"team":"search"}"#),
        ]
        #expect(
            try rows("SELECT * FROM events", lines) == [
                [
                    .integer(1), .text("2026-01-15T10:30:00.500000Z"), .real(1_768_473_000.5), .text("X"), .text("7"),
                    .null, .null, .text("run.jsonl"), .integer(1),
                ],
                [
                    .integer(2), .text("2026-01-15T10:30:00.500000Z"), .real(1_768_473_000.5),
                    .text("RequestCompleted"), .null, .text("Request"),
                    .text(#"{"provider":"p","labels":{"team":"search"}}"#), .text("run.jsonl"), .integer(2),
                ],
            ])
    }

    @Test func whatWasNotRecordedIsNullAndAMissingModelUnknown() throws {
        let sql = "SELECT provider, model, status, latency, cost, output_tokens, message FROM requests"
        #expect(
            try rows(
                sql, [request(""), request(#""error_type":"timeout","message":"m","cost":0"#, type: "RequestFailed")])
                == [
                    [.text("unknown"), .text("unknown"), .text("success"), .null, .null, .null, .null],
                    [.text("unknown"), .text("unknown"), .text("error"), .null, .real(0), .null, .text("m")],
                ])
    }

    @Test func timePerOutputTokenIsThatOfEveryReport() throws {
        let lines = [
            request(#""latency":2,"time_to_first_token":1,"tokens":{"output_tokens":5}"#),
            request(#""latency":2,"time_to_first_token":0,"tokens":{"output_tokens":5}"#),
            request(#""latency":2,"time_to_first_token":1,"tokens":{"output_tokens":1}"#),
        ]
        #expect(
            try rows("SELECT time_to_first_token, time_per_output_token FROM requests", lines) == [
                [.real(1), .real(0.25)], [.null, .null], [.real(1), .null],
            ])
    }

    @Test func ofDuplicateKeysTheLastCountsInAnySpelling() throws {
        let line =
            #"{"payload":{"data":{"model":"old","cost":1},"type":"Request","data":{"mod\u0065l":"n\u0065w","tokens":3,"#
            + #""tokens":{"output_tokens":9}}},"event_type":"RequestCompleted","timestamp":"2026-01-15T10:30:00Z"}"#
        #expect(
            try rows("SELECT model, cost, output_tokens FROM requests", [line]) == [[.text("new"), .null, .integer(9)]])
    }

    @Test func aPayloadOfAnotherTypeIsNoRequest() throws {
        let line =
            #"{"event_type":"RequestCompleted","timestamp":"2026-01-15T10:30:00Z","payload":{"type":"Y","data":{}}}"#
        #expect(
            try rows("SELECT (SELECT count(*) FROM requests), (SELECT count(*) FROM events)", [line]) == [
                [.integer(0), .integer(1)]
            ])
    }

    @Test func aMetricIsANumberOrADistribution() throws {
        func metric(_ value: String, _ type: String) -> String {
            #"{"event_type":"MetricRecorded","timestamp":"2026-01-15T10:30:00Z","payload":{"type":"Metric","#
                + #""data":{"name":"m","type":"\#(type)","value":\#(value)}}}"#
        }
        #expect(
            try rows(
                "SELECT value, distribution ->> 'count' FROM metrics",
                [metric("2", "gauge"), metric(#"{"buckets":[],"count":4,"sum":8}"#, "histogram")])
                == [[.real(2), .null], [.null, .integer(4)]])
    }

    @Test func quantilesAreThoseOfNumpy() throws {
        let lines = [3.0, 1, 2, 10].map { request(#""latency":\#($0)"#) } + [request("")]
        #expect(
            try rows("SELECT quantile(latency, 0.75), median(latency), quantile(cost, 0.5) FROM requests", lines)
                == [[.real(4.75), .real(2.5), .null]])
    }

    /// Whatever an event is, however it is spelled, its row says what decoding it says.
    @Test(arguments: 0..<20) func rowsSayWhatDecodingSays(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let events = (0..<30).map { _ in random.event() }
        let sql = """
            SELECT model, latency, cost, total_tokens, request_id, scheduled_at, finish_reason, error_type, attempt \
            FROM requests ORDER BY event
            """
        #expect(try rows(sql, events.map(\.line)) == events.compactMap(Self.expected))
    }

    private static func expected(_ event: Event) throws -> [QueryValue]? {
        switch event.payload {
        case .requestCompleted(let data):
            expected(data.context, data.latencySeconds, data.costUSD, data.tokens, finish: data.finishReason)
        case .requestFailed(let data):
            expected(data.context, data.latencySeconds, data.costUSD, data.tokens, error: data.errorType)
        default: nil
        }
    }

    private static func expected(
        _ context: RequestContext, _ latency: Double?, _ cost: Double?, _ tokens: TokenUsage?, finish: String? = nil,
        error: String? = nil
    ) -> [QueryValue] {
        [
            .text(context.model ?? "unknown"), latency.map { .real($0) } ?? .null, cost.map { .real($0) } ?? .null,
            tokens?.totalTokens.map { .integer($0) } ?? .null, text(context.requestID),
            text(context.scheduledAt?.description), text(finish), text(error),
            context.attempt.map { .integer($0) } ?? .null,
        ]
    }

    private static func text(_ text: String?) -> QueryValue { text.map { .text($0) } ?? .null }
}
