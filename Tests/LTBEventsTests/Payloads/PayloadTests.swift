// Owns the tests of how payloads are read and laid out.

import LTBEvents
import LTBTestSupport
import Testing

@Suite struct PayloadTests {
    private func line(_ type: EventType, _ data: String) -> String {
        #"{"event_type":"\#(type.rawValue)","timestamp":"2025-01-15T10:30:00.000000Z","#
            + #""payload":{"type":"\#(type.payloadType)","data":\#(data)}}"#
    }

    /// Every field of the format, in the order in which it is written.
    private static let fullData: [(EventType, String)] = [
        (
            .runStarted,
            #"{"run_id":"r","schema_version":1,"started_at":"2025-01-15T10:29:00.000000Z","name":"nightly","#
                + #""labels":{"branch":"main","git_sha":"abc"},"host":"h","tool":"ltb","tool_version":"1.0"}"#
        ),
        (.runCompleted, #"{"run_id":"r","status":"passed","duration_seconds":60.5,"dropped_events":0}"#),
        (
            .requestStarted,
            #"{"provider":"openai","model":"gpt-4","request_id":"req_1","scheduled_at":"2025-01-15T10:29:59.500000Z","#
                + #""benchmark_id":"b","example_id":"e","operation":"chat","attempt":2,"trace_id":"t","span_id":"s","#
                + #""labels":{"tenant":"a"}}"#
        ),
        (
            .requestCompleted,
            #"{"provider":"openai","model":"gpt-4","request_id":"req_1","attempt":1,"latency":1.52,"#
                + #""time_to_first_token":0.31,"chunk_gaps":[0.01,0.02],"tokens":{"input_tokens":150,"#
                + #""output_tokens":75,"total_tokens":225,"cached_input_tokens":100,"cache_write_tokens":10,"#
                + #""reasoning_tokens":5},"cost":0.0135,"service_tier":"default","finish_reason":"stop","#
                + #""status_code":200}"#
        ),
        (
            .requestFailed,
            #"{"provider":"openai","model":"gpt-4","request_id":"req_1","error_type":"rate_limit","message":"slow down","#
                + #""latency":0.2,"status_code":429,"tokens":{"input_tokens":1},"cost":0.0}"#
        ),
        (.benchmarkStarted, #"{"benchmark_id":"b","name":"mmlu","total_examples":100}"#),
        (
            .benchmarkProgress,
            #"{"benchmark_id":"b","name":"mmlu","total_examples":100,"completed_examples":50,"progress_percent":50.0,"#
                + #""failed_examples":1,"current_provider":"openai","eta_seconds":12.5}"#
        ),
        (
            .benchmarkCompleted,
            #"{"benchmark_id":"b","name":"mmlu","total_examples":100,"completed_examples":99,"progress_percent":100.0,"#
                + #""failed_examples":1,"current_provider":"openai","eta_seconds":0.0,"duration_seconds":25.25}"#
        ),
        (
            .evaluationStarted,
            #"{"evaluation_id":"v","metric":"faithfulness","provider":"openai","model":"gpt-4","benchmark_id":"b","#
                + #""example_id":"e","request_id":"req_1"}"#
        ),
        (
            .evaluationCompleted,
            #"{"evaluation_id":"v","metric":"faithfulness","provider":"openai","model":"gpt-4","benchmark_id":"b","#
                + #""example_id":"e","request_id":"req_1","score":-0.5,"passed":false,"explanation":"no","#
                + #""duration_seconds":0.1}"#
        ),
        (
            .providerStatus,
            #"{"provider":"openai","status":"degraded","active_requests":3,"avg_latency":1.5,"error_rate":0.1,"#
                + #""message":"slow"}"#
        ),
        (
            .metricRecorded,
            #"{"name":"cache_hits_total","type":"counter","value":1.0,"labels":{"tier":"l1"},"unit":"1","#
                + #""description":"hits"}"#
        ),
        (
            .metricRecorded,
            #"{"name":"h","type":"histogram","value":{"buckets":[{"le":-0.5,"count":0},{"le":1.0,"count":3},"#
                + #"{"le":"+Inf","count":4}],"count":4,"sum":2.5}}"#
        ),
        (
            .metricRecorded,
            #"{"name":"s","type":"summary","value":{"quantiles":[{"quantile":0.5,"value":1.0}],"count":4,"sum":2.5}}"#
        ),
        (
            .systemAlert,
            #"{"name":"HighErrorRate","severity":"critical","message":"m","state":"firing","value":0.2,"threshold":0.1,"#
                + #""labels":{"provider":"openai"},"rule":"error_rate>0.1"}"#
        ),
        (
            .spanEnded,
            #"{"trace_id":"t","span_id":"s","name":"chat","start_time":"2025-01-15T10:29:59.000000Z","duration":1.0,"#
                + #""parent_span_id":"p","kind":"client","status":"ok","attributes":{"n":1.50},"#
                + #""links":[{"span_id":"q"}],"events":[null]}"#
        ),
        (
            .healthReported,
            #"{"status":"degraded","checks":{"db":{"component":"db","status":"healthy","message":"ok","#
                + #""last_check":"2025-01-15T10:29:59.000000Z","duration_ms":1.5,"critical":true,"x":1},"net":{}},"#
                + #""timestamp":"2025-01-15T10:29:59.000000Z","uptime_seconds":100.0}"#
        ),
    ]

    @Test(arguments: fullData)
    func fieldsAreWrittenInTheOrderOfTheFormat(_ type: EventType, data: String) throws {
        let line = line(type, data)
        #expect(try Event(line: line).line == line)
        #expect(try Event(line: line).eventType == type.rawValue)
    }

    @Test(arguments: fullData)
    func everyFieldOfTheFormatIsKnown(_ type: EventType, data: String) throws {
        let event = try Event(line: line(type, data.replacing(#","x":1}"#, with: "}")))
        #expect(event.withoutUnknownFields == event)
    }

    @Test func fieldsAreReadToTheirProperties() throws {
        let data =
            #"{"provider":"p","request_id":7,"example_id":"x","latency":1,"tokens":{"input_tokens":1e2},"content":{"a":1}}"#
        let expected = RequestCompleted(
            context: RequestContext(provider: "p", requestID: "7", exampleID: "x"), latencySeconds: 1,
            tokens: TokenUsage(inputTokens: 100), unknownFields: ["content": .object(["a": .number("1")])])
        #expect(try Event(line: line(.requestCompleted, data)).payload == .requestCompleted(expected))
    }

    @Test func labelsThatAreNoStringsAreTheirText() throws {
        let data = #"{"labels":{"a":1.50,"b":true,"c":false,"d":null,"e":"x","f":1,"f":"2"}}"#
        guard case .requestStarted(let started) = try Event(line: line(.requestStarted, data)).payload else {
            Issue.record("another type")
            return
        }
        #expect(started.context.labels == ["a": "1.50", "b": "true", "c": "false", "e": "x", "f": "2"])
    }

    @Test func lastOfDuplicateFieldsCountsWhateverTheOthersAre() throws {
        let data = #"{"latency":"x","tokens":{"input_tokens":-1},"\u006catency":-1,"tokens":{},"latency":2}"#
        #expect(
            try Event(line: line(.requestCompleted, data)).payload
                == .requestCompleted(RequestCompleted(latencySeconds: 2, tokens: TokenUsage())))
    }

    @Test func unknownFieldsAreWrittenAfterTheKnownOnes() throws {
        let event = try Event(
            line: #"{"z":[1.0],"payload":{"data":{"y":null,"run_id":"r"}},"timestamp":"2025-01-15T10:30:00Z","#
                + #""event_type":"RunCompleted"}"#)
        #expect(
            event.line
                == #"{"event_type":"RunCompleted","timestamp":"2025-01-15T10:30:00.000000Z","#
                + #""payload":{"type":"Run","data":{"run_id":"r","y":null}},"z":[1.0]}"#)
    }

    @Test(arguments: [
        (#"{"type":"Session","data":5}"#, "Session"), (#"{"type":"request","data":{}}"#, "request"),
        (#"{"data":{},"type":""}"#, ""),
    ])
    func knownEventWithAnotherPayloadTypeIsUnknown(_ payload: String, payloadType: String) throws {
        let line = #"{"event_type":"RequestCompleted","timestamp":"2025-01-15T10:30:00.000000Z","payload":\#(payload)}"#
        let event = try Event(line: line)
        guard case .unknown("RequestCompleted", payloadType, _) = event.payload else {
            Issue.record("\(event.payload)")
            return
        }
        #expect(event.line == line)
    }

    @Test(arguments: [
        "", #","payload":null"#, #","payload":5"#, #","payload":{"type":1}"#, #","payload":{"type":"T","x":[]}"#,
    ])
    func unknownEventIsPassedOn(_ payload: String) throws {
        let line = #"{"event_type":"Née\n","timestamp":"2025-01-15T10:30:00.000000Z"\#(payload)}"#
        let event = try Event(line: line)
        #expect(event.eventType == "Née\n")
        #expect(event.payload.knownType == nil)
        #expect(event.line == line.replacing(#","payload":null"#, with: ""))
    }
}
