// Owns the kinds of scalar fields that events have, and their ranges.

extension FieldReader {
    /// A string.
    mutating func string(_ name: StaticString) -> String? {
        take(name, .string).map { JSONCursor.string(bytes, $0.content) }
    }

    /// A string that identifies something; others write such as numbers too, whose text it then is.
    mutating func identifier(_ name: StaticString) -> String? {
        guard let value = take(name) else { return nil }
        switch value.kind {
        case .string: return JSONCursor.string(bytes, value.content)
        case .number: return JSONCursor.text(bytes, value)
        default:
            fail(.wrong_type)
            return nil
        }
    }

    /// True or false.
    mutating func bool(_ name: StaticString) -> Bool? {
        guard let value = take(name) else { return nil }
        if value.kind != .true, value.kind != .false { fail(.wrong_type) }
        return value.kind == .true
    }

    /// An instant.
    mutating func timestamp(_ name: StaticString) -> Timestamp? {
        guard let value = take(name, .string) else { return nil }
        let timestamp = timestamp(value)
        if timestamp == nil { fail(.invalid_timestamp) }
        return timestamp
    }

    /// The instant that a string says; nil if it says none.
    func timestamp(_ value: JSONCursor.ValueToken) -> Timestamp? {
        let content = value.content
        guard content.hasEscapes else {
            return Timestamp(rfc3339: UnsafeRawBufferPointer(rebasing: bytes[content.start..<content.end]))
        }
        var characters: [UInt8] = []
        JSONCursor.unescape(bytes, content, into: &characters)
        return characters.withUnsafeBytes { Timestamp(rfc3339: $0) }
    }

    /// A whole number.
    mutating func integer(_ name: StaticString) -> Int64? {
        guard let value = take(name, .number) else { return nil }
        return inRange(JSONCursor.integer(bytes, value))
    }

    /// A whole number that is not negative.
    mutating func count(_ name: StaticString) -> Int64? {
        guard let count = integer(name) else { return nil }
        return inRange(count < 0 ? nil : count)
    }

    /// Any finite number.
    mutating func double(_ name: StaticString) -> Double? {
        guard let value = take(name, .number) else { return nil }
        return inRange(JSONCursor.double(bytes, value))
    }

    /// A finite number that is not negative.
    mutating func nonNegative(_ name: StaticString) -> Double? {
        guard let value = double(name) else { return nil }
        return inRange(value < 0 ? nil : value)
    }

    /// A time in seconds, not negative, whose nanoseconds fit in Int64.
    mutating func seconds(_ name: StaticString) -> Double? {
        guard let value = double(name) else { return nil }
        return inRange(nanoseconds(fromSeconds: value) == nil ? nil : value)
    }

    /// A number whose billionths fit in Int64.
    mutating func score(_ name: StaticString) -> Double? {
        guard let value = double(name) else { return nil }
        return inRange(scaledBillionths(value) == nil ? nil : value)
    }

    /// Money: a number that is not negative, whose billionths fit in Int64.
    mutating func cost(_ name: StaticString) -> Double? {
        guard let value = nonNegative(name) else { return nil }
        return inRange(scaledBillionths(value) == nil ? nil : value)
    }

    private mutating func inRange<Value>(_ value: Value?) -> Value? {
        if value == nil { fail(.out_of_range) }
        return value
    }
}
