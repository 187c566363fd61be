// Owns reading environment variables.

import Glibc

/// The environment of the process, or what a test says that it is.
struct ProcessEnvironment: Sendable {
    private let values: [String: String]?

    /// The environment as it is whenever it is asked.
    static let process = ProcessEnvironment()

    private init() { values = nil }

    init(_ values: [String: String]) { self.values = values }

    /// The value of a variable; nil if it is not set or empty, which CI systems use for "not set".
    subscript(name: String) -> String? {
        let value = values.map { $0[name] } ?? getenv(name).map { String(cString: $0) }
        return value?.isEmpty == true ? nil : value
    }
}
