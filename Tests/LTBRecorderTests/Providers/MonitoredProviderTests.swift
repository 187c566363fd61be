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

        init(_ run: RecordedRun, errors: [ErrorType] = []) {
            self.run = run
            self.errors = Monitor(errors)
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
            return AsyncThrowingStream(unfolding: {
                self.run.clock.advance(milliseconds: 10)
                return rest.withLock { $0.popFirst() }
            })
        }
    }

    private static let question = CompletionRequest(model: "m", prompt: "is it?")
    private static let fast = RetryPolicy(attempts: 3, delay: .zero)

    /// What was recorded, as `type attempt error`.
    private func lines(_ run: RecordedRun) throws -> (lines: [String], ids: Set<String>) {
        var ids: Set<String> = []
        let lines = try run.payloads().map { payload in
            func text(_ kind: String, _ context: RequestContext, _ more: String = "") -> String {
                ids.insert(context.requestID ?? "none")
                return "\(kind) \(context.provider ?? "?")/\(context.model ?? "?") \(context.attempt ?? 0)\(more)"
            }
            return switch payload {
            case .requestStarted(let data): text("started", data.context)
            case .requestCompleted(let data): text("completed", data.context)
            case .requestFailed(let data): text("failed", data.context, " \(data.errorType ?? "?")")
            default: payload.eventType
            }
        }
        return (lines, ids)
    }

    @Test func aCallIsRecordedWithAllThatItsAnswerTells() async throws {
        let run = try RecordedRun()
        let provider = run.recorder.monitor(FakeProvider(run))
        #expect(try await provider.complete(Self.question).text == "yes")
        guard case .requestCompleted(let completed) = try run.payloads()[1] else { return }
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
        guard case .requestCompleted(let completed) = try run.payloads()[1] else { return }
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
}
