// Owns what is known of a request that is under way.

/// One attempt at a request: numbers only, as many of them are moved while they wait for their end.
struct Attempt: Sendable {
    /// The number of the request, from 1, which its attempts share.
    var request: Int64
    /// 1 for the first attempt, 2 for the first retry, …
    var number: Int64 = 1
    /// The place of the model in `Fleet.models`.
    var model: Int
    /// The place of the labels in `RequestPayloads.labels`.
    var labels = 0
    /// The example of a benchmark that it runs.
    var example: Example?
    /// When it should have been sent, where that was planned.
    var scheduled: Microseconds?
    var start: Microseconds
    /// The trace that it is a part of, where it was traced.
    var trace: Trace?
    /// What will become of it.
    var outcome = Outcome.none

    /// An example of a benchmark.
    struct Example: Sendable {
        /// The place of the benchmark in the run's list.
        var benchmark: Int
        /// The number of the example, from 1.
        var number: Int64
    }

    /// What an attempt ends with.
    enum Outcome: Sendable {
        case answer(Answer)
        case failure(Failure)
        /// No end is recorded, as when its process was killed.
        case none
    }
}

extension Attempt {
    var profile: ModelProfile { Fleet.models[model] }
    var provider: Int { Fleet.models[model].provider }
}

/// An answer as it will come.
struct Answer: Sendable {
    var latency: Microseconds
    /// nil where the answer comes in one piece.
    var firstToken: Microseconds?
    var tokens: Tokens
    /// Whether it was cut at the limit of output tokens.
    var isCut: Bool
    /// In how many pieces it comes after the first, where each was timed.
    var timedGaps = 0
}

/// Token counts; the cached ones are a part of the input, the reasoning ones of the output.
struct Tokens: Sendable {
    var input: Int64
    var output: Int64
    var cachedInput: Int64 = 0
    var cacheWrite: Int64 = 0
    var reasoning: Int64?
}

/// A failure as it will come.
struct Failure: Sendable {
    var kind: Kind
    var latency: Microseconds
    /// Tokens of the prompt, where it was billed all the same.
    var inputTokens: Int64?

    enum Kind: CaseIterable, Sendable {
        case rateLimit, timeout, serverError, overloaded, contentFilter, connection
    }
}

/// The names of a trace and of its spans.
struct Trace: Sendable {
    var id: (UInt64, UInt64)
    var rootSpan: UInt64
    var searchSpan: UInt64
    var requestSpan: UInt64
    /// How long the search took that came before the request.
    var search: Microseconds
}
