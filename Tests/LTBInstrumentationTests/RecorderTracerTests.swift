// Owns the claims about recording spans.

import LTBEvents
@testable import LTBInstrumentation
import LTBLog
import LTBRecorder
import LTBTestSupport
import Testing
import Tracing

struct RecorderTracerTests {
    private struct Headers: Extractor, Injector {
        func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }

        func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
    }

    private struct Broken: Error {}

    private struct Instant: TracerInstant {
        var nanosecondsSinceEpoch: UInt64

        static func < (first: Instant, second: Instant) -> Bool {
            first.nanosecondsSinceEpoch < second.nanosecondsSinceEpoch
        }
    }

    let folder: TemporaryFolder
    let recorder: Recorder
    let tracer: RecorderTracer

    init() throws {
        folder = try TemporaryFolder()
        recorder = try Recorder(to: folder["run.jsonl.zst"], configuration: RecorderConfiguration())
        tracer = RecorderTracer(recorder, serviceName: nil)
    }

    private func payloads() throws -> [Payload] {
        recorder.close()
        return try readEvents(folder["run.jsonl.zst"]).dropFirst().dropLast().map(\.payload)
    }

    private func spans() throws -> [SpanEnded] {
        try payloads().compactMap { payload in
            guard case .spanEnded(let span) = payload else { return nil }
            return span
        }
    }

    @Test func aSpanIsRecordedAtItsEndWithAllThatItCarries() throws {
        let start = Instant(nanosecondsSinceEpoch: 1_736_937_000_000_000_000)
        let end = Instant(nanosecondsSinceEpoch: 1_736_937_001_520_000_000)
        let link = tracer.startSpan("other")
        let named = RecorderTracer(recorder, serviceName: "chat")
        let span = named.startSpan("answer", context: .topLevel, ofKind: .server, at: start)
        span.attributes["count"] = 5
        span.attributes["ratio"] = 0.5
        span.attributes["names"] = ["a", "b"]
        span.attributes["is_cached"] = true
        span.addEvent(SpanEvent(name: "first token", at: start, attributes: ["n": 1]))
        span.addLink(SpanLink(context: link.context, attributes: [:]))
        span.setStatus(SpanStatus(code: .error, message: "too late"))
        span.operationName = "answered"
        span.end(at: end)
        span.end(at: Instant(nanosecondsSinceEpoch: 1_736_937_009_000_000_000))
        let identity = try #require(span.context.span?.trace)
        let other = try #require(link.context.span?.trace)
        #expect(identity.traceID.wholeMatch(of: /[0-9a-f]{32}/) != nil)
        #expect(identity.spanID.wholeMatch(of: /[0-9a-f]{16}/) != nil)
        #expect(
            try spans() == [
                SpanEnded(
                    traceID: identity.traceID, spanID: identity.spanID, name: "answered",
                    startTime: Timestamp(nanosecondsSince1970: 1_736_937_000_000_000_000), durationSeconds: 1.52,
                    kind: "server", status: "error",
                    attributes: [
                        "count": .number("5"), "is_cached": .bool(true), "names": .array([.string("a"), .string("b")]),
                        "ratio": .number("0.5"), "service.name": .string("chat"),
                        "otel.status_description": .string("too late"),
                    ],
                    links: [
                        .object([
                            "trace_id": .string(other.traceID), "span_id": .string(other.spanID),
                            "attributes": .object([:]),
                        ])
                    ],
                    events: [
                        .object([
                            "name": .string("first token"), "time": .string("2025-01-15T10:30:00.000000Z"),
                            "attributes": .object(["n": .number("1")]),
                        ])
                    ])
            ])
    }

    @Test func spansWithinSpansAreOfOneTrace() async throws {
        await #expect(throws: Broken.self) {
            try await tracer.withSpan("outer") { _ in
                try await tracer.withSpan("inner") { _ in
                    await Task.yield()
                    throw Broken()
                }
            }
        }
        let spans = try spans()
        #expect(spans.map(\.name) == ["inner", "outer"])
        #expect(spans[0].traceID == spans[1].traceID)
        #expect(spans[0].parentSpanID == spans[1].spanID)
        #expect(spans[1].parentSpanID == nil)
        #expect(spans.map(\.status) == ["error", "error"])
        guard case .object(let event) = spans[0].events.first else { return }
        #expect(event["name"] == .string("exception"))
    }

    @Test func requestsBelongToTheSpanThatTheyAreMadeIn() throws {
        let span = tracer.withSpan("outer") { span in
            recorder.start(provider: "openai", model: "m").complete()
            return span.context.span?.trace
        }
        guard case .requestCompleted(let completed) = try payloads()[1] else { return }
        #expect(completed.context.traceID == span?.traceID)
        #expect(completed.context.spanID == span?.spanID)
        #expect(span != nil)
    }

    @Test func contextGoesFromServiceToServiceAsItCame() throws {
        let incoming = [
            "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-02", "tracestate": "vendor=1",
            "baggage": "user=me;level=2,tier=gold",
        ]
        var context = InstrumentationContext.topLevel
        tracer.extract(incoming, into: &context, using: Headers())
        let span = tracer.startSpan("handle", context: context)
        span.end()
        var outgoing: [String: String] = [:]
        tracer.inject(span.context, into: &outgoing, using: Headers())
        let recorded = try #require(try spans().first)
        #expect(recorded.traceID == "0af7651916cd43dd8448eb211c80319c")
        #expect(recorded.parentSpanID == "b7ad6b7169203331")
        #expect(
            outgoing == [
                "traceparent": "00-0af7651916cd43dd8448eb211c80319c-\(recorded.spanID ?? "")-00",
                "tracestate": "vendor=1", "baggage": "user=me;level=2,tier=gold",
            ])
    }

    @Test func headersThatAreBrokenOrTooLongAreLeftOut() {
        let incoming = [
            "traceparent": "00-xyz-b7ad6b7169203331-00", "tracestate": "vendor=1",
            "baggage": String(repeating: "x", count: 8_193),
        ]
        var context = InstrumentationContext.topLevel
        tracer.extract(incoming, into: &context, using: Headers())
        #expect(context.isEmpty)
        var outgoing: [String: String] = [:]
        tracer.inject(context, into: &outgoing, using: Headers())
        #expect(outgoing.isEmpty)
    }

    @Test func aSpanHolds128OfAKind() throws {
        let span = tracer.startSpan("busy")
        for number in 0..<500 {
            span.addEvent(SpanEvent(name: "\(number)"))
            span.attributes["a\(number)"] = number
        }
        span.end()
        let recorded = try #require(try spans().first)
        #expect(recorded.events.count == 128)
        #expect(recorded.attributes.members.count == 128)
    }
}
