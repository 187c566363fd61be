// Owns the writing of JSON: separators, names, containers.

/// Writes one JSON text, as it comes, into bytes.
///
/// Separators follow from the calls: `key` before each value within an object, `end…` for each `begin…`.
package struct JSONWriter: ~Copyable {
    /// How the text is laid out.
    package enum Layout: Sendable {
        /// No white space at all.
        case compact
        /// A line for each value, indented by two spaces for each level.
        case indented
    }

    var output: GrowingBytes
    private let layout: Layout
    private var isOnOneLine = false
    private var depth = 0
    var isCommaDue = false
    private var isAfterKey = false

    /// Memory for a usual event.
    private static let usualBytes = 1 << 10

    /// A writer that has written nothing.
    package init(_ layout: Layout = .compact) {
        self.init(layout, GrowingBytes())
    }

    private init(_ layout: Layout, _ output: consuming GrowingBytes) {
        self.layout = layout
        self.output = output
    }

    /// What was written.
    package var bytes: [UInt8] { Array(output.bytes) }

    /// Lets `body` append one text to bytes; one of a usual event's size is written in its place.
    @inline(__always)
    package static func append(
        to target: inout [UInt8], _ layout: Layout = .compact, _ body: (inout JSONWriter) -> Void
    ) {
        var overflow: [UInt8]?
        target.append(addingCapacity: usualBytes) { span in
            span.withUnsafeMutableBufferPointer { memory, count in
                let lent = UnsafeMutableBufferPointer(rebasing: memory[count...])
                var writer = JSONWriter(layout, GrowingBytes(lent: lent))
                body(&writer)
                if writer.output.isOwn {
                    overflow = writer.bytes
                } else {
                    count += writer.output.count
                }
            }
        }
        if let overflow { target.append(contentsOf: overflow) }
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
    @inline(__always)
    package mutating func key(_ name: StaticString) {
        beginItem()
        let bytes = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        let memory = output.room(for: bytes.count + 3)
        memory[0] = UInt8(ascii: "\"")
        (memory + 1).copyShort(bytes)
        memory[bytes.count + 1] = UInt8(ascii: "\"")
        memory[bytes.count + 2] = UInt8(ascii: ":")
        output.advance(by: bytes.count + 3)
        endKey()
    }

    /// Writes the name of a member that comes from data.
    package mutating func key(_ name: String) {
        beginItem()
        appendQuoted(name)
        output.append(UInt8(ascii: ":"))
        endKey()
    }

    /// Writes `null`.
    package mutating func null() {
        beginItem()
        output.append("null")
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
        appendQuoted(prefix)
        // The number goes in the place of the quote.
        output.takeBack(1)
        append(number)
        output.append(UInt8(ascii: "\""))
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
        output.append(value ? "true" : "false")
        isCommaDue = true
    }

    /// Writes an instant as RFC 3339, or `null`.
    package mutating func value(_ value: Timestamp?) {
        guard let value else { return null() }
        beginItem()
        let memory = output.room(for: Timestamp.textBytes + 2)
        memory[0] = UInt8(ascii: "\"")
        value.write(to: memory + 1)
        memory[Timestamp.textBytes + 1] = UInt8(ascii: "\"")
        output.advance(by: Timestamp.textBytes + 2)
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
        text.withUTF8 { output.append(UnsafeRawBufferPointer($0)) }
        isCommaDue = true
    }

    private mutating func begin(_ bracket: UInt8) {
        beginItem()
        output.append(bracket)
        depth += 1
        isCommaDue = false
    }

    private mutating func end(_ bracket: UInt8) {
        depth -= 1
        if isCommaDue { breakLine() }
        output.append(bracket)
        isCommaDue = true
    }

    /// Whatever goes before a name, an element, or the value after a name.
    @inline(__always)
    private mutating func beginItem() {
        guard !isAfterKey else { return isAfterKey = false }
        guard layout == .compact else { return beginIndentedItem() }
        if isCommaDue { output.append(UInt8(ascii: ",")) }
    }

    @inline(never)
    private mutating func beginIndentedItem() {
        if isCommaDue { output.append(isOnOneLine ? ", " : ",") }
        if depth > 0 { breakLine() }
    }

    @inline(__always)
    private mutating func endKey() {
        if layout == .indented { output.append(UInt8(ascii: " ")) }
        isAfterKey = true
    }

    private mutating func breakLine() {
        guard layout == .indented, !isOnOneLine else { return }
        output.append(UInt8(ascii: "\n"))
        for _ in 0..<depth { output.append("  ") }
    }
}
