// Owns what can go wrong with a recorder, each as one sentence for the user.

import LTBLog

/// Why a recorder could not be made, or could not write: a code to act on and a sentence to show.
public struct RecorderError: Error, Sendable, Hashable {
    /// What kind of error it is; new ones may be added.
    public struct Code: Sendable, Hashable, RawRepresentable {
        /// A short name.
        public var rawValue: String

        /// A code of this name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// An option or an environment variable has a value that it cannot have.
        public static let invalidConfiguration = Code(rawValue: "invalid_configuration")
        /// Another process records into the same file.
        public static let locked = Code(rawValue: "locked")
        /// The file cannot be opened, or is not a log.
        public static let cannotOpen = Code(rawValue: "cannot_open")
        /// The file could not be written; recording goes on and tries again.
        public static let writeFailed = Code(rawValue: "write_failed")
    }

    /// What kind of error it is.
    public var code: Code
    /// One sentence: what, where, what to do.
    public var message: String

    /// An error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    init(_ error: LogError) {
        let code: Code =
            switch error {
            case .locked: .locked
            case .writeFailed: .writeFailed
            default: .cannotOpen
            }
        self.init(code, error.description)
    }
}

extension RecorderError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
