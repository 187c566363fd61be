// Owns the kinds of failure of a request, and telling them from thrown errors.

import LTBEvents

/// Why a request failed: one of the words that all reports know, or the program's own.
public struct ErrorType: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral {
    /// The word in `error_type`.
    public var rawValue: String

    /// A word.
    public init(rawValue: String) { self.rawValue = rawValue }

    private init(_ type: StandardErrorType) { rawValue = type.rawValue }

    /// A word of the program's own.
    public init(stringLiteral word: String) { rawValue = word }

    /// Too many requests.
    public static let rateLimit = ErrorType(.rateLimit)
    /// It took too long.
    public static let timeout = ErrorType(.timeout)
    /// Who are you?
    public static let authentication = ErrorType(.authentication)
    /// The request makes no sense to the provider.
    public static let invalidRequest = ErrorType(.invalidRequest)
    /// The prompt is longer than the model can take.
    public static let contextLength = ErrorType(.contextLength)
    /// The provider refuses the content.
    public static let contentFilter = ErrorType(.contentFilter)
    /// The provider failed.
    public static let serverError = ErrorType(.serverError)
    /// The provider could not be reached, or the connection broke.
    public static let connection = ErrorType(.connection)
    /// The program gave it up: its task was cancelled.
    public static let cancelled = ErrorType(.cancelled)
    /// The program lost interest: it stopped reading a stream before its end, or let go of a request without ending it.
    public static let abandoned = ErrorType(.abandoned)
    /// Anything else.
    public static let other = ErrorType(.other)

    /// What an HTTP status says, of which only those from 400 are errors.
    public init(statusCode: Int) {
        self =
            switch statusCode {
            case 401, 403: .authentication
            case 408, 504: .timeout
            case 429: .rateLimit
            case 400..<500: .invalidRequest
            case 500..<600: .serverError
            default: .other
            }
    }
}

/// An error that knows what kind of failure it is.
///
/// Conform the errors of a client to it, and requests that throw them are counted by their kind.
public protocol CategorizedError: Error {
    /// What kind of failure it is.
    var errorType: ErrorType { get }
    /// The HTTP status, where there was one.
    var statusCode: Int? { get }
}

extension CategorizedError {
    /// There was none.
    public var statusCode: Int? { nil }
}

/// What is recorded of an error.
struct Failure: Sendable {
    var type: ErrorType
    var message: String?
    var statusCode: Int?

    init(_ type: ErrorType, _ message: String? = nil, statusCode: Int? = nil) {
        self.type = type
        self.message = message.map(redacted)
        self.statusCode = statusCode
    }

    /// Tells the kind of an error from its type where it says, else from its words.
    init(_ error: any Error) {
        let words = String(describing: error)
        switch error {
        case let error as any CategorizedError:
            self.init(error.errorType, words, statusCode: error.statusCode)
        case is CancellationError:
            self = .cancelled
        default:
            let name = String(describing: Swift.type(of: error))
            let told = ErrorWords(name + " " + words)
            self.init(told.type, words, statusCode: told.statusCode)
        }
    }

    /// The program gave it up.
    static let cancelled = Failure(.cancelled, "the task was cancelled")
}
