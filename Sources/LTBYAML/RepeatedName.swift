// Owns finding where a map of a YAML document has a name twice, of which Yams tells only the first place.

import LTBEvents
import Yams

/// A name that a map has twice.
///
/// Yams refuses such a document. With a character put before the name where it is first, the document can be read, and
/// shows which map it is and where the name is again.
enum RepeatedName {
    /// Of private use; a document that has it already is told of in fewer words.
    private static let sign: Unicode.Scalar = "\u{E000}"
    /// So many repeated names are put out of the way.
    private static let attempts = 16

    /// What to say of a text in which Yams found a name twice, first at a mark.
    static func error(in text: String, first: Mark) -> DocumentError {
        let vague = DocumentError(line: first.line, problem: "a name is there twice")
        guard !text.unicodeScalars.contains(sign) else { return vague }
        var (text, first) = (text, first)
        for _ in 0..<attempts {
            text = signed(text, at: first)
            do {
                guard let node = try Yams.compose(yaml: text) else { return vague }
                var count = 0
                return find(in: try DocumentNode.node(node, depth: 0, count: &count), path: []) ?? vague
            } catch YamlError.duplicatedKeysInMapping(_, let context) {
                first = context.mark
            } catch {
                return vague
            }
        }
        return vague
    }

    /// The text with the sign at a place, or behind the quotation mark that is there.
    private static func signed(_ text: String, at mark: Mark) -> String {
        var scalars = String.UnicodeScalarView()
        var (line, column) = (1, 1)
        for scalar in text.unicodeScalars {
            let isThere = line == mark.line && column == mark.column
            let isQuote = scalar == "'" || scalar == "\""
            if isThere, !isQuote { scalars.append(sign) }
            scalars.append(scalar)
            if isThere, isQuote { scalars.append(sign) }
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
        }
        return String(scalars)
    }

    private static func find(in node: DocumentNode, path: [String]) -> DocumentError? {
        for element in node.elements ?? [] {
            if let error = find(in: element, path: path) { return error }
        }
        let members = node.members ?? []
        for (place, member) in members.enumerated() {
            let name = unsigned(member.name)
            if name != member.name, let again = members[(place + 1)...].first(where: { unsigned($0.name) == name }) {
                return .duplicate(at: path + [name], line: again.line, firstLine: member.line)
            }
            if let error = find(in: member.value, path: path + [name]) { return error }
        }
        return nil
    }

    private static func unsigned(_ name: String) -> String {
        name.unicodeScalars.first == sign ? String(name.unicodeScalars.dropFirst()) : name
    }
}
