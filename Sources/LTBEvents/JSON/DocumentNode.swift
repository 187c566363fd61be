// Owns the values of a document that people write, such as a price file: each knows its line.

/// A value of a JSON or YAML document, and the line in which it begins.
package struct DocumentNode: Sendable, Equatable {
    /// What is there.
    package enum Value: Sendable, Equatable {
        case null
        case bool(Bool)
        /// A number, as its text, so that nothing is lost.
        case number(String)
        case string(String)
        case list([DocumentNode])
        /// Members in their order, each name once.
        case map([Member])
    }

    /// A name and its value.
    package struct Member: Sendable, Equatable {
        package var name: String
        /// The line of the name.
        package var line: Int
        package var value: DocumentNode

        package init(name: String, line: Int, value: DocumentNode) {
            (self.name, self.line, self.value) = (name, line, value)
        }
    }

    package var value: Value
    /// The line in which it begins; the first is 1.
    package var line: Int

    package init(_ value: Value, line: Int) {
        (self.value, self.line) = (value, line)
    }

    /// The members, if it is a map.
    package var members: [Member]? {
        if case .map(let members) = value { members } else { nil }
    }

    /// The elements, if it is a list.
    package var elements: [DocumentNode]? {
        if case .list(let elements) = value { elements } else { nil }
    }

    /// The text, if it is a string.
    package var text: String? {
        if case .string(let text) = value { text } else { nil }
    }

    /// The value of a member, if it is a map that has it.
    package subscript(name: String) -> DocumentNode? {
        members?.first { $0.name == name }?.value
    }
}

/// Limits that keep a hostile document from costing more than its size.
package enum DocumentLimits {
    /// Bytes of a document.
    package static let bytes = 64 << 20
    /// Levels of nesting.
    package static let depth = 64
    /// Values in all, those that aliases repeat included.
    package static let nodes = 4_000_000
}

/// Why a document could not be read.
package struct DocumentError: Error, Sendable, Equatable {
    /// Where; the first line is 1.
    package var line: Int
    /// The names that lead to it, the outermost first, where it is about a name.
    package var path: [String]
    /// What is wrong there, as the end of a sentence, without a full stop.
    package var problem: String

    package init(line: Int, path: [String] = [], problem: String) {
        (self.line, self.path, self.problem) = (line, path, problem)
    }

    /// A map has a name twice.
    package static func duplicate(at path: [String], line: Int, firstLine: Int) -> DocumentError {
        DocumentError(line: line, path: path, problem: "this name is there twice, first in line \(firstLine)")
    }
}
