// Owns the writing of fields that may be missing.

extension JSONWriter {
    @inline(__always)
    mutating func field(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        key(name)
        self.value(value)
    }

    @inline(__always)
    mutating func field(_ name: StaticString, _ value: Int64?) {
        guard let value else { return }
        key(name)
        self.value(value)
    }

    /// A number; one that is not finite is missing.
    @inline(__always)
    mutating func field(_ name: StaticString, _ value: Double?) {
        guard let value, value.isFinite else { return }
        key(name)
        self.value(value)
    }

    @inline(__always)
    mutating func field(_ name: StaticString, _ value: Bool?) {
        guard let value else { return }
        key(name)
        self.value(value)
    }

    @inline(__always)
    mutating func field(_ name: StaticString, _ value: Timestamp?) {
        guard let value else { return }
        key(name)
        self.value(value)
    }

    /// Labels, sorted by name; none are missing.
    mutating func field(_ name: StaticString, _ labels: [String: String]) {
        guard !labels.isEmpty else { return }
        key(name)
        beginObject()
        for (name, label) in labels.sorted(by: { $0.key < $1.key }) {
            key(name)
            value(label)
        }
        endObject()
    }

    /// Numbers; none are missing.
    mutating func field(_ name: StaticString, _ list: [Double]) {
        guard !list.isEmpty else { return }
        key(name)
        beginArray()
        for element in list { value(element) }
        endArray()
    }

    /// An object as it is; an empty one is missing.
    mutating func field(_ name: StaticString, _ object: JSONObject) {
        guard !object.isEmpty else { return }
        key(name)
        value(.object(object))
    }

    /// An array as it is; an empty one is missing.
    mutating func field(_ name: StaticString, _ array: [JSONValue]) {
        guard !array.isEmpty else { return }
        key(name)
        value(.array(array))
    }
}
