// Owns finding the wanted fields of a line, each as a token of it.

import LTBEvents

/// Finds fields in lines that are known to be events; nothing is made of a line but the offsets of its values.
struct LineFields: ~Copyable {
    /// A member to look for in an object.
    private struct Member {
        var name: [UInt8]
        var slot: Int
    }

    /// What is looked for in an object, by the length of its name.
    private struct Names {
        var byLength: [[Member]] = []
        /// The slots of this object and of those in it, which a second object of its name makes void.
        var slots = Set<Int>()

        mutating func add(_ name: String, slot: Int) {
            let bytes = Array(name.utf8)
            while byLength.count <= bytes.count { byLength.append([]) }
            byLength[bytes.count].append(Member(name: bytes, slot: slot))
            slots.insert(slot)
        }
    }

    private var names = LineField.Level.allCases.map { _ in Names() }
    private var slotOfField: [LineField: Int] = [:]
    private var tokens: [JSONCursor.ValueToken?] = []

    /// The place of a field among those that are found; the first time, it is added to them.
    mutating func slot(of field: LineField) -> Int {
        if let slot = slotOfField[field] { return slot }
        let slot = tokens.count
        tokens.append(nil)
        slotOfField[field] = slot
        names[field.level.rawValue].add(field.name, slot: slot)
        for level in 0..<field.level.rawValue { names[level].slots.insert(slot) }
        return slot
    }

    /// The value of the field in the last line; nil if it has none, or null.
    subscript(slot: Int) -> JSONCursor.ValueToken? { tokens[slot] }

    /// Finds all fields in a line.
    mutating func find(in line: UnsafeRawBufferPointer) {
        for slot in tokens.indices { tokens[slot] = nil }
        var cursor = JSONCursor(line)
        walk(.event, line, &cursor)
    }

    private mutating func walk(
        _ level: LineField.Level, _ line: UnsafeRawBufferPointer, _ cursor: inout JSONCursor
    ) {
        guard cursor.beginObject() else { return }
        while case .member(let name) = cursor.nextMember() {
            if let next = level.next, Self.isName(name, next.name, line) {
                guard enter(next.level, of: level, name, line, &cursor) else { return }
            } else {
                guard let value = cursor.scanValue() else { return }
                if let slot = slot(name, level, line) { tokens[slot] = value.kind == .null ? nil : value }
            }
        }
    }

    /// Walks the object in a member, or passes over what is none; of two members of one name the last one counts.
    private mutating func enter(
        _ next: LineField.Level, of level: LineField.Level, _ name: JSONCursor.StringToken,
        _ line: UnsafeRawBufferPointer, _ cursor: inout JSONCursor
    ) -> Bool {
        for slot in names[next.rawValue].slots { tokens[slot] = nil }
        cursor.skipWhitespace()
        let start = cursor.position
        let whole = slot(name, level, line)
        if let whole { tokens[whole] = nil }
        guard start < line.count, line[start] == UInt8(ascii: "{") else { return cursor.scanValue() != nil }
        walk(next, line, &cursor)
        if let whole { tokens[whole] = JSONCursor.ValueToken(kind: .object, start: start, end: cursor.position) }
        return true
    }

    private func slot(
        _ name: JSONCursor.StringToken, _ level: LineField.Level, _ line: UnsafeRawBufferPointer
    ) -> Int? {
        guard !name.hasEscapes else {
            return names[level.rawValue].byLength.joined().first { Self.isUnescaped(name, $0.name, line) }?.slot
        }
        let length = name.end - name.start
        guard length < names[level.rawValue].byLength.count else { return nil }
        for member in names[level.rawValue].byLength[length] where Self.isEqual(member.name, line, name.start) {
            return member.slot
        }
        return nil
    }

    private static func isName(
        _ token: JSONCursor.StringToken, _ name: String, _ line: UnsafeRawBufferPointer
    ) -> Bool {
        if token.hasEscapes { return isUnescaped(token, Array(name.utf8), line) }
        return token.end - token.start == name.utf8.count && line[token.start..<token.end].elementsEqual(name.utf8)
    }

    private static func isUnescaped(
        _ token: JSONCursor.StringToken, _ name: [UInt8], _ line: UnsafeRawBufferPointer
    ) -> Bool {
        var text: [UInt8] = []
        JSONCursor.unescape(line, token, into: &text)
        return text == name
    }

    @inline(__always)
    private static func isEqual(_ name: [UInt8], _ line: UnsafeRawBufferPointer, _ start: Int) -> Bool {
        for index in name.indices where name[index] != line[start + index] { return false }
        return true
    }
}
