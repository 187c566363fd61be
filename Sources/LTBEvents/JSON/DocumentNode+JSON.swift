// Owns reading JSON text into nodes that know their line.

extension DocumentNode {
    /// Reads one JSON text: UTF-8, RFC 8259, within the limits; a name that an object has twice is an error.
    package init(json text: UnsafeRawBufferPointer) throws(DocumentError) {
        guard text.count <= DocumentLimits.bytes else {
            throw DocumentError(line: 1, problem: "the document has more than \(DocumentLimits.bytes) bytes")
        }
        guard isValidUTF8(text) else { throw DocumentError(line: 1, problem: "the document is not UTF-8") }
        var reader = JSONDocumentReader(text)
        self = try reader.read()
    }
}

private struct JSONDocumentReader {
    private var cursor: JSONCursor
    private var lines = LineCount()
    private var names = NameTable()
    private var depth = 0
    /// The names of the members that are being read, the outermost first.
    private var path: [String] = []

    init(_ text: UnsafeRawBufferPointer) {
        cursor = JSONCursor(text)
    }

    mutating func read() throws(DocumentError) -> DocumentNode {
        let node = try value()
        guard cursor.isAtEnd() else { throw failure("there is more after the end of the document") }
        return node
    }

    private mutating func value() throws(DocumentError) -> DocumentNode {
        cursor.skipWhitespace()
        let line = lines.line(at: cursor.position, of: cursor.bytes)
        switch cursor.next {
        case UInt8(ascii: "{"): return DocumentNode(.map(try members()), line: line)
        case UInt8(ascii: "["): return DocumentNode(.list(try elements()), line: line)
        default: return DocumentNode(try scalar(), line: line)
        }
    }

    private mutating func scalar() throws(DocumentError) -> DocumentNode.Value {
        guard let token = cursor.scanValue() else { throw failure("this is no JSON value") }
        switch token.kind {
        case .true: return .bool(true)
        case .false: return .bool(false)
        case .string: return .string(JSONCursor.string(cursor.bytes, token.content))
        case .number: return .number(JSONCursor.text(cursor.bytes, token))
        case .null, .object, .array: return .null
        }
    }

    private mutating func members() throws(DocumentError) -> [DocumentNode.Member] {
        guard cursor.beginObject() else { throw failure("this is no object") }
        try enter()
        let scope = names.beginScope()
        var members: [DocumentNode.Member] = []
        members.reserveCapacity(8)
        while true {
            switch cursor.nextMember() {
            case .member(let token):
                let line = lines.line(at: token.start, of: cursor.bytes)
                let (name, isNew) = names.name(token, of: cursor.bytes, in: scope)
                path.append(name)
                guard isNew else {
                    let first = members.first { $0.name == name }?.line ?? line
                    throw .duplicate(at: path, line: line, firstLine: first)
                }
                members.append(.init(name: name, line: line, value: try value()))
                path.removeLast()
            case .end:
                depth -= 1
                return members
            case .invalid: throw failure("this is no member of an object")
            }
        }
    }

    private mutating func elements() throws(DocumentError) -> [DocumentNode] {
        guard cursor.beginArray() else { throw failure("this is no array") }
        try enter()
        var elements: [DocumentNode] = []
        while true {
            switch cursor.nextElement() {
            case .element: elements.append(try value())
            case .end:
                depth -= 1
                return elements
            case .invalid: throw failure("this is no element of an array")
            }
        }
    }

    private mutating func enter() throws(DocumentError) {
        depth += 1
        guard depth <= DocumentLimits.depth else {
            throw failure("the document is nested more than \(DocumentLimits.depth) levels deep")
        }
    }

    private mutating func failure(_ problem: String) -> DocumentError {
        DocumentError(
            line: lines.line(at: min(cursor.position, cursor.bytes.count), of: cursor.bytes), problem: problem)
    }
}

/// The line of a place in a text, for places that are asked for in their order.
private struct LineCount {
    private var position = 0
    private var line = 1

    mutating func line(at place: Int, of text: UnsafeRawBufferPointer) -> Int {
        while position < place {
            if text[position] == 0x0A { line += 1 }
            position += 1
        }
        return line
    }
}

/// The names of members: each is made into a string once, and known to be in an object already.
private struct NameTable {
    private struct Entry {
        var name: String
        /// Where its bytes are.
        var start: Int
        var hash: UInt64
        /// The last object that had it.
        var scope: Int
    }

    private var entries: [Entry] = []
    /// The names, one after the other.
    private var bytes: [UInt8] = []
    /// Open addressing: numbers of entries plus 1; 0 is free.
    private var slots = [Int32](repeating: 0, count: 1 << 10)
    private var scopes = 0
    /// So that nobody can make a document whose names all fall into the same slots.
    private let seed = UInt64.random(in: .min ... .max)

    /// Begins an object.
    mutating func beginScope() -> Int {
        scopes += 1
        return scopes
    }

    /// The name that a token is, and whether the object did not have it.
    mutating func name(
        _ token: JSONCursor.StringToken, of text: UnsafeRawBufferPointer, in scope: Int
    ) -> (name: String, isNew: Bool) {
        guard token.hasEscapes else {
            return name(UnsafeRawBufferPointer(rebasing: text[token.start..<token.end]), in: scope)
        }
        var characters: [UInt8] = []
        JSONCursor.unescape(text, token, into: &characters)
        return characters.withUnsafeBytes { name($0, in: scope) }
    }

    private mutating func name(_ name: UnsafeRawBufferPointer, in scope: Int) -> (name: String, isNew: Bool) {
        if 2 * entries.count > slots.count { grow() }
        let hash = hash(name)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot] - 1)
            if entries[index].hash == hash, isEqual(entries[index], name) {
                defer { entries[index].scope = scope }
                return (entries[index].name, entries[index].scope != scope)
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let text = String(decoding: name, as: UTF8.self)
        entries.append(Entry(name: text, start: bytes.count, hash: hash, scope: scope))
        bytes.append(contentsOf: name)
        slots[slot] = Int32(entries.count)
        return (text, true)
    }

    private func isEqual(_ entry: Entry, _ name: UnsafeRawBufferPointer) -> Bool {
        guard entry.name.utf8.count == name.count else { return false }
        return bytes.withUnsafeBytes { bytes in
            var place = 0
            while place + 8 <= name.count {
                let known = bytes.loadUnaligned(fromByteOffset: entry.start + place, as: UInt64.self)
                guard known == name.loadUnaligned(fromByteOffset: place, as: UInt64.self) else { return false }
                place += 8
            }
            while place < name.count {
                guard bytes[entry.start + place] == name[place] else { return false }
                place += 1
            }
            return true
        }
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: 4 * slots.count)
        for index in entries.indices {
            var slot = Int(truncatingIfNeeded: entries[index].hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(index + 1)
        }
    }

    /// Multiplies and folds, 8 bytes at a time.
    private func hash(_ name: UnsafeRawBufferPointer) -> UInt64 {
        var hash = seed
        var place = 0
        while place + 8 <= name.count {
            hash = Self.folded(hash ^ name.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            place += 8
        }
        var rest = UInt64(name.count)
        while place < name.count {
            rest = rest << 8 | UInt64(name[place])
            place += 1
        }
        return Self.folded(hash ^ rest)
    }

    private static func folded(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}
