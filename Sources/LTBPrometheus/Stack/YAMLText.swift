// Owns the text of the YAML that a stack needs.

/// A value of a YAML document that is to be written.
enum YAMLValue {
    case text(String)
    case integer(Int)
    case bool(Bool)
    case list([YAMLValue])
    case map([(String, YAMLValue)])
}

/// Writes YAML in block style. Texts are quoted as in JSON unless they are plain names, which nothing takes for else.
enum YAMLText {
    /// A document behind lines of comments.
    static func document(_ comments: [String], _ value: YAMLValue) -> String {
        comments.map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined() + lines(value).map { $0 + "\n" }.joined()
    }

    private static func lines(_ value: YAMLValue) -> [String] {
        switch value {
        case .map(let members) where !members.isEmpty: members.flatMap { lines(named: $0.0, $0.1) }
        case .list(let elements) where !elements.isEmpty: elements.flatMap { behindDash(lines($0)) }
        default: [scalar(value)]
        }
    }

    private static func lines(named name: String, _ value: YAMLValue) -> [String] {
        switch value {
        case .map(let members) where !members.isEmpty: ["\(quoted(name)):"] + lines(value).map { "  " + $0 }
        case .list(let elements) where !elements.isEmpty: ["\(quoted(name)):"] + lines(value).map { "  " + $0 }
        default: ["\(quoted(name)): \(scalar(value))"]
        }
    }

    private static func behindDash(_ lines: [String]) -> [String] {
        lines.enumerated().map { ($0.offset == 0 ? "- " : "  ") + $0.element }
    }

    private static func scalar(_ value: YAMLValue) -> String {
        switch value {
        case .text(let text): quoted(text)
        case .integer(let number): "\(number)"
        case .bool(let value): value ? "true" : "false"
        case .list: "[]"
        case .map: "{}"
        }
    }

    /// Words that YAML takes for something else than text.
    private static let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]

    static func quoted(_ text: String) -> String {
        let isName = text.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")].contains(byte)
        }
        let startsAsName = text.utf8.first.map { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 } ?? false
        if isName, startsAsName, !words.contains(text.lowercased()) { return text }
        return "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\t": "\\t"
        default: String(scalar)
        }
    }
}
