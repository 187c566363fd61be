// Owns measuring requests as a program makes them.

public import LTBEvents

extension Recorder {
    /// Records that a request starts now.
    public func start(provider: String, model: String) -> MeasuredRequest {
        isEnabled ? MeasuredRequest(self, provider: provider, model: model) : .unrecorded
    }

    /// Records that a request starts now, with all that is known of it; it gets an id if it has none.
    ///
    /// For load that comes by a plan, give `scheduledAt`: the latency from then on is shown beside the other.
    public func start(_ context: RequestContext) -> MeasuredRequest {
        // All requests that are not recorded are one.
        isEnabled ? MeasuredRequest(self, context) : .unrecorded
    }

    /// Measures a request: what the body throws makes it failed, else it is completed when the body returns.
    ///
    /// The body may end the request itself, which is how tokens and cost are told:
    ///
    ///     let answer = try await recorder.measure(provider: "openai", model: "gpt-4o") { request in
    ///         let answer = try await client.complete(prompt)
    ///         request.complete(tokens: TokenUsage(inputTokens: answer.promptTokens, outputTokens: answer.completionTokens))
    ///         return answer
    ///     }
    public func measure<Answer>(
        provider: String, model: String, isolation: isolated (any Actor)? = #isolation,
        _ body: (MeasuredRequest) async throws -> Answer
    ) async rethrows -> Answer {
        try await measure(start(provider: provider, model: model), body)
    }

    /// Measures a request, with all that is known of it.
    public func measure<Answer>(
        _ context: RequestContext, isolation: isolated (any Actor)? = #isolation,
        _ body: (MeasuredRequest) async throws -> Answer
    ) async rethrows -> Answer {
        try await measure(start(context), body)
    }

    private func measure<Answer>(
        _ request: MeasuredRequest, isolation: isolated (any Actor)? = #isolation,
        _ body: (MeasuredRequest) async throws -> Answer
    ) async rethrows -> Answer {
        do {
            let answer = try await body(request)
            request.complete()
            return answer
        } catch {
            request.fail(error)
            throw error
        }
    }

    /// Measures a request whose answer comes in pieces, as they are read.
    ///
    /// The request starts now, before the body asks for the stream, and ends with the stream; one that is not read to its end is recorded
    /// as `abandoned`. An error of the body makes it failed.
    ///
    ///     let chunks = try await recorder.measureStream(provider: "openai", model: "gpt-4o") {
    ///         try await client.stream(prompt)
    ///     }
    ///     for try await chunk in chunks { print(chunk.text) }
    ///
    /// - Parameters:
    ///   - isContent: whether a piece is content; others do not count for the time to first token and the gaps.
    ///   - tokens: the tokens, where a piece tells them, which usually the last one does.
    public func measureStream<Base: AsyncSequence>(
        provider: String, model: String, isContent: @escaping @Sendable (Base.Element) -> Bool = { _ in true },
        tokens: @escaping @Sendable (Base.Element) -> TokenUsage? = { _ in nil },
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Base
    ) async rethrows -> MeasuredStream<Base> {
        try await measureStream(
            RequestContext(provider: provider, model: model), isContent: isContent, tokens: tokens,
            isolation: isolation, body)
    }

    /// Measures a request whose answer comes in pieces, with all that is known of it.
    public func measureStream<Base: AsyncSequence>(
        _ context: RequestContext, isContent: @escaping @Sendable (Base.Element) -> Bool = { _ in true },
        tokens: @escaping @Sendable (Base.Element) -> TokenUsage? = { _ in nil },
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Base
    ) async rethrows -> MeasuredStream<Base> {
        let request = start(context)
        do {
            return MeasuredStream(try await body(), request) { element, notes in
                if let told = tokens(element) { notes.tokens = told }
                return isContent(element)
            }
        } catch {
            request.fail(error)
            throw error
        }
    }

    /// Measures a stream that costs no time to get: the request starts now and ends with the stream.
    public func measureStream<Base: AsyncSequence>(
        provider: String, model: String, _ base: Base,
        isContent: @escaping @Sendable (Base.Element) -> Bool = { _ in true },
        tokens: @escaping @Sendable (Base.Element) -> TokenUsage? = { _ in nil }
    ) -> MeasuredStream<Base> {
        measureStream(RequestContext(provider: provider, model: model), base, isContent: isContent, tokens: tokens)
    }

    /// Measures a stream that costs no time to get, with all that is known of its request.
    public func measureStream<Base: AsyncSequence>(
        _ context: RequestContext, _ base: Base, isContent: @escaping @Sendable (Base.Element) -> Bool = { _ in true },
        tokens: @escaping @Sendable (Base.Element) -> TokenUsage? = { _ in nil }
    ) -> MeasuredStream<Base> {
        MeasuredStream(base, start(context)) { element, notes in
            if let told = tokens(element) { notes.tokens = told }
            return isContent(element)
        }
    }
}
