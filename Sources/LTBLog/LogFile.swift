// Owns the name of a log.

/// A file to read, not yet opened.
package struct LogFile: Sendable, Hashable {
    /// The path; `-` is standard input.
    package var path: String

    /// A log by its path; `-` is standard input.
    package init(path: String) {
        self.path = path
    }

    /// The base name, `-` for standard input.
    package var name: String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The name that stands for standard input.
    package static let standardInput = "-"
}
