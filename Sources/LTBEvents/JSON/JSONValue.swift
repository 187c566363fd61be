// Owns any JSON value, for what has no type of its own.

/// Any JSON value.
public enum JSONValue: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number, as its text, so that nothing is lost. Text that is no JSON number is written as `null`.
    case number(String)
    /// A string.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object.
    case object(JSONObject)
}

extension JSONValue {
    /// Reads one JSON text: UTF-8, RFC 8259, at most 512 levels; nil if it is anything else.
    package init?(json text: UnsafeRawBufferPointer) {
        guard isValidUTF8(text) else { return nil }
        var cursor = JSONCursor(text)
        guard let value = Self.read(&cursor), cursor.isAtEnd() else { return nil }
        self = value
    }

    /// Reads the value at the cursor and moves past it; nil if it is not legal. The depth is bounded by the cursor.
    static func read(_ cursor: inout JSONCursor) -> JSONValue? {
        cursor.skipWhitespace()
        switch cursor.next {
        case UInt8(ascii: "{"): return readObject(&cursor)
        case UInt8(ascii: "["): return readArray(&cursor)
        default: return readScalar(&cursor)
        }
    }

    private static func readObject(_ cursor: inout JSONCursor) -> JSONValue? {
        guard cursor.beginObject() else { return nil }
        var members: [JSONObject.Member] = []
        while true {
            switch cursor.nextMember() {
            case .member(let name):
                guard let value = read(&cursor) else { return nil }
                members.append(.init(name: JSONCursor.string(cursor.bytes, name), value: value))
            case .end: return .object(JSONObject(members))
            case .invalid: return nil
            }
        }
    }

    private static func readArray(_ cursor: inout JSONCursor) -> JSONValue? {
        guard cursor.beginArray() else { return nil }
        var elements: [JSONValue] = []
        while true {
            switch cursor.nextElement() {
            case .element:
                guard let value = read(&cursor) else { return nil }
                elements.append(value)
            case .end: return .array(elements)
            case .invalid: return nil
            }
        }
    }

    private static func readScalar(_ cursor: inout JSONCursor) -> JSONValue? {
        guard let token = cursor.scanValue() else { return nil }
        switch token.kind {
        case .true: return .bool(true)
        case .false: return .bool(false)
        case .string: return .string(JSONCursor.string(cursor.bytes, token.content))
        case .number: return .number(JSONCursor.text(cursor.bytes, token))
        case .null, .object, .array: return .null
        }
    }
}
