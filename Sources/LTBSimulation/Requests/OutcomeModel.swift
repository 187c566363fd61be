// Owns what becomes of a request: chance, shaped by the model, the load and the state of its provider.

/// What the time of an attempt means for its outcome.
struct Conditions {
    /// The load against the average.
    var load: Double
    /// How much of the run has passed, from 0 to 1.
    var progress: Double
    /// Whether the provider has an outage.
    var isOutage: Bool
}

extension Xoshiro256 {
    /// How long a client waits.
    private static let patience: Microseconds = 60_000_000
    private static let outputLimit: Int64 = 4_096

    /// What becomes of a request to a model.
    mutating func outcome(of profile: ModelProfile, _ conditions: Conditions) -> Attempt.Outcome {
        if let kind = failureKind(profile, conditions) { return .failure(failure(kind, profile)) }
        let answer = answer(of: profile, conditions)
        return answer.latency > Self.patience ? .failure(failure(.timeout, profile)) : .answer(answer)
    }

    private mutating func failureKind(_ profile: ModelProfile, _ conditions: Conditions) -> Failure.Kind? {
        var rest = unit()
        if conditions.isOutage { return rest < 0.8 ? .rateLimit : rest < 0.9 ? .overloaded : nil }
        for kind in Failure.Kind.allCases {
            rest -= kind.usualChance * profile.errorFactor
            if rest < 0 { return kind }
        }
        return nil
    }

    private mutating func failure(_ kind: Failure.Kind, _ profile: ModelProfile) -> Failure {
        let (median, spread) = kind.latency
        let delay = Microseconds(lognormal(median: Double(median), spread: spread).rounded())
        return Failure(
            kind: kind, latency: kind == .timeout ? Self.patience + delay : max(1_000, delay),
            inputTokens: kind == .contentFilter ? inputTokens(profile) : nil)
    }

    private mutating func answer(of profile: ModelProfile, _ conditions: Conditions) -> Answer {
        let (tokens, isCut) = tokens(profile)
        let slowness = (1 + profile.drift * conditions.progress) * (0.8 + 0.2 * conditions.load)
        let perToken = lognormal(median: Double(profile.perToken), spread: 0.15) * slowness
        let prompt = 1 + Double(tokens.input - tokens.cachedInput) / 20_000
        let thinking = Double(tokens.reasoning ?? 0) * perToken
        let firstToken = lognormal(median: Double(profile.firstToken), spread: 0.3) * slowness * prompt + thinking
        let visible = Double(tokens.output - (tokens.reasoning ?? 0) - 1)
        let first = Microseconds(firstToken.rounded())
        var answer = Answer(
            latency: first + Microseconds((visible * perToken).rounded()),
            firstToken: chance(profile.streamingChance) ? first : nil, tokens: tokens, isCut: isCut)
        if answer.firstToken != nil, chance(0.06) { answer.timedGaps = Int(min(tokens.output - 1, 24)) }
        return answer
    }

    private mutating func tokens(_ profile: ModelProfile) -> (Tokens, isCut: Bool) {
        let wanted = 1 + Int64(lognormal(median: profile.medianOutputTokens, spread: 0.8))
        var tokens = Tokens(input: inputTokens(profile), output: min(wanted, Self.outputLimit))
        if let median = profile.medianReasoningTokens {
            let reasoning = min(Int64(lognormal(median: median, spread: 0.9)), 2 * Self.outputLimit)
            tokens.reasoning = reasoning
            tokens.output += reasoning
        }
        cache(&tokens, profile)
        return (tokens, wanted > Self.outputLimit)
    }

    private mutating func inputTokens(_ profile: ModelProfile) -> Int64 {
        8 + min(Int64(lognormal(median: profile.medianInputTokens, spread: 0.9)), 120_000)
    }

    /// Prompts from 1,024 tokens can be cached, in steps of 128.
    private mutating func cache(_ tokens: inout Tokens, _ profile: ModelProfile) {
        guard tokens.input >= 1_024, profile.cacheChance > 0 else { return }
        let prefix = Int64(Double(tokens.input) * (0.5 + 0.45 * unit())) / 128 * 128
        if chance(profile.cacheChance) {
            tokens.cachedInput = prefix
        } else if profile.writesCache {
            tokens.cacheWrite = prefix
        }
    }
}
