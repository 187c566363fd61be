// Owns the words of `error_type` that all reports know.

/// Why a request failed, in the words of the format; a program may have others of its own.
package enum StandardErrorType: String, CaseIterable, Sendable {
    case rateLimit = "rate_limit"
    case timeout
    case authentication
    case invalidRequest = "invalid_request"
    case contextLength = "context_length"
    case contentFilter = "content_filter"
    case serverError = "server_error"
    case connection
    case cancelled
    /// What the recorder says of a request that was let go.
    case abandoned
    case other = "_OTHER"
}
