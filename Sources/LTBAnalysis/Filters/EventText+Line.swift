// Owns finding what a label or field says in place, in a line that was scanned.

import Glibc
import LTBEvents

extension EventText {
    /// What a line says: in place, or only to be had by decoding the whole event.
    enum Found {
        case absent
        case text(UnsafeRawBufferPointer)
        case unusual
    }

    /// What a legal line of an event says, without decoding it; never anything else than `EventData` says.
    func find(in line: UnsafeRawBufferPointer, labels: UnsafeRawBufferPointer?) -> Found {
        if let labels, let label = Self.member(bytes, of: labels) { return Self.plainLabel(labels, label) }
        guard mayBeNamed(in: line), let payload = Self.object("payload", in: line),
            let data = Self.object("data", in: payload)
        else { return .absent }
        if labels == nil, let labels = Self.object("labels", in: data), let label = Self.member(bytes, of: labels) {
            return Self.plainLabel(labels, label)
        }
        guard !isLabelOnly, let field = Self.member(bytes, of: data) else { return .absent }
        return Self.respelled.contains(bytes) ? .unusual : Self.plainText(data, field)
    }

    /// Fields that the canonical form may spell otherwise than the line does.
    private static let respelled: Set<[UInt8]> = Set(
        [
            "scheduled_at", "start_time", "latency", "cost", "time_to_first_token", "duration", "duration_seconds",
            "score",
        ].map { Array($0.utf8) })

    /// Whether a key that begins like the name, or a backslash that may hide it, is anywhere in a line.
    private func mayBeNamed(in line: UnsafeRawBufferPointer) -> Bool {
        guard let start = line.baseAddress, line.count >= 4 else { return false }
        guard let keyStart else { return true }
        for offset in 0...(line.count - 4)
        where line.loadUnaligned(fromByteOffset: offset, as: UInt32.self) == keyStart {
            return true
        }
        return memchr(start, Int32(UInt8(ascii: "\\")), line.count) != nil
    }

    private static func object(_ name: StaticString, in object: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        let name = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        guard let token = member(name, of: object), token.kind == .object else { return nil }
        return UnsafeRawBufferPointer(rebasing: object[token.start..<token.end])
    }

    /// The value of an object's member; of several with one name the last.
    private static func member(
        _ name: some Collection<UInt8>, of object: UnsafeRawBufferPointer
    ) -> JSONCursor.ValueToken? {
        var cursor = JSONCursor(object)
        var found: JSONCursor.ValueToken?
        guard cursor.beginObject() else { return nil }
        while case .member(let key) = cursor.nextMember() {
            guard let value = cursor.scanValue() else { return nil }
            if isKey(object, key, name) { found = value }
        }
        return found
    }

    private static func isKey(
        _ object: UnsafeRawBufferPointer, _ key: JSONCursor.StringToken, _ name: some Collection<UInt8>
    ) -> Bool {
        guard key.hasEscapes else { return object[key.start..<key.end].elementsEqual(name) }
        var bytes: [UInt8] = []
        JSONCursor.unescape(object, key, into: &bytes)
        return bytes.elementsEqual(name)
    }

    /// A label; what is no string or number the events of each type take in their own way.
    private static func plainLabel(_ labels: UnsafeRawBufferPointer, _ token: JSONCursor.ValueToken) -> Found {
        if case .absent = plainText(labels, token) { return .unusual }
        return plainText(labels, token)
    }

    /// A scalar that is spelled as the canonical form spells it.
    private static func plainText(_ object: UnsafeRawBufferPointer, _ token: JSONCursor.ValueToken) -> Found {
        let whole = UnsafeRawBufferPointer(rebasing: object[token.start..<token.end])
        switch token.kind {
        case .string where !token.hasEscapes:
            return .text(UnsafeRawBufferPointer(rebasing: whole.dropFirst().dropLast()))
        case .number where whole.count < 16 && whole.allSatisfy({ (0x30...0x39).contains($0) }): return .text(whole)
        case .string, .number, .true, .false: return .unusual
        case .null, .object, .array: return .absent
        }
    }
}
