// Owns what a client of an LLM provider looks like to a recorder.

public import LTBEvents

/// What is asked of a model.
public struct CompletionRequest: Sendable, Hashable {
    /// The model.
    public var model: String
    /// The prompt.
    public var prompt: String
    /// Tokens of the answer at most; nil: as the provider likes.
    public var maxTokens: Int?

    /// A question.
    public init(model: String, prompt: String, maxTokens: Int? = nil) {
        self.model = model
        self.prompt = prompt
        self.maxTokens = maxTokens
    }
}

/// What a model answers.
public struct CompletionResponse: Sendable, Hashable {
    /// The answer.
    public var text: String
    /// What it took; nil: the provider does not tell.
    public var tokens: TokenUsage?
    /// What it cost, in US dollars.
    public var cost: Double?
    /// Why it ended.
    public var finishReason: String?

    /// An answer.
    public init(text: String, tokens: TokenUsage? = nil, cost: Double? = nil, finishReason: String? = nil) {
        self.text = text
        self.tokens = tokens
        self.cost = cost
        self.finishReason = finishReason
    }
}

/// A piece of an answer.
public struct CompletionChunk: Sendable, Hashable {
    /// The text; empty: the piece is no content, as those that tell a role or the tokens.
    public var text: String
    /// What the answer took until now, where the piece tells, which usually the last one does.
    public var tokens: TokenUsage?
    /// What the answer cost, in US dollars, where the piece tells.
    public var cost: Double?
    /// Why the answer ended, where the piece tells.
    public var finishReason: String?

    /// A piece.
    public init(text: String, tokens: TokenUsage? = nil, cost: Double? = nil, finishReason: String? = nil) {
        self.text = text
        self.tokens = tokens
        self.cost = cost
        self.finishReason = finishReason
    }
}

/// The pieces of an answer, as they come.
public typealias CompletionChunks = any AsyncSequence<CompletionChunk, any Error> & Sendable

/// A client of an LLM provider.
///
/// Conform a client to it, wrap it once in a `MonitoredProvider`, and every call is recorded.
public protocol Provider: Sendable {
    /// The provider, as reports name it: `openai`.
    var name: String { get }

    /// Answers in one piece.
    func complete(_ request: CompletionRequest) async throws -> CompletionResponse

    /// Answers in pieces, as they come.
    func stream(_ request: CompletionRequest) async throws -> CompletionChunks
}

/// Which failed calls are made again, and when.
public struct RetryPolicy: Sendable {
    /// Attempts of a request in all, from 1.
    public var attempts: Int
    /// How long to wait before the second attempt; twice as long before each further one.
    public var delay: Duration
    /// The kinds of failure after which it is worth trying again.
    public var retried: Set<ErrorType>

    /// A policy.
    public init(
        attempts: Int, delay: Duration = .milliseconds(500),
        retried: Set<ErrorType> = [.rateLimit, .timeout, .serverError, .connection]
    ) {
        self.attempts = max(1, attempts)
        self.delay = delay
        self.retried = retried
    }

    /// Every call is made once.
    public static let none = RetryPolicy(attempts: 1)
}
