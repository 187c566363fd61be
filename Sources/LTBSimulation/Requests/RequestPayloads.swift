// Owns the events of a simulated request.

import LTBEvents

/// Makes the events of attempts.
struct RequestPayloads: Sendable {
    let start: Timestamp
    let benchmarkIDs: [String]

    /// The labels that requests have, each as likely as the others.
    static let labels: [[String: String]] = [
        [:], [:], ["team": "search"], ["team": "search"], ["team": "support"], ["team": "batch", "tier": "free"],
    ]

    func started(_ attempt: Attempt) -> Payload {
        .requestStarted(RequestStarted(context: context(attempt)))
    }

    /// - Parameter gaps: the times between the pieces of the answer, where they were recorded.
    func completed(_ attempt: Attempt, _ answer: Answer, gaps: [Microseconds]) -> Payload {
        let prices = attempt.profile.prices
        return .requestCompleted(
            RequestCompleted(
                context: context(attempt), latencySeconds: answer.latency.seconds,
                timeToFirstTokenSeconds: answer.firstToken?.seconds, chunkGapsSeconds: gaps.map(\.seconds),
                tokens: answer.tokens.usage, costUSD: prices.map { answer.tokens.cost($0) },
                serviceTier: attempt.profile.serviceTier, finishReason: answer.isCut ? "length" : "stop",
                statusCode: 200))
    }

    func failed(_ attempt: Attempt, _ failure: Failure) -> Payload {
        let tokens = failure.inputTokens.map { Tokens(input: $0, output: 0) }
        let prices = attempt.profile.prices
        return .requestFailed(
            RequestFailed(
                context: context(attempt), errorType: failure.kind.errorType.rawValue,
                message: failure.kind.message(model: attempt.profile.name), latencySeconds: failure.latency.seconds,
                statusCode: failure.kind.statusCode, tokens: tokens?.usage,
                costUSD: tokens.flatMap { tokens in prices.map { tokens.cost($0) } }))
    }

    private func context(_ attempt: Attempt) -> RequestContext {
        let profile = attempt.profile
        return RequestContext(
            provider: Fleet.providers[profile.provider], model: profile.name,
            requestID: SequenceName.request(attempt.request), scheduledAt: attempt.scheduled.map(start.advanced),
            benchmarkID: attempt.example.map { benchmarkIDs[$0.benchmark] },
            exampleID: attempt.example.map { SequenceName.example($0.number) }, operation: "chat",
            attempt: attempt.number, traceID: attempt.trace.map(\.traceID),
            spanID: attempt.trace.map { hexadecimal($0.requestSpan) }, labels: Self.labels[attempt.labels])
    }
}

extension Tokens {
    fileprivate var usage: TokenUsage {
        TokenUsage(
            inputTokens: input, outputTokens: output, totalTokens: input + output,
            cachedInputTokens: cachedInput > 0 ? cachedInput : nil,
            cacheWriteTokens: cacheWrite > 0 ? cacheWrite : nil, reasoningTokens: reasoning)
    }

    /// US dollars, from whole nano-dollars.
    fileprivate func cost(_ prices: ModelProfile.Prices) -> Double {
        let plain = (input - cachedInput - cacheWrite) * prices.input
        let cache = cachedInput * prices.cachedInput + cacheWrite * prices.cacheWrite
        return Double(plain + cache + output * prices.output) / 1e9
    }
}

extension Timestamp {
    /// The instant that comes some time after this one.
    func advanced(_ time: Microseconds) -> Timestamp {
        Timestamp(nanosecondsSince1970: nanosecondsSince1970 + time * 1_000)
    }
}
