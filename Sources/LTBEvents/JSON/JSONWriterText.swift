// Owns the text of JSON's scalars: escaped strings, integers, shortest doubles.

extension JSONWriter {
    /// Appends a string in quotes: `\" \\ \b \f \n \r \t`, other control characters as `\u00xx`, all else as it is.
    @inline(__always)
    mutating func appendQuoted(_ text: String) {
        let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { appendQuoted(UnsafeRawBufferPointer($0)) }
        if isDone == nil { appendQuotedCopy(text) }
    }

    /// Appends a string that is not stored as UTF-8.
    @inline(never)
    private mutating func appendQuotedCopy(_ text: String) {
        var text = text
        text.withUTF8 { appendQuoted(UnsafeRawBufferPointer($0)) }
    }

    private mutating func appendQuoted(_ text: UnsafeRawBufferPointer) {
        let memory = output.room(for: text.count + 2)
        var special: UInt64 = 0
        (memory + 1).copyWords(text) { special |= JSONCursor.specialBytes($0) }
        guard special == 0 else { return appendEscaped(text) }
        memory[0] = UInt8(ascii: "\"")
        memory[text.count + 1] = UInt8(ascii: "\"")
        output.advance(by: text.count + 2)
    }

    @inline(never)
    private mutating func appendEscaped(_ text: UnsafeRawBufferPointer) {
        output.append(UInt8(ascii: "\""))
        var position = 0
        while position < text.count {
            let end = JSONCursor.endOfPlainBytes(text, from: position)
            output.append(UnsafeRawBufferPointer(rebasing: text[position..<end]))
            if end < text.count { appendEscape(of: text[end]) }
            position = end + 1
        }
        output.append(UInt8(ascii: "\""))
    }

    private mutating func appendEscape(of byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): output.append("\\\"")
        case UInt8(ascii: "\\"): output.append("\\\\")
        case 0x08: output.append("\\b")
        case 0x0C: output.append("\\f")
        case 0x0A: output.append("\\n")
        case 0x0D: output.append("\\r")
        case 0x09: output.append("\\t")
        default:
            output.append(byte < 0x10 ? "\\u000" : "\\u001")
            let digit = byte & 0x0F
            output.append(digit < 10 ? 0x30 + digit : 0x61 - 10 + digit)
        }
    }

    mutating func append(_ value: Int64) {
        output.advance(by: output.room(for: UnsafeMutablePointer.numberBytes).write(value))
    }

    /// Appends a finite double as its `description`.
    mutating func append(_ value: Double) {
        output.advance(by: output.room(for: UnsafeMutablePointer.numberBytes).write(value))
    }
}
