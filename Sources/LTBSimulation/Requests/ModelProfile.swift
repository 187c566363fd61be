// Owns how the simulated models behave.

/// How a model behaves, and what it costs.
struct ModelProfile: Sendable {
    /// Nano-dollars for a token.
    struct Prices: Sendable {
        var input: Int64
        var cachedInput: Int64
        var cacheWrite: Int64
        var output: Int64
    }

    /// The place of the provider in `Fleet.providers`.
    var provider: Int
    var name: String
    /// How often it is asked, of 100 requests.
    var share: Int64
    /// The median time to the first token of a short prompt.
    var firstToken: Microseconds
    /// The median time for each further token.
    var perToken: Microseconds
    /// How much slower it is at the end of the run than at its beginning; negative if faster.
    var drift: Double
    var medianInputTokens: Double
    var medianOutputTokens: Double
    /// Reasoning tokens, where the model thinks before it answers.
    var medianReasoningTokens: Double?
    /// How often it is asked to stream.
    var streamingChance: Double
    /// How often a long prompt is found in the provider's cache.
    var cacheChance: Double
    /// Whether a long prompt that is not cached yet is written to the cache, at a price.
    var writesCache: Bool
    var serviceTier: String?
    /// nil for a model that no one has set a price for.
    var prices: Prices?
    /// How often it errs, against the others.
    var errorFactor: Double
    /// How well it does in evaluations, from 0 to 1.
    var quality: Double
}
