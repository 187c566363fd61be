// Owns the claims about measuring requests.

import LTBEvents
@testable import LTBRecorder
import Testing

struct MeasuredRequestTests {
    private static let context = RequestContext(provider: "openai", model: "gpt-4o", requestID: "r1")

    private struct ClientError: CategorizedError {
        var errorType: ErrorType { .rateLimit }
        var statusCode: Int? { 429 }
    }

    private struct PlainError: Error, CustomStringConvertible {
        var description: String
    }

    @Test func aRequestIsItsStartAndItsEndWithTheTimesBetween() throws {
        let run = try RecordedRun()
        let request = run.recorder.start(Self.context)
        run.clock.advance(milliseconds: 310)
        request.firstToken()
        run.clock.advance(milliseconds: 20)
        request.chunk()
        run.clock.advance(milliseconds: 1_190)
        #expect(
            request.complete(
                tokens: TokenUsage(inputTokens: 150, outputTokens: 75), cost: 0.0135, finishReason: "stop",
                serviceTier: "flex", statusCode: 200))
        #expect(
            try run.payloads() == [
                .requestStarted(RequestStarted(context: Self.context)),
                .requestCompleted(
                    RequestCompleted(
                        context: Self.context, latencySeconds: 1.52, timeToFirstTokenSeconds: 0.31,
                        tokens: TokenUsage(inputTokens: 150, outputTokens: 75, totalTokens: 225), costUSD: 0.0135,
                        serviceTier: "flex", finishReason: "stop", statusCode: 200)),
            ])
    }

    @Test func onlyTheFirstEndCounts() throws {
        let run = try RecordedRun()
        let request = run.recorder.start(Self.context)
        #expect(request.fail(.timeout, message: "too slow", tokens: TokenUsage(inputTokens: 5), cost: 0.5))
        #expect(!request.complete())
        #expect(!request.fail(ClientError()))
        #expect(
            try run.payloads().dropFirst() == [
                .requestFailed(
                    RequestFailed(
                        context: Self.context, errorType: "timeout", message: "too slow", latencySeconds: 0,
                        tokens: TokenUsage(inputTokens: 5), costUSD: 0.5))
            ])
    }

    @Test func detailsAreRecordedOnlyWhereTheyAreWished() throws {
        for hasDetails in [false, true] {
            let run = try RecordedRun(RecorderConfiguration().withDetails(hasDetails))
            var context = Self.context
            context.labels = ["user": "u1"]
            let request = run.recorder.start(context)
            for _ in 0..<3 {
                run.clock.advance(milliseconds: 100)
                request.chunk()
            }
            request.complete()
            guard case .requestCompleted(let completed) = try run.payloads()[1] else { return }
            #expect(completed.chunkGapsSeconds == (hasDetails ? [0.1, 0.1] : []))
            #expect(completed.context.labels == (hasDetails ? ["user": "u1"] : [:]))
            #expect(completed.timeToFirstTokenSeconds == 0.1)
        }
    }

    @Test func contentIsRecordedOnlyWhereItIsWishedAndCutBetweenCharacters() throws {
        let long = String(repeating: "ä", count: 200 << 10)
        for isCaptured in [false, true] {
            let run = try RecordedRun(RecorderConfiguration().withContentCapture(isCaptured))
            let request = run.recorder.start(Self.context)
            request.prompt("x" + long)
            request.completion("yes")
            request.complete()
            guard case .requestCompleted(let completed) = try run.payloads()[1] else { return }
            guard isCaptured else {
                #expect(completed.unknownFields.isEmpty)
                continue
            }
            let kept = "x" + String(repeating: "ä", count: (128 << 10) - 1)
            #expect(
                completed.unknownFields == [
                    "content": .object(["prompt": .string(kept), "completion": .string("yes")]),
                    "content_truncated": .bool(true),
                ])
        }
    }

    @Test func aRequestThatIsLetGoOfIsAbandoned() throws {
        let run = try RecordedRun()
        do { _ = run.recorder.start(Self.context) }
        #expect(
            try run.payloads().dropFirst() == [
                .requestFailed(
                    RequestFailed(
                        context: Self.context, errorType: "abandoned", message: "nobody waited for its end",
                        latencySeconds: 0))
            ])
    }

    @Test func whatABodyThrowsMakesItsRequestFailed() async throws {
        let run = try RecordedRun()
        let errors: [any Error] = [
            ClientError(), CancellationError(), PlainError(description: "HTTP 504: Gateway Timeout"),
            PlainError(description: "connection reset by peer"), PlainError(description: "what?"),
        ]
        for error in errors {
            await #expect(throws: (any Error).self) {
                try await run.recorder.measure(provider: "openai", model: "gpt-4o") { _ in throw error }
            }
        }
        let failures = try run.payloads().compactMap { payload -> String? in
            guard case .requestFailed(let failed) = payload else { return nil }
            return [failed.errorType, failed.statusCode.map(String.init), failed.message].compactMap(\.self)
                .joined(separator: "|")
        }
        #expect(
            failures == [
                "rate_limit|429|ClientError()", "cancelled|the task was cancelled",
                "timeout|504|HTTP 504: Gateway Timeout",
                "connection|connection reset by peer", "_OTHER|what?",
            ])
    }

    @Test func aBodyThatReturnsCompletesItsRequestUnlessItHasItself() async throws {
        let run = try RecordedRun()
        let answer = await run.recorder.measure(Self.context) { request in
            run.clock.advance(milliseconds: 40)
            return request.context.requestID
        }
        await run.recorder.measure(Self.context) { request in
            request.complete(cost: 1)
            run.clock.advance(milliseconds: 40)
        }
        #expect(answer == "r1")
        let completed = try run.payloads().compactMap { payload -> RequestCompleted? in
            guard case .requestCompleted(let completed) = payload else { return nil }
            return completed
        }
        #expect(
            completed == [
                RequestCompleted(context: Self.context, latencySeconds: 0.04),
                RequestCompleted(context: Self.context, latencySeconds: 0, costUSD: 1),
            ])
    }

    @Test func requestsBelongToTheSpanOfTheirTask() async throws {
        let run = try RecordedRun()
        let header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        TraceContext.withValue(TraceContext(traceparent: header)) {
            _ = run.recorder.start(Self.context).complete()
        }
        guard case .requestCompleted(let completed) = try run.payloads()[1] else { return }
        #expect(completed.context.traceID == "0af7651916cd43dd8448eb211c80319c")
        #expect(completed.context.spanID == "b7ad6b7169203331")
    }

    @Test(arguments: [
        nil, "", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331", "00-0af7-b7ad6b7169203331-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
    ])
    func whatIsNotATraceParentIsNone(_ header: String?) {
        #expect(TraceContext(traceparent: header) == nil)
    }

    @Test func anHTTPStatusSaysWhatKindOfErrorItIs() {
        let kinds = [400, 401, 403, 404, 408, 422, 429, 500, 503, 504, 529, 200].map {
            ErrorType(statusCode: $0).rawValue
        }
        #expect(
            kinds == [
                "invalid_request", "authentication", "authentication", "invalid_request", "timeout", "invalid_request",
                "rate_limit", "server_error", "server_error", "timeout", "server_error", "_OTHER",
            ])
    }
}
