// Owns reading YAML into nodes that know their line. Only commands link it, since Yams brings Foundation.

package import LTBEvents
import Yams

extension DocumentNode {
    /// Aliases that a document may have: 32 repeat at most some 100,000 values, whatever they are made of.
    package static let aliasLimit = 32

    /// Reads a document of JSON, which begins with `{` or `[`, or else of YAML.
    package init(document text: [UInt8]) throws(DocumentError) {
        let text = Self.withoutMark(text)
        let first = text.first { $0 > 0x20 }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
            self = try DocumentNode(yaml: text)
            return
        }
        self = try text.withUnsafeBytes { text in
            // The standard library's function does not know typed errors.
            Result { () throws(DocumentError) in try DocumentNode(json: text) }
        }.get()
    }

    /// Reads one YAML document, within the limits; a name that a map has twice is an error.
    ///
    /// Plain scalars are null, booleans and numbers where JSON has them so, `~` and nothing are null as well, and all
    /// else is text: dates, times and `1_000` too.
    package init(yaml text: [UInt8]) throws(DocumentError) {
        guard text.count <= DocumentLimits.bytes else {
            throw DocumentError(line: 1, problem: "the document has more than \(DocumentLimits.bytes) bytes")
        }
        guard let string = String(validating: Self.withoutMark(text), as: UTF8.self) else {
            throw DocumentError(line: 1, problem: "the document is not UTF-8")
        }
        guard Self.aliases(in: text) <= Self.aliasLimit else {
            throw DocumentError(line: 1, problem: "the document has more than \(Self.aliasLimit) aliases")
        }
        var count = 0
        self = try Self.node(Self.composed(string), depth: 0, count: &count)
    }

    /// The bytes behind a byte order mark, which some editors write.
    private static func withoutMark(_ text: [UInt8]) -> [UInt8] {
        text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
    }

    /// How many aliases there may be: asterisks at the beginning of a word, those in texts included.
    private static func aliases(in text: [UInt8]) -> Int {
        var count = 0
        var last = UInt8(ascii: " ")
        for byte in text {
            if byte == UInt8(ascii: "*"), last <= 0x20 || Array("[{,:-?&".utf8).contains(last) { count += 1 }
            last = byte
        }
        return count
    }

    private static func composed(_ text: String) throws(DocumentError) -> Node {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw DocumentError(line: 1, problem: "the document is empty")
            }
            return node
        } catch let error as DocumentError {
            throw error
        } catch YamlError.duplicatedKeysInMapping(_, let context) {
            throw RepeatedName.error(in: text, first: context.mark)
        } catch let error as YamlError {
            throw DocumentError(error)
        } catch {
            throw DocumentError(line: 1, problem: "this is no YAML")
        }
    }

    static func node(_ node: Node, depth: Int, count: inout Int) throws(DocumentError) -> DocumentNode {
        let line = node.mark?.line ?? 1
        count += 1
        guard count <= DocumentLimits.nodes else {
            throw DocumentError(line: line, problem: "the document has more than \(DocumentLimits.nodes) values")
        }
        guard depth < DocumentLimits.depth else {
            throw DocumentError(
                line: line, problem: "the document is nested more than \(DocumentLimits.depth) levels deep")
        }
        switch node {
        case .scalar(let scalar): return DocumentNode(value(of: scalar), line: line)
        case .sequence(let sequence):
            var elements: [DocumentNode] = []
            for element in sequence { elements.append(try self.node(element, depth: depth + 1, count: &count)) }
            return DocumentNode(.list(elements), line: line)
        case .mapping(let mapping):
            var members: [Member] = []
            for (key, value) in mapping {
                guard let name = key.scalar?.string else {
                    throw DocumentError(line: key.mark?.line ?? line, problem: "a name is a text")
                }
                let value = try self.node(value, depth: depth + 1, count: &count)
                members.append(Member(name: name, line: key.mark?.line ?? line, value: value))
            }
            return DocumentNode(.map(members), line: line)
        case .alias: throw DocumentError(line: line, problem: "this alias stands for nothing")
        }
    }

    private static func value(of scalar: Node.Scalar) -> Value {
        guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
        switch scalar.string {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return isNumber(scalar.string) ? .number(scalar.string) : .string(scalar.string)
        }
    }

    private static func isNumber(_ text: String) -> Bool {
        guard let first = text.utf8.first, first == UInt8(ascii: "-") || first &- 0x30 <= 9 else { return false }
        if case .number = Array(text.utf8).withUnsafeBytes({ JSONValue(json: $0) }) { return true }
        return false
    }
}

extension DocumentError {
    /// What Yams says, without the text around it.
    fileprivate init(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(line: mark.line, problem: "this is no YAML: \(problem)")
        default: self.init(line: 1, problem: "this is no YAML")
        }
    }
}
