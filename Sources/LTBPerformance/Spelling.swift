// Owns spelling the lines of a log as other writers would.

import LTBEvents

/// A way to spell events that FORMAT.md allows and our writer does not use.
enum Spelling: String, CaseIterable {
    case carriageReturns = "lines end in CR LF"
    case spaces = "spaces after , and :"
    case otherOrder = "keys in reverse order"
    case escapes = "an escape in each string"

    /// A line in this spelling.
    func respell(_ line: UnsafeRawBufferPointer) -> [UInt8] {
        self == .carriageReturns ? Array(line) + [0x0D] : value(line)
    }

    private func value(_ text: UnsafeRawBufferPointer) -> [UInt8] {
        switch text.first {
        case UInt8(ascii: "{"): enclose("{", members(text), "}")
        case UInt8(ascii: "["): enclose("[", elements(text), "]")
        case UInt8(ascii: "\""): string(text)
        default: Array(text)
        }
    }

    private func enclose(_ opening: String, _ items: [[UInt8]], _ closing: String) -> [UInt8] {
        Array(opening.utf8) + items.joined(separator: (self == .spaces ? ", " : ",").utf8) + closing.utf8
    }

    private func members(_ text: UnsafeRawBufferPointer) -> [[UInt8]] {
        var cursor = JSONCursor(text)
        var members: [[UInt8]] = []
        guard cursor.beginObject() else { return [] }
        while case .member(let name) = cursor.nextMember(), let token = cursor.scanValue() {
            let key = Array(text[(name.start - 1)...name.end])
            let colon = Array((self == .spaces ? ": " : ":").utf8)
            members.append(key + colon + value(Self.slice(text, token)))
        }
        return self == .otherOrder ? members.reversed() : members
    }

    private func elements(_ text: UnsafeRawBufferPointer) -> [[UInt8]] {
        var cursor = JSONCursor(text)
        var elements: [[UInt8]] = []
        guard cursor.beginArray() else { return [] }
        while case .element = cursor.nextElement(), let token = cursor.scanValue() {
            elements.append(value(Self.slice(text, token)))
        }
        return elements
    }

    /// The first letter as an escape, if it is one.
    private func string(_ text: UnsafeRawBufferPointer) -> [UInt8] {
        guard self == .escapes, text.count > 2, text[1] | 0x20 >= 0x61, text[1] | 0x20 <= 0x7A else {
            return Array(text)
        }
        return Array("\"\\u00\(String(text[1], radix: 16))".utf8) + text[2...]
    }

    private static func slice(
        _ text: UnsafeRawBufferPointer, _ token: JSONCursor.ValueToken
    ) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: text[token.start..<token.end])
    }
}
