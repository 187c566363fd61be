// Owns how the simulated failures look.

import LTBEvents

extension Failure.Kind {
    /// How often it happens when all is well, for a model that errs as others do.
    var usualChance: Double {
        switch self {
        case .rateLimit: 0.008
        case .timeout: 0.002
        case .serverError: 0.004
        case .overloaded: 0.002
        case .contentFilter: 0.003
        case .connection: 0.003
        }
    }

    var errorType: StandardErrorType {
        switch self {
        case .rateLimit: .rateLimit
        case .timeout: .timeout
        case .serverError, .overloaded: .serverError
        case .contentFilter: .contentFilter
        case .connection: .connection
        }
    }

    /// The HTTP status; nil where none came.
    var statusCode: Int64? {
        switch self {
        case .rateLimit: 429
        case .serverError: 500
        case .overloaded: 503
        case .contentFilter: 400
        case .timeout, .connection: nil
        }
    }

    /// Whether it makes sense to try again.
    var isRetried: Bool { self != .contentFilter }

    /// Median and spread of the time until it is noticed.
    var latency: (median: Microseconds, spread: Double) {
        switch self {
        case .rateLimit: (110_000, 0.4)
        case .timeout: (4_000, 0.5)
        case .serverError: (900_000, 0.7)
        case .overloaded: (350_000, 0.5)
        case .contentFilter: (420_000, 0.3)
        case .connection: (2_500_000, 0.5)
        }
    }

    func message(model: String) -> String {
        switch self {
        case .rateLimit: "Rate limit reached for \(model): too many tokens per minute"
        case .timeout: "No response within 60 seconds"
        case .serverError: "The server had an error while processing the request"
        case .overloaded: "The service is overloaded, try again later"
        case .contentFilter: "The response was filtered: category \"violence\""
        case .connection: "Connection reset by peer"
        }
    }
}
