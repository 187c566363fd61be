// Owns recording every call to a provider.

import LTBEvents
import Synchronization

/// A provider whose calls are recorded: start, end, latency, time to first token, tokens, cost, kind of error.
///
///     let provider = recorder.monitor(OpenAIClient(), retry: RetryPolicy(attempts: 3))
///     let answer = try await provider.complete(CompletionRequest(model: "gpt-4o", prompt: "…"))
///
/// Where it retries, each attempt has a start and an end of its own under the name of the one request. A stream is tried
/// again only where asking for it fails, not once its pieces are being read.
public final class MonitoredProvider: Provider {
    private let base: any Provider
    private let recorder: Recorder
    private let retry: RetryPolicy
    private let active = Atomic<Int>(0)
    private var capturesContent: Bool { recorder.configuration.capturesContent }

    init(_ base: any Provider, _ recorder: Recorder, _ retry: RetryPolicy) {
        self.base = base
        self.recorder = recorder
        self.retry = retry
    }

    /// The provider.
    public var name: String { base.name }

    /// Calls that are under way, streams until their last piece.
    public var activeRequests: Int { active.load(ordering: .relaxed) }

    /// Answers in one piece.
    public func complete(_ request: CompletionRequest) async throws -> CompletionResponse {
        try await attempt(request) { measured in
            let response = try await base.complete(request)
            measured.completion(response.text)
            measured.complete(tokens: response.tokens, cost: response.cost, finishReason: response.finishReason)
            return response
        }
    }

    /// Answers in pieces, as they come; the call ends with the last one, or when nobody reads any more.
    public func stream(_ request: CompletionRequest) async throws -> CompletionChunks {
        try await attempt(request) { measured in measure(try await base.stream(request), measured) }
    }

    private func measure(
        _ chunks: some AsyncSequence<CompletionChunk, any Error> & Sendable, _ request: MeasuredRequest
    ) -> CompletionChunks {
        MeasuredStream(chunks, request) { [capturesContent] chunk, notes in
            notes.tokens = chunk.tokens ?? notes.tokens
            notes.cost = chunk.cost ?? notes.cost
            notes.finishReason = chunk.finishReason ?? notes.finishReason
            if capturesContent { notes.text += chunk.text }
            return !chunk.text.isEmpty
        }
    }

    /// Makes a call until it succeeds, or is not worth trying again.
    private func attempt<Answer>(
        _ request: CompletionRequest, _ body: (MeasuredRequest) async throws -> Answer
    ) async throws -> Answer {
        var context = RequestContext(provider: name, model: request.model)
        for number in 1... {
            if retry.attempts > 1 { context.attempt = Int64(number) }
            active.add(1, ordering: .relaxed)
            let measured = MeasuredRequest(recorder, context) { [self] in active.subtract(1, ordering: .relaxed) }
            // All attempts are of one request.
            context.requestID = measured.context.requestID
            measured.prompt(request.prompt)
            do {
                return try await body(measured)
            } catch {
                measured.fail(error)
                guard number < retry.attempts, retry.retried.contains(Failure(error).type) else { throw error }
                try await Task.sleep(for: (min(retry.delay, .seconds(3_600)) * (1 << min(number - 1, 16))).sleepable)
            }
        }
        throw CancellationError()
    }
}

extension Recorder {
    /// Wraps a provider, so that its calls are recorded.
    public func monitor(_ provider: any Provider, retry: RetryPolicy = .none) -> MonitoredProvider {
        MonitoredProvider(provider, self, retry)
    }

    /// Wraps several providers, so that their calls are recorded.
    public func monitorProviders(_ providers: [any Provider], retry: RetryPolicy = .none) -> [MonitoredProvider] {
        providers.map { monitor($0, retry: retry) }
    }
}
