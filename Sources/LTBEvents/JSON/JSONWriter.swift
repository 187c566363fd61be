// Owns the writing of JSON: separators, names, containers.

/// Writes one JSON text, as it comes, into bytes.
///
/// Separators follow from the calls: `key` before each value within an object, `end…` for each `begin…`.
package struct JSONWriter: Sendable {
    /// How the text is laid out.
    package enum Layout: Sendable {
        /// No white space at all.
        case compact
        /// A line for each value, indented by two spaces for each level.
        case indented
    }

    /// What was written.
    package internal(set) var bytes: [UInt8] = []
    private let layout: Layout
    private var isOnOneLine = false
    private var depth = 0
    private var isCommaDue = false
    private var isAfterKey = false

    /// A writer that has written nothing.
    package init(_ layout: Layout = .compact) {
        self.layout = layout
    }

    /// Lets `body` append one text to bytes, without copying them.
    package static func append(
        to output: inout [UInt8], _ layout: Layout = .compact, _ body: (inout JSONWriter) -> Void
    ) {
        var writer = JSONWriter(layout)
        swap(&writer.bytes, &output)
        body(&writer)
        swap(&writer.bytes, &output)
    }

    /// Writes `{`.
    package mutating func beginObject() {
        begin(UInt8(ascii: "{"))
    }

    /// Writes `}`.
    package mutating func endObject() {
        end(UInt8(ascii: "}"))
    }

    /// Writes `[`.
    package mutating func beginArray() {
        begin(UInt8(ascii: "["))
    }

    /// Writes `]`.
    package mutating func endArray() {
        end(UInt8(ascii: "]"))
    }

    /// Writes an array on one line, in the indented layout too: for figures, of which many fit a line.
    package mutating func arrayOnOneLine(_ elements: (inout JSONWriter) -> Void) {
        beginArray()
        let outer = isOnOneLine
        isOnOneLine = true
        elements(&self)
        endArray()
        isOnOneLine = outer
    }

    /// Writes the name of a member that the program knows, which needs no escapes.
    package mutating func key(_ name: StaticString) {
        beginItem()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        endKey()
    }

    /// Writes the name of a member that comes from data.
    package mutating func key(_ name: String) {
        beginItem()
        appendQuoted(name)
        endKey()
    }

    /// Writes `null`.
    package mutating func null() {
        beginItem()
        append("null")
        isCommaDue = true
    }

    /// Writes a string, or `null`.
    package mutating func value(_ value: String?) {
        guard let value else { return null() }
        beginItem()
        appendQuoted(value)
        isCommaDue = true
    }

    /// Writes a string that is a number behind a text that needs no escapes.
    mutating func value(prefix: String, number: Int64) {
        beginItem()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: prefix.utf8)
        append(number)
        bytes.append(UInt8(ascii: "\""))
        isCommaDue = true
    }

    /// Writes an integer, or `null`.
    package mutating func value(_ value: Int64?) {
        guard let value else { return null() }
        beginItem()
        append(value)
        isCommaDue = true
    }

    /// Writes the shortest text that reads back as the same double, as `description` does; `null` if it is not finite.
    package mutating func value(_ value: Double?) {
        guard let value, value.isFinite else { return null() }
        beginItem()
        append(value)
        isCommaDue = true
    }

    /// Writes `true`, `false` or `null`.
    package mutating func value(_ value: Bool?) {
        guard let value else { return null() }
        beginItem()
        append(value ? "true" : "false")
        isCommaDue = true
    }

    /// Writes an instant as RFC 3339, or `null`.
    package mutating func value(_ value: Timestamp?) {
        guard let value else { return null() }
        beginItem()
        bytes.append(UInt8(ascii: "\""))
        value.append(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
        isCommaDue = true
    }

    /// Writes any value.
    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): self.value(value)
        case .number(let text): number(text)
        case .string(let value): self.value(value)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let object):
            beginObject()
            members(object)
            endObject()
        }
    }

    /// Writes the members of an object, without its braces.
    package mutating func members(_ object: JSONObject) {
        for member in object.members {
            key(member.name)
            value(member.value)
        }
    }

    private mutating func number(_ text: String) {
        var text = text
        guard text.withUTF8({ JSONCursor.isNumber(UnsafeRawBufferPointer($0)) }) else { return null() }
        beginItem()
        bytes.append(contentsOf: text.utf8)
        isCommaDue = true
    }

    private mutating func begin(_ bracket: UInt8) {
        beginItem()
        bytes.append(bracket)
        depth += 1
        isCommaDue = false
    }

    private mutating func end(_ bracket: UInt8) {
        depth -= 1
        if isCommaDue { breakLine() }
        bytes.append(bracket)
        isCommaDue = true
    }

    /// Whatever goes before a name, an element, or the value after a name.
    private mutating func beginItem() {
        if isAfterKey {
            isAfterKey = false
            return
        }
        if isCommaDue { append(isOnOneLine && layout == .indented ? ", " : ",") }
        if depth > 0 { breakLine() }
    }

    private mutating func endKey() {
        bytes.append(UInt8(ascii: ":"))
        if layout == .indented { bytes.append(UInt8(ascii: " ")) }
        isAfterKey = true
    }

    private mutating func breakLine() {
        guard layout == .indented, !isOnOneLine else { return }
        bytes.append(UInt8(ascii: "\n"))
        for _ in 0..<depth { append("  ") }
    }
}
