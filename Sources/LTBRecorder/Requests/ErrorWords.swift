// Owns telling the kind of an error from its words, where it does not say.

/// What the description of an error says.
struct ErrorWords {
    /// The kind; `_OTHER` where the words say nothing.
    let type: ErrorType
    /// The HTTP status, where there is one.
    let statusCode: Int?

    init(_ description: String) {
        let text = description.prefix(4_000).lowercased()
        let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "-" }
        let statusCode = Self.statusCode(words)
        self.statusCode = statusCode
        // What the words name is more than the status says: a 400 for a prompt that is too long. But whoever has a status had
        // an answer: the network in it is something else.
        let told = Self.vocabulary.first { type, phrases in
            (statusCode == nil || type != .connection && type != .cancelled) && phrases.contains { text.contains($0) }
        }?.0
        type = told ?? statusCode.map { ErrorType(statusCode: $0) } ?? Self.systemCode(words) ?? .other
    }

    /// What phrases mean, in the order in which they are looked for.
    private static let vocabulary: [(ErrorType, [String])] = [
        (.rateLimit, ["rate limit", "rate_limit", "ratelimit", "too many requests"]),
        (
            .contextLength,
            ["context length", "context_length", "contextlength", "maximum context", "prompt is too long"]
        ),
        (.contentFilter, ["content filter", "content_filter", "contentfilter", "content policy"]),
        (.timeout, ["timed out", "timeout", "deadline exceeded", "deadlineexceeded"]),
        (.cancelled, ["cancelled", "canceled"]),
        (.authentication, ["unauthorized", "authentication", "invalid api key", "forbidden"]),
        (
            .connection,
            [
                "connection refused", "connection reset", "connection closed", "connectionclosed", "connection lost",
                "connect to",
                "network",
                "dns lookup", "could not resolve", "unreachable", "broken pipe", "remote host",
            ]
        ),
        (
            .serverError,
            ["internal server error", "server error", "servererror", "overloaded", "bad gateway", "unavailable"]
        ),
        (.invalidRequest, ["invalid request", "invalid_request", "invalidrequest", "bad request"]),
    ]

    /// A number from 400 to 599 behind a word that announces a status.
    private static func statusCode(_ words: [Substring]) -> Int? {
        for (index, word) in words.enumerated() where word.utf8.count == 3 {
            guard let number = Int(word), (400..<600).contains(number), index > 0 else { continue }
            let before = words[max(0, index - 3)..<index]
            if before.contains(where: {
                ["status", "statuscode", "http", "code", "httpstatus", "responsecode"].contains($0)
            }) {
                return number
            }
        }
        return nil
    }

    /// What the codes of Foundation's URL loading mean (`NSURLErrorDomain`), which have no words on Linux.
    private static func systemCode(_ words: [Substring]) -> ErrorType? {
        guard words.contains(where: { $0 == "nsurlerrordomain" }) else { return nil }
        if words.contains("-1001") { return .timeout }
        if words.contains("-999") { return .cancelled }
        let connection: Set<Substring> = ["-1003", "-1004", "-1005", "-1006", "-1009", "-1200"]
        return words.contains(where: connection.contains) ? .connection : nil
    }
}
