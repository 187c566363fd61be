// Owns the claims about measuring streams.

import LTBEvents
import LTBLog
@testable import LTBRecorder
import Testing

struct MeasuredStreamTests {
    private struct Chunk: Sendable {
        var text: String
        var usage: TokenUsage?
    }

    private struct Broken: Error {}

    private static let context = RequestContext(provider: "openai", model: "gpt-4o", requestID: "r1")
    private static let usage = TokenUsage(inputTokens: 8, outputTokens: 3)

    /// Gives a role, three words at a distance of 100 ms, and the tokens; then ends, or throws.
    private func stream(
        of run: RecordedRun, error: (any Error)? = nil
    ) -> MeasuredStream<AsyncThrowingStream<Chunk, any Error>> {
        var chunks = [Chunk(text: "")] + ["a", "b", "c"].map { Chunk(text: $0) }
        if error == nil { chunks.append(Chunk(text: "", usage: Self.usage)) }
        let rest = Monitor(chunks[...])
        let source = AsyncThrowingStream<Chunk, any Error>(unfolding: {
            run.clock.advance(milliseconds: 100)
            if let chunk = rest.withLock({ $0.popFirst() }) { return chunk }
            if let error { throw error }
            return nil
        })
        return run.recorder.measureStream(
            Self.context, source, isContent: { !$0.text.isEmpty }, tokens: { $0.usage })
    }

    @Test func aStreamThatIsReadToItsEndIsCompletedWithItsGaps() async throws {
        let run = try RecordedRun(RecorderConfiguration().withDetails())
        var text = ""
        for try await chunk in stream(of: run) { text += chunk.text }
        #expect(text == "abc")
        #expect(
            try run.payloads() == [
                .requestStarted(RequestStarted(context: Self.context)),
                .requestCompleted(
                    RequestCompleted(
                        context: Self.context, latencySeconds: 0.6, timeToFirstTokenSeconds: 0.2,
                        chunkGapsSeconds: [0.1, 0.1],
                        tokens: TokenUsage(inputTokens: 8, outputTokens: 3, totalTokens: 11))),
            ])
    }

    @Test func aStreamThatBreaksIsFailed() async throws {
        let run = try RecordedRun()
        await #expect(throws: Broken.self) {
            for try await _ in stream(of: run, error: Broken()) {}
        }
        guard case .requestFailed(let failed) = try run.payloads()[1] else {
            Issue.record("no failure")
            return
        }
        #expect(failed.errorType == "_OTHER")
        #expect(failed.latencySeconds == 0.5)
    }

    @Test func aStreamThatIsNotReadToItsEndIsAbandoned() async throws {
        let run = try RecordedRun()
        func readOne() async throws {
            for try await chunk in stream(of: run) where !chunk.text.isEmpty { break }
        }
        try await readOne()
        guard case .requestFailed(let failed) = try run.payloads()[1] else {
            Issue.record("no failure")
            return
        }
        #expect(failed.errorType == "abandoned")
        #expect(failed.latencySeconds == 0.2)
    }

    @Test func aStreamThatIsLetGoOfByItsReaderIsAbandonedThenWithWhatItTold() async throws {
        let run = try RecordedRun()
        let chunks = [Chunk(text: "a", usage: Self.usage), Chunk(text: "b")]
        let measured = run.recorder.measureStream(
            Self.context, AsyncStream { continuation in for chunk in chunks { continuation.yield(chunk) } },
            tokens: { $0.usage })
        func readOne() async { for await _ in measured { break } }
        await readOne()
        // The sequence is still held.
        let payloads = try run.payloads()
        withExtendedLifetime(measured) {}
        guard payloads.count == 2, case .requestFailed(let failed) = payloads[1] else {
            Issue.record("no failure")
            return
        }
        #expect(failed.errorType == "abandoned")
        #expect(failed.tokens == TokenUsage(inputTokens: 8, outputTokens: 3, totalTokens: 11))
    }

    @Test func gettingAStreamIsPartOfItsRequest() async throws {
        let run = try RecordedRun()
        await #expect(throws: Broken.self) {
            _ = try await run.recorder.measureStream(Self.context) { () async throws -> AsyncStream<Chunk> in
                run.clock.advance(milliseconds: 70)
                throw Broken()
            }
        }
        let chunks = await run.recorder.measureStream(Self.context) {
            run.clock.advance(milliseconds: 30)
            return AsyncStream<Chunk> { continuation in
                continuation.yield(Chunk(text: "a"))
                continuation.finish()
            }
        }
        for await _ in chunks {}
        let payloads = try run.payloads()
        guard payloads.count == 4, case .requestFailed(let failed) = payloads[1],
            case .requestCompleted(let completed) = payloads[3]
        else {
            Issue.record("unexpected events")
            return
        }
        #expect(failed.latencySeconds == 0.07)
        #expect(completed.timeToFirstTokenSeconds == 0.03)
    }

    @Test func aStreamWhoseTaskIsCancelledIsCancelled() async throws {
        let run = try RecordedRun()
        let (source, continuation) = AsyncStream<Chunk>.makeStream()
        let measured = run.recorder.measureStream(Self.context, source)
        let task = Task { for await _ in measured {} }
        task.cancel()
        await task.value
        continuation.finish()
        guard case .requestFailed(let failed) = try run.payloads()[1] else {
            Issue.record("no failure")
            return
        }
        #expect(failed.errorType == "cancelled")
    }
}
