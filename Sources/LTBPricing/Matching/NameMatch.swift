// Owns the rules by which a price is found for the names that a model goes by.

/// A rule that a name follows or not; names and rules are lower case.
package indirect enum NameMatch: Sendable, Equatable {
    case equals(String)
    case startsWith(String)
    case endsWith(String)
    case contains(String)
    /// Any text in place of each `*`.
    case wildcards(String)
    case regex(NamePattern)
    case any([NameMatch])
    case all([NameMatch])

    /// A name of a price file: with `*` in it a rule, without one itself.
    package init(name: String) {
        let name = name.lowercased()
        self = name.utf8.contains(UInt8(ascii: "*")) ? .wildcards(name) : .equals(name)
    }

    /// Whether a name in lower case follows the rule.
    package func matches(_ name: String) -> Bool {
        switch self {
        case .equals(let text): name == text
        case .startsWith(let text): name.utf8.starts(with: text.utf8)
        case .endsWith(let text): name.utf8.reversed().starts(with: text.utf8.reversed())
        case .contains(let text): Self.contains(Array(name.utf8), Array(text.utf8))
        case .wildcards(let text): Self.matches(Array(name.utf8), wildcards: Array(text.utf8))
        case .regex(let pattern): pattern.isFound(in: name)
        case .any(let rules): rules.contains { $0.matches(name) }
        case .all(let rules): rules.allSatisfy { $0.matches(name) }
        }
    }

    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard part.count <= text.count else { return false }
        return (0...text.count - part.count).contains { text[$0..<$0 + part.count].elementsEqual(part) }
    }

    /// The usual walk: a failure goes back to the last `*`, which then takes one more byte.
    private static func matches(_ text: [UInt8], wildcards: [UInt8]) -> Bool {
        var (place, rule) = (0, 0)
        var retry: (place: Int, rule: Int)?
        while place < text.count {
            if rule < wildcards.count, wildcards[rule] == UInt8(ascii: "*") {
                rule += 1
                retry = (place, rule)
            } else if rule < wildcards.count, wildcards[rule] == text[place] {
                (place, rule) = (place + 1, rule + 1)
            } else if let last = retry {
                (place, rule) = (last.place + 1, last.rule)
                retry?.place += 1
            } else {
                return false
            }
        }
        return wildcards[rule...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
