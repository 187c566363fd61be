// Owns how members of the JSON document are written: scalars, objects, arrays, maps sorted by key.

package import LTBEvents

extension JSONWriter {
    package mutating func member(_ name: StaticString, _ value: String?) {
        key(name)
        self.value(value)
    }

    package mutating func member(_ name: StaticString, _ value: Int64?) {
        key(name)
        self.value(value)
    }

    package mutating func member(_ name: StaticString, _ value: Double?) {
        key(name)
        self.value(value)
    }

    package mutating func member(_ name: StaticString, _ value: Bool?) {
        key(name)
        self.value(value)
    }

    package mutating func member(_ name: StaticString, _ value: Timestamp?) {
        key(name)
        self.value(value)
    }

    package mutating func object(_ members: (inout JSONWriter) -> Void) {
        beginObject()
        members(&self)
        endObject()
    }

    package mutating func object(_ name: StaticString, _ members: (inout JSONWriter) -> Void) {
        key(name)
        object(members)
    }

    package mutating func array<Element>(
        _ name: StaticString, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
    ) {
        key(name)
        beginArray()
        for element in elements { write(&self, element) }
        endArray()
    }

    /// An array on one line.
    package mutating func series<Element>(
        _ name: StaticString, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
    ) {
        key(name)
        line(elements, write)
    }

    /// The elements of an array on one line.
    package mutating func line<Element>(_ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
        arrayOnOneLine { writer in
            for element in elements { write(&writer, element) }
        }
    }

    package mutating func series(_ name: StaticString, _ values: [Int64]) { series(name, values) { $0.value($1) } }

    package mutating func series(_ name: StaticString, _ values: [Double?]) { series(name, values) { $0.value($1) } }

    package mutating func series(_ name: StaticString, _ values: [String]) { series(name, values) { $0.value($1) } }

    /// The two ends of an interval, or null.
    package mutating func interval(_ name: StaticString, _ interval: ClosedRange<Double>?) {
        key(name)
        guard let interval else { return null() }
        line([interval.lowerBound, interval.upperBound]) { $0.value($1) }
    }

    /// An object whose keys come from the data, sorted.
    package mutating func map<Value>(
        _ name: StaticString, _ values: [String: Value], _ write: (inout JSONWriter, Value) -> Void
    ) {
        object(name) { writer in
            for (key, value) in values.sorted(by: { $0.key < $1.key }) {
                writer.key(key)
                write(&writer, value)
            }
        }
    }
}
