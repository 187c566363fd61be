// Owns what goes over the wire: as much of the chat completions API as the example needs.

import Hummingbird

struct ChatMessage: Codable, Sendable {
    var role: String?
    var content: String?
}

struct ChatRequest: Codable, Sendable {
    var model: String
    var messages: [ChatMessage]
    var stream: Bool
}

/// An answer, or a piece of one.
struct ChatAnswer: ResponseCodable, Sendable {
    struct Choice: Codable, Sendable {
        /// In an answer in one piece.
        var message: ChatMessage?
        /// In a piece of a stream.
        var delta: ChatMessage?
        var finish_reason: String?
    }

    struct Usage: Codable, Sendable {
        var prompt_tokens: Int64
        var completion_tokens: Int64
    }

    var choices: [Choice]
    var usage: Usage?
}
