// Owns the tests of why a line is not an event, and of which reason counts.

import LTBEvents
import LTBTestSupport
import Testing

@Suite struct SkipReasonTests {
    private func reason(_ line: String) -> SkipReason? {
        do throws(SkipReason) {
            _ = try Event(line: line)
            return nil
        } catch {
            return error
        }
    }

    private func reason(data: String, of type: EventType = .requestCompleted) -> SkipReason? {
        reason(
            #"{"event_type":"\#(type.rawValue)","timestamp":"2025-01-15T10:30:00Z","#
                + #""payload":{"type":"\#(type.payloadType)","data":\#(data)}}"#)
    }

    @Test(arguments: [
        ("", SkipReason.invalid_json), ("{", .invalid_json), ("nope", .invalid_json),
        (#"{"event_type":01}"#, .invalid_json),
        (#"{"event_type":"A","timestamp":"2025-01-15T10:30:00Z"} x"#, .invalid_json),
        (#"{"event_type":"A","timestamp":"2025-01-15T10:30:00Z","skipped":{"deep":[1,]}}"#, .invalid_json),
        ("[1] 2", .invalid_json), ("[]", .not_an_object), ("1", .not_an_object), (#""{}""#, .not_an_object),
        ("null", .not_an_object), ("{}", .missing_event_type), (#"{"timestamp":1}"#, .missing_event_type),
        (#"{"event_type":null,"timestamp":"x"}"#, .missing_event_type),
        (#"{"event_type":"RunStarted","event_type":null}"#, .missing_event_type),
        (#"{"event_type":1}"#, .missing_timestamp), (#"{"event_type":"A","timestamp":null}"#, .missing_timestamp),
        (#"{"event_type":1,"timestamp":"x"}"#, .wrong_type),
        (#"{"event_type":"A","timestamp":1736937000}"#, .wrong_type),
        (#"{"event_type":{},"timestamp":"2025-01-15T10:30:00Z"}"#, .wrong_type),
        (#"{"event_type":"A","timestamp":""}"#, .invalid_timestamp),
        (#"{"event_type":"A","timestamp":"2025-01-15","id":[]}"#, .invalid_timestamp),
        (#"{"event_type":"A","timestamp":"2025-01-15T10:30:00Z","id":[]}"#, .wrong_type),
        (#"{"event_type":"RunStarted","timestamp":"2025-01-15T10:30:00Z","payload":[]}"#, .wrong_type),
        (#"{"event_type":"RunStarted","timestamp":"2025-01-15T10:30:00Z","payload":{"type":1}}"#, .wrong_type),
        (#"{"event_type":"RunStarted","timestamp":"2025-01-15T10:30:00Z","payload":{"data":"x"}}"#, .wrong_type),
    ])
    func lineThatIsNoEvent(_ line: String, expected: SkipReason) {
        #expect(reason(line) == expected)
    }

    @Test func bytesThatAreNotUTF8AreSaidFirst() {
        #expect(throws: SkipReason.invalid_utf8) { try Event(bytes: [0x7B, 0xFF]) }
        #expect(throws: SkipReason.invalid_utf8) { try Event(bytes: Array("{}".utf8) + [0xC3]) }
    }

    @Test(arguments: [
        "provider", "model", "request_id", "scheduled_at", "benchmark_id", "example_id", "operation", "attempt",
        "trace_id",
        "span_id", "labels", "latency", "time_to_first_token", "chunk_gaps", "tokens", "cost", "service_tier",
        "finish_reason", "status_code",
    ])
    func knownFieldOfAnotherKindIsWrong(_ field: String) {
        #expect(reason(data: #"{"\#(field)":true}"#) == .wrong_type)
        #expect(reason(data: #"{"\#(field)":null}"#) == nil)
        #expect(reason(data: #"{"\#(field)":true,"\#(field)":null}"#) == nil)
    }

    @Test(arguments: [
        #"{"latency":-0.1}"#, #"{"latency":9223372036.9}"#, #"{"latency":1e400}"#, #"{"time_to_first_token":-1}"#,
        #"{"chunk_gaps":[0.1,-0.1]}"#, #"{"chunk_gaps":[1e300]}"#, #"{"cost":-0.01}"#, #"{"cost":-1e-12}"#,
        #"{"cost":1e10}"#,
        #"{"tokens":{"input_tokens":-1}}"#, #"{"tokens":{"output_tokens":1.5}}"#,
        #"{"tokens":{"total_tokens":9223372036854775808}}"#, #"{"attempt":-1}"#, #"{"attempt":0.5}"#,
        #"{"status_code":1e30}"#,
    ])
    func numberOutsideOfItsRange(_ data: String) {
        #expect(reason(data: data) == .out_of_range)
    }

    @Test(arguments: [
        #"{"latency":0}"#, #"{"latency":-0.0}"#, #"{"latency":9223372036}"#, #"{"cost":0}"#, #"{"cost":9000000000}"#,
        #"{"status_code":-1}"#, #"{"tokens":{"input_tokens":9223372036854775807}}"#, #"{"attempt":1.0}"#,
        #"{"request_id":7}"#,
        #"{"labels":{"a":1,"b":true,"c":null,"d":"x"}}"#, #"{"chunk_gaps":[]}"#, #"{"tokens":{}}"#, #"{"unknown":-1}"#,
    ])
    func numberWithinItsRange(_ data: String) {
        #expect(reason(data: data) == nil)
    }

    @Test(arguments: [
        (EventType.runStarted, #"{"started_at":"yesterday"}"#, SkipReason?.some(.invalid_timestamp)),
        (.runCompleted, #"{"duration_seconds":-1}"#, .out_of_range),
        (.runCompleted, #"{"dropped_events":"1"}"#, .wrong_type),
        (.requestStarted, #"{"scheduled_at":"2025"}"#, .invalid_timestamp),
        (.requestStarted, #"{"latency":-1}"#, nil),
        (.requestFailed, #"{"error_type":429}"#, .wrong_type),
        (.requestFailed, #"{"labels":{"a":[]}}"#, .wrong_type),
        (.benchmarkProgress, #"{"completed_examples":-1}"#, .out_of_range),
        (.benchmarkProgress, #"{"progress_percent":-1}"#, nil),
        (.evaluationCompleted, #"{"score":-1}"#, nil),
        (.evaluationCompleted, #"{"score":1e10}"#, .out_of_range),
        (.evaluationCompleted, #"{"passed":1}"#, .wrong_type),
        (.providerStatus, #"{"active_requests":-1}"#, .out_of_range),
        (.systemAlert, #"{"value":-1,"threshold":"1"}"#, .wrong_type),
        (.spanEnded, #"{"attributes":[]}"#, .wrong_type),
        (.spanEnded, #"{"links":{}}"#, .wrong_type),
        (.spanEnded, #"{"start_time":1}"#, .wrong_type),
        (.healthReported, #"{"checks":{"a":1}}"#, .wrong_type),
        (.healthReported, #"{"checks":{"a":null}}"#, nil),
        (.healthReported, #"{"checks":{"a":{"duration_ms":-1}}}"#, .out_of_range),
        (.healthReported, #"{"checks":{"a":{"last_check":"x"}}}"#, .invalid_timestamp),
    ])
    func fieldsOfOtherTypes(_ type: EventType, data: String, expected: SkipReason?) {
        #expect(reason(data: data, of: type) == expected)
    }

    @Test func orderOfFieldsDoesNotMatterToTheReason() {
        #expect(reason(data: #"{"latency":-1,"provider":1}"#) == .wrong_type)
        #expect(reason(data: #"{"provider":1,"latency":-1}"#) == .wrong_type)
        #expect(reason(data: #"{"latency":-1,"scheduled_at":"x"}"#) == .invalid_timestamp)
        #expect(reason(data: #"{"tokens":{"input_tokens":-1},"scheduled_at":"x","labels":{"a":[]}}"#) == .wrong_type)
    }

    @Test func nestingHas512LevelsInALine() {
        func line(_ levels: Int) -> String {
            #"{"event_type":"A","timestamp":"2025-01-15T10:30:00Z","x":"#
                + String(repeating: "[", count: levels - 1) + String(repeating: "]", count: levels - 1) + "}"
        }
        #expect(reason(line(512)) == nil)
        #expect(reason(line(513)) == .invalid_json)
    }
}
