// Owns the rules for names in price files.

import LTBEvents

extension PriceFields {
    /// A rule: a name, in which `*` is any text; `{starts_with: …}` and the like; or a list of which any is enough.
    func match(_ node: DocumentNode, key: String, depth: Int = 0) throws(PriceFileError) -> NameMatch {
        guard depth < 8 else { throw failure("rules are nested more than 8 deep", key: key, line: node.line) }
        if let text = node.text { return NameMatch(name: text) }
        if let elements = node.elements { return .any(try matches(elements, key: key, depth: depth)) }
        guard let members = node.members, members.count == 1, let member = members.first else {
            throw failure("a rule is a name, a list, or one of \(Self.clauses)", key: key, line: node.line)
        }
        switch member.name {
        case "or": return .any(try matches(try elements(member.value, key: key), key: key, depth: depth))
        case "and": return .all(try matches(try elements(member.value, key: key), key: key, depth: depth))
        default: return try clause(member, key: key)
        }
    }

    private static let clauses = "{equals}, {starts_with}, {ends_with}, {contains}, {regex}, {or}, {and}"

    private func matches(
        _ nodes: [DocumentNode], key: String, depth: Int
    ) throws(PriceFileError) -> [NameMatch] {
        var matches: [NameMatch] = []
        for node in nodes { matches.append(try match(node, key: key, depth: depth + 1)) }
        return matches
    }

    private func clause(_ member: DocumentNode.Member, key: String) throws(PriceFileError) -> NameMatch {
        let text = try text(member.value, key: key)
        let lower = text.lowercased()
        switch member.name {
        case "equals": return .equals(lower)
        case "starts_with": return .startsWith(lower)
        case "ends_with": return .endsWith(lower)
        case "contains": return .contains(lower)
        case "regex":
            guard let pattern = NamePattern(text) else {
                throw failure(
                    "'\(Self.shown(text))' is no regular expression that can be used here; use equals, starts_with, "
                        + "ends_with or contains", key: key, line: member.line)
            }
            return .regex(pattern)
        default:
            throw failure(
                "'\(Self.shown(member.name))' is no rule; use one of \(Self.clauses)", key: key, line: member.line)
        }
    }
}
