// Owns the kinds of container fields that events have.

extension FieldReader {
    /// An object with fields of its own.
    mutating func object<Value>(_ name: StaticString, _ read: (inout FieldReader) -> Value) -> Value? {
        guard let value = take(name, .object) else { return nil }
        return object(value, read)
    }

    /// An object with fields of its own; if the value is none, an object without fields.
    mutating func object<Value>(_ value: JSONCursor.ValueToken?, _ read: (inout FieldReader) -> Value) -> Value {
        if let value, value.kind != .object { fail(.wrong_type) }
        var reader = FieldReader(bytes, value)
        let result = read(&reader)
        fail(reader.failure)
        return result
    }

    /// The elements of an array of objects.
    mutating func objects<Value>(_ name: StaticString, _ read: (inout FieldReader) -> Value?) -> [Value] {
        elements(name).compactMap { object($0, read) }
    }

    /// The elements of an array of times in seconds.
    mutating func secondsList(_ name: StaticString) -> [Double] {
        var list: [Double] = []
        for element in elements(name) {
            if element.kind != .number {
                fail(.wrong_type)
            } else if let value = JSONCursor.double(bytes, element), nanoseconds(fromSeconds: value) != nil {
                list.append(value)
            } else {
                fail(.out_of_range)
            }
        }
        return list
    }

    /// Texts by name; numbers and booleans are their text, `null` is none.
    mutating func labels(_ name: StaticString) -> [String: String] {
        guard let value = take(name, .object) else { return [:] }
        var labels: [String: JSONCursor.ValueToken] = [:]
        for (name, value) in FieldReader(bytes, value).namedValues() { labels[name] = value }
        return labels.compactMapValues { label($0) }
    }

    private mutating func label(_ value: JSONCursor.ValueToken) -> String? {
        switch value.kind {
        case .string: return JSONCursor.string(bytes, value.content)
        case .number, .true, .false: return JSONCursor.text(bytes, value)
        case .null: return nil
        case .object, .array:
            fail(.wrong_type)
            return nil
        }
    }

    /// Objects by name.
    mutating func objectsByName<Value>(
        _ name: StaticString, _ read: (inout FieldReader) -> Value
    ) -> [String: Value] {
        guard let value = take(name, .object) else { return [:] }
        var values: [String: JSONCursor.ValueToken] = [:]
        for (name, value) in FieldReader(bytes, value).namedValues() { values[name] = value }
        return values.compactMapValues { $0.kind == .null ? nil : object($0, read) }
    }

    /// Any object, as it is.
    mutating func anyObject(_ name: StaticString) -> JSONObject {
        guard let value = take(name, .object), case .object(let object) = JSONValue(bytes, value) else { return [:] }
        return object
    }

    /// Any array, as it is.
    mutating func anyArray(_ name: StaticString) -> [JSONValue] {
        elements(name).map { JSONValue(bytes, $0) }
    }

    private mutating func elements(_ name: StaticString) -> [JSONCursor.ValueToken] {
        guard let value = take(name, .array) else { return [] }
        var tokens: [JSONCursor.ValueToken] = []
        var cursor = JSONCursor(bytes)
        cursor.position = value.start
        guard cursor.beginArray() else { return [] }
        while case .element = cursor.nextElement(), let token = cursor.scanValue() { tokens.append(token) }
        return tokens
    }
}

extension JSONValue {
    /// A value of a text that was validated before.
    init(_ bytes: UnsafeRawBufferPointer, _ token: JSONCursor.ValueToken) {
        var cursor = JSONCursor(bytes)
        cursor.position = token.start
        self = Self.read(&cursor) ?? .null
    }
}
