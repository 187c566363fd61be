// Owns what the tests of the cursor ask about one text.

import LTBEvents

/// A text on its own, as the cursor sees it.
struct JSONText {
    let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The kind of the whole text; nil if it is not one legal value.
    var kind: JSONCursor.Kind? {
        bytes.withUnsafeBytes { Self.wholeValue($0)?.kind }
    }

    var integer: Int64? {
        bytes.withUnsafeBytes { bytes in Self.wholeValue(bytes).flatMap { JSONCursor.integer(bytes, $0) } }
    }

    var double: Double? {
        bytes.withUnsafeBytes { bytes in Self.wholeValue(bytes).flatMap { JSONCursor.double(bytes, $0) } }
    }

    /// The characters of a text that is a string.
    var string: String? {
        bytes.withUnsafeBytes { bytes in
            guard let token = Self.wholeValue(bytes), token.kind == .string else { return nil }
            var output: [UInt8] = []
            JSONCursor.unescape(bytes, token.content, into: &output)
            return String(decoding: output, as: UTF8.self)
        }
    }

    /// The kind of the text when containers are walked item by item instead of passed over; nil if not legal.
    var kindWhenWalked: JSONCursor.Kind? {
        bytes.withUnsafeBytes { bytes in
            var cursor = JSONCursor(bytes)
            guard let kind = Self.walk(&cursor), cursor.isAtEnd() else { return nil }
            return kind
        }
    }

    private static func wholeValue(_ bytes: UnsafeRawBufferPointer) -> JSONCursor.ValueToken? {
        var cursor = JSONCursor(bytes)
        guard let token = cursor.scanValue(), cursor.isAtEnd() else { return nil }
        return token
    }

    private static func walk(_ cursor: inout JSONCursor) -> JSONCursor.Kind? {
        cursor.skipWhitespace()
        let first = cursor.position < cursor.bytes.count ? cursor.bytes[cursor.position] : 0
        if first == UInt8(ascii: "{") {
            guard cursor.beginObject() else { return nil }
            while true {
                switch cursor.nextMember() {
                case .member: guard walk(&cursor) != nil else { return nil }
                case .end: return .object
                case .invalid: return nil
                }
            }
        }
        if first == UInt8(ascii: "[") {
            guard cursor.beginArray() else { return nil }
            while true {
                switch cursor.nextElement() {
                case .element: guard walk(&cursor) != nil else { return nil }
                case .end: return .array
                case .invalid: return nil
                }
            }
        }
        return cursor.scanValue()?.kind
    }
}
