// Owns recording every call to a provider.

import LTBEvents
import Synchronization

/// A provider whose calls are recorded: start, end, latency, time to first token, tokens, cost, kind of error.
///
///     let provider = recorder.monitor(OpenAIClient(), retry: RetryPolicy(attempts: 3))
///     let answer = try await provider.complete(CompletionRequest(model: "gpt-4o", prompt: "…"))
///
/// Where it retries, each attempt has a start and an end of its own under the name of the one request. A stream is tried
/// again as long as none of its pieces was given on. How many requests are under way is recorded now and then, as
/// `llm_requests_active`.
public final class MonitoredProvider: Provider {
    private let base: any Provider
    private let recorder: Recorder
    private let retry: RetryPolicy
    private let active = Atomic<Int>(0)
    private let activeOfAll: ActiveRequests
    private var capturesContent: Bool { recorder.configuration.capturesContent }

    init(_ base: any Provider, _ recorder: Recorder, _ retry: RetryPolicy) {
        self.base = base
        self.recorder = recorder
        self.retry = retry
        activeOfAll = recorder.activeRequests(of: base.name)
    }

    /// The provider.
    public var name: String { base.name }

    /// Calls that are under way, streams until their last piece.
    public var activeRequests: Int { active.load(ordering: .relaxed) }

    /// Answers in one piece.
    public func complete(_ request: CompletionRequest) async throws -> CompletionResponse {
        var attempts = Attempts(of: request, name)
        return try await attempt(&attempts) { measured in
            let response = try await base.complete(request)
            measured.completion(response.text)
            measured.complete(tokens: response.tokens, cost: response.cost, finishReason: response.finishReason)
            return response
        }
    }

    /// Answers in pieces, as they come; the call ends with the last one, or when nobody reads any more.
    public func stream(_ request: CompletionRequest) async throws -> CompletionChunks {
        var attempts = Attempts(of: request, name)
        let first = try await stream(&attempts)
        return retry.attempts > 1 ? RetriedStream(first, attempts, self) : first
    }

    /// Asks for a stream until it is there, or not worth asking for again.
    func stream(_ attempts: inout Attempts) async throws -> CompletionChunks {
        let request = attempts.request
        return try await attempt(&attempts) { measured in measure(try await base.stream(request), measured) }
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
}

// MARK: - Attempts

extension MonitoredProvider {
    /// The attempts of one request.
    struct Attempts {
        let request: CompletionRequest
        fileprivate var context: RequestContext
        /// How many there were.
        fileprivate var count = 0

        fileprivate init(of request: CompletionRequest, _ provider: String) {
            self.request = request
            context = RequestContext(provider: provider, model: request.model)
        }
    }

    /// Waits for the next attempt after one has failed; throws the error if there is none.
    func waitToRetry(_ attempts: Attempts, after error: any Error) async throws {
        guard attempts.count < retry.attempts, retry.retried.contains(Failure(error).type) else { throw error }
        let factor = 1 << min(attempts.count - 1, 16)
        try await Task.sleep(for: (min(retry.delay, .seconds(3_600)) * factor).sleepable)
    }

    /// Makes a call until it succeeds, or is not worth trying again.
    private func attempt<Answer>(
        _ attempts: inout Attempts, _ body: (MeasuredRequest) async throws -> Answer
    ) async throws -> Answer {
        while true {
            let measured = begin(&attempts)
            do {
                return try await body(measured)
            } catch {
                measured.fail(error)
                try await waitToRetry(attempts, after: error)
            }
        }
    }

    private func begin(_ attempts: inout Attempts) -> MeasuredRequest {
        attempts.count += 1
        if retry.attempts > 1 { attempts.context.attempt = Int64(attempts.count) }
        active.add(1, ordering: .relaxed)
        let measured = MeasuredRequest(recorder, attempts.context) { [self] in
            active.subtract(1, ordering: .relaxed)
            activeOfAll.add(-1, to: recorder)
        }
        activeOfAll.add(1, to: recorder)
        // All attempts are of one request.
        attempts.context.requestID = measured.context.requestID
        measured.prompt(attempts.request.prompt)
        return measured
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
