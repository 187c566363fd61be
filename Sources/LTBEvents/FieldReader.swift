// Owns the reading of an object's fields by name, and what is wrong with them.

/// The fields of one object, whose text was validated before.
///
/// A field that is missing or `null` reads as nil. So does one that is wrong, which is remembered in `failure`: of
/// several the one that `SkipReason` names first, so that the order of the fields does not matter.
struct FieldReader {
    private struct Field {
        var name: JSONCursor.StringToken
        var value: JSONCursor.ValueToken
        var isKnown = false
    }

    let bytes: UnsafeRawBufferPointer
    /// What is wrong with the fields that were read.
    private(set) var failure: SkipReason?
    private var fields: [Field] = []

    /// The fields of an object; of nil there are none.
    init(_ bytes: UnsafeRawBufferPointer, _ object: JSONCursor.ValueToken?) {
        self.bytes = bytes
        guard let object else { return }
        var cursor = JSONCursor(bytes)
        cursor.position = object.start
        guard cursor.beginObject() else { return }
        while case .member(let name) = cursor.nextMember(), let value = cursor.scanValue() {
            // An object without fields, of which there may be millions, takes no memory.
            if fields.isEmpty { fields.reserveCapacity(16) }
            fields.append(Field(name: name, value: value))
        }
    }

    /// Remembers that something is wrong.
    mutating func fail(_ reason: SkipReason?) {
        guard let reason else { return }
        failure = failure.map { Self.first($0, reason) } ?? reason
    }

    private static func first(_ one: SkipReason, _ other: SkipReason) -> SkipReason {
        for reason in [SkipReason.wrong_type, .invalid_timestamp] where one == reason || other == reason {
            return reason
        }
        return one
    }

    /// The value of a field, the last one of that name; nil if it is missing or `null`. The field is then known.
    mutating func take(_ name: StaticString) -> JSONCursor.ValueToken? {
        var value: JSONCursor.ValueToken?
        for index in fields.indices where isField(fields[index].name, named: name) {
            fields[index].isKnown = true
            value = fields[index].value
        }
        return value?.kind == .null ? nil : value
    }

    /// The value of a field, if it has one of these kinds.
    mutating func take(_ name: StaticString, _ kind: JSONCursor.Kind) -> JSONCursor.ValueToken? {
        guard let value = take(name) else { return nil }
        guard value.kind == kind else {
            fail(.wrong_type)
            return nil
        }
        return value
    }

    private func isField(_ token: JSONCursor.StringToken, named name: StaticString) -> Bool {
        if token.hasEscapes { return JSONCursor.string(bytes, token) == name.description }
        let count = name.utf8CodeUnitCount
        guard token.end - token.start == count else { return false }
        for offset in 0..<count where bytes[token.start + offset] != name.utf8Start[offset] { return false }
        return true
    }

    /// The fields that were not read, in their order.
    func unknownFields() -> JSONObject {
        guard fields.contains(where: { !$0.isKnown }) else { return JSONObject() }
        return JSONObject(
            fields.lazy.filter { !$0.isKnown }.map { field in
                .init(name: JSONCursor.string(bytes, field.name), value: JSONValue(bytes, field.value))
            })
    }

    /// All fields by name, where names are data.
    func namedValues() -> [(name: String, value: JSONCursor.ValueToken)] {
        fields.map { (JSONCursor.string(bytes, $0.name), $0.value) }
    }
}
