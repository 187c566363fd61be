// Owns the table of the simulated providers and models.

/// The providers and their models: names that people know, with invented behaviour.
enum Fleet {
    static let providers = ["openai", "anthropic", "google", "local"]
    /// Those that can have an outage: the ones whose limits others set.
    static let remoteProviders: Int64 = 3

    static let models = [
        ModelProfile(
            provider: 0, name: "gpt-4o", share: 22, firstToken: 420_000, perToken: 14_000, drift: 0.05,
            medianInputTokens: 900, medianOutputTokens: 260, streamingChance: 0.8, cacheChance: 0.35,
            writesCache: false, serviceTier: "default",
            prices: .init(input: 2_500, cachedInput: 1_250, cacheWrite: 0, output: 10_000), errorFactor: 1,
            quality: 0.84),
        ModelProfile(
            provider: 0, name: "gpt-4o-mini", share: 26, firstToken: 310_000, perToken: 9_000, drift: 0.12,
            medianInputTokens: 700, medianOutputTokens: 180, streamingChance: 0.7, cacheChance: 0.3,
            writesCache: false, serviceTier: "default",
            prices: .init(input: 150, cachedInput: 75, cacheWrite: 0, output: 600), errorFactor: 0.8, quality: 0.75),
        ModelProfile(
            provider: 1, name: "claude-sonnet-4", share: 18, firstToken: 640_000, perToken: 16_000, drift: 0.2,
            medianInputTokens: 1_400, medianOutputTokens: 320, streamingChance: 0.9, cacheChance: 0.5,
            writesCache: true, serviceTier: "standard",
            prices: .init(input: 3_000, cachedInput: 300, cacheWrite: 3_750, output: 15_000), errorFactor: 1.1,
            quality: 0.9),
        ModelProfile(
            provider: 1, name: "claude-haiku-3.5", share: 10, firstToken: 380_000, perToken: 11_000, drift: -0.04,
            medianInputTokens: 800, medianOutputTokens: 200, streamingChance: 0.8, cacheChance: 0.4,
            writesCache: true, serviceTier: "standard",
            prices: .init(input: 800, cachedInput: 80, cacheWrite: 1_000, output: 4_000), errorFactor: 0.9,
            quality: 0.77),
        ModelProfile(
            provider: 2, name: "gemini-2.5-flash", share: 16, firstToken: 280_000, perToken: 5_000, drift: -0.1,
            medianInputTokens: 1_100, medianOutputTokens: 240, medianReasoningTokens: 150, streamingChance: 0.6,
            cacheChance: 0.25, writesCache: false,
            prices: .init(input: 300, cachedInput: 75, cacheWrite: 0, output: 2_500), errorFactor: 1.3,
            quality: 0.81),
        ModelProfile(
            provider: 3, name: "llama-3.3-70b", share: 8, firstToken: 190_000, perToken: 24_000, drift: 0.3,
            medianInputTokens: 600, medianOutputTokens: 150, streamingChance: 0.5, cacheChance: 0, writesCache: false,
            prices: nil, errorFactor: 1.6, quality: 0.7),
    ]
}
