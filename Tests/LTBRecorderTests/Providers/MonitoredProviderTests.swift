// Owns the claims about providers whose calls are recorded.

import LTBEvents
import LTBLog
@testable import LTBRecorder
import Testing

struct MonitoredProviderTests {
    private struct ClientError: CategorizedError {
        var errorType: ErrorType
    }

    /// Fails a number of times, then answers.
    private final class FakeProvider: Provider {
        let name = "fake"
        let run: RecordedRun
        private let errors: Monitor<[ErrorType]>
        /// What a stream throws when so many of its pieces were read; of one stream after the other.
        private let streamErrors: Monitor<[(after: Int, ErrorType)]>

        init(_ run: RecordedRun, errors: [ErrorType] = [], streamErrors: [(after: Int, ErrorType)] = []) {
            self.run = run
            self.errors = Monitor(errors)
            self.streamErrors = Monitor(streamErrors)
        }

        private func failIfDue() throws {
            let error = errors.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            run.clock.advance(milliseconds: 100)
            if let error { throw ClientError(errorType: error) }
        }

        func complete(_ request: CompletionRequest) async throws -> CompletionResponse {
            try failIfDue()
            return CompletionResponse(
                text: "yes", tokens: TokenUsage(inputTokens: 3, outputTokens: 1), cost: 0.25, finishReason: "stop")
        }

        func stream(_ request: CompletionRequest) async throws -> CompletionChunks {
            try failIfDue()
            let chunks = [
                CompletionChunk(text: ""), CompletionChunk(text: "ye"), CompletionChunk(text: "s"),
                CompletionChunk(
                    text: "", tokens: TokenUsage(inputTokens: 3, outputTokens: 2), cost: 0.5, finishReason: "stop"),
            ]
            let rest = Monitor(chunks[...])
            let error = streamErrors.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            return AsyncThrowingStream(unfolding: {
                self.run.clock.advance(milliseconds: 10)
                let read = chunks.count - rest.withLock { $0.count }
                if let error, read == error.after { throw ClientError(errorType: error.1) }
                return rest.withLock { $0.popFirst() }
            })
        }
    }

    private static let question = CompletionRequest(model: "m", prompt: "is it?")
    private static let fast = RetryPolicy(attempts: 3, delay: .zero)

    /// What was recorded, as `type attempt error`.
    private func lines(_ run: RecordedRun) throws -> (lines: [String], ids: Set<String>) {
        var ids: Set<String> = []
        let lines = try run.payloads().compactMap { payload -> String? in
            func text(_ kind: String, _ context: RequestContext, _ more: String = "") -> String {
                ids.insert(context.requestID ?? "none")
                return "\(kind) \(context.provider ?? "?")/\(context.model ?? "?") \(context.attempt ?? 0)\(more)"
            }
            return switch payload {
            case .requestStarted(let data): text("started", data.context)
            case .requestCompleted(let data): text("completed", data.context)
            case .requestFailed(let data): text("failed", data.context, " \(data.errorType ?? "?")")
            case .metricRecorded: nil
            default: payload.eventType
            }
        }
        return (lines, ids)
    }

    /// What was recorded of how many requests are under way.
    private func activeCounts(_ run: RecordedRun) throws -> [String] {
        try run.payloads().compactMap { payload in
            guard case .metricRecorded(let metric) = payload, case .number(let value) = metric.value else { return nil }
            #expect(metric.name == "llm_requests_active")
            #expect(metric.type == "gauge")
            #expect(metric.labels == ["provider": "fake"])
            return String(value)
        }
    }

    /// The only completed request.
    private func completed(_ run: RecordedRun) throws -> RequestCompleted {
        let all = try run.payloads().compactMap { payload -> RequestCompleted? in
            guard case .requestCompleted(let completed) = payload else { return nil }
            return completed
        }
        try #require(all.count == 1)
        return all[0]
    }

    @Test func aCallIsRecordedWithAllThatItsAnswerTells() async throws {
        let run = try RecordedRun()
        let provider = run.recorder.monitor(FakeProvider(run))
        #expect(try await provider.complete(Self.question).text == "yes")
        let completed = try completed(run)
        #expect(
            completed
                == RequestCompleted(
                    context: RequestContext(provider: "fake", model: "m", requestID: completed.context.requestID),
                    latencySeconds: 0.1, tokens: TokenUsage(inputTokens: 3, outputTokens: 1, totalTokens: 4),
                    costUSD: 0.25, finishReason: "stop"))
    }

    @Test func aStreamIsActiveUntilItsLastPiece() async throws {
        let run = try RecordedRun()
        let provider = run.recorder.monitor(FakeProvider(run))
        var text = ""
        var active: [Int] = []
        for try await chunk in try await provider.stream(Self.question) {
            text += chunk.text
            active.append(provider.activeRequests)
        }
        #expect(text == "yes")
        #expect(active == [1, 1, 1, 1])
        #expect(provider.activeRequests == 0)
        let completed = try completed(run)
        #expect(completed.timeToFirstTokenSeconds == 0.12)
        #expect(completed.latencySeconds == 0.15)
        #expect(completed.costUSD == 0.5)
        #expect(completed.finishReason == "stop")
        #expect(completed.tokens == TokenUsage(inputTokens: 3, outputTokens: 2, totalTokens: 5))
    }

    @Test func retriesAreAttemptsOfOneRequest() async throws {
        let run = try RecordedRun()
        let provider = run.recorder.monitor(FakeProvider(run, errors: [.rateLimit, .timeout]), retry: Self.fast)
        #expect(try await provider.complete(Self.question).text == "yes")
        let (lines, ids) = try lines(run)
        #expect(
            lines == [
                "started fake/m 1", "failed fake/m 1 rate_limit", "started fake/m 2", "failed fake/m 2 timeout",
                "started fake/m 3", "completed fake/m 3",
            ])
        #expect(ids.count == 1)
    }

    @Test func whatIsNotWorthRetryingOrFailsTooOftenIsThrown() async throws {
        let run = try RecordedRun()
        let providers = run.recorder.monitorProviders(
            [
                FakeProvider(run, errors: [.invalidRequest]),
                FakeProvider(run, errors: [.timeout, .timeout, .timeout]),
            ], retry: Self.fast)
        for provider in providers {
            await #expect(throws: ClientError.self) { try await provider.complete(Self.question) }
            #expect(provider.activeRequests == 0)
        }
        #expect(
            try lines(run).lines.filter { $0.hasPrefix("failed") } == [
                "failed fake/m 1 invalid_request", "failed fake/m 1 timeout", "failed fake/m 2 timeout",
                "failed fake/m 3 timeout",
            ])
    }

    @Test func aStreamThatFailsBeforeItsFirstPieceIsTriedAgain() async throws {
        let run = try RecordedRun()
        let provider = run.recorder.monitor(
            FakeProvider(run, errors: [.rateLimit], streamErrors: [(0, .serverError), (0, .timeout)]),
            retry: RetryPolicy(attempts: 4, delay: .zero))
        var text = ""
        for try await chunk in try await provider.stream(Self.question) { text += chunk.text }
        #expect(text == "yes")
        let (lines, ids) = try lines(run)
        #expect(
            lines == [
                "started fake/m 1", "failed fake/m 1 rate_limit", "started fake/m 2", "failed fake/m 2 server_error",
                "started fake/m 3", "failed fake/m 3 timeout", "started fake/m 4", "completed fake/m 4",
            ])
        #expect(ids.count == 1)
        #expect(provider.activeRequests == 0)
    }

    @Test func aStreamThatFailsLaterOrTooOftenOrForGoodIsNotTriedAgain() async throws {
        let cases: [(errors: [(after: Int, ErrorType)], failures: [String])] = [
            ([(1, .serverError)], ["failed fake/m 1 server_error"]),
            ([(0, .invalidRequest)], ["failed fake/m 1 invalid_request"]),
            (
                [(0, .timeout), (0, .timeout), (0, .rateLimit)],
                ["failed fake/m 1 timeout", "failed fake/m 2 timeout", "failed fake/m 3 rate_limit"]
            ),
            ([(0, .timeout), (2, .timeout)], ["failed fake/m 1 timeout", "failed fake/m 2 timeout"]),
        ]
        for (errors, failures) in cases {
            let run = try RecordedRun()
            let provider = run.recorder.monitor(FakeProvider(run, streamErrors: errors), retry: Self.fast)
            await #expect(throws: ClientError.self) {
                for try await _ in try await provider.stream(Self.question) {}
            }
            #expect(provider.activeRequests == 0)
            #expect(try lines(run).lines.filter { !$0.hasPrefix("started") } == failures)
        }
    }

    @Test func howManyAreUnderWayIsRecordedOnceASecondAndAtTheEnd() async throws {
        let run = try RecordedRun()
        let providers = run.recorder.monitorProviders([FakeProvider(run), FakeProvider(run)])
        // Each takes a tenth of a second.
        for _ in 0..<15 { _ = try await providers[0].complete(Self.question) }
        var chunks: [CompletionChunks] = []
        for provider in providers { chunks.append(try await provider.stream(Self.question)) }
        run.recorder.close()
        #expect(try activeCounts(run) == ["1.0", "0.0", "2.0"])
        withExtendedLifetime(chunks) {}
    }

    @Test func theLastCountIsRecordedThoughNoRequestFollows() async throws {
        let run = try RecordedRun()
        let provider = run.recorder.monitor(FakeProvider(run))
        var counts: [MetricValue?] = []
        let deliveries = run.recorder.events.subscribe(to: [.metricRecorded])
        _ = try await provider.complete(Self.question)
        run.clock.wakeAll()
        for await delivery in deliveries {
            guard case .event(let event) = delivery, case .metricRecorded(let metric) = event.payload else { continue }
            counts.append(metric.value)
            if counts.count == 2 { break }
        }
        #expect(counts == [.number(1), .number(0)])
        #expect(try activeCounts(run) == ["1.0", "0.0"])
    }
}
