// Owns finding what a label or field says in place, in a line that was scanned.

import Glibc
import LTBEvents

extension EventText {
    /// What a line says: in place, or only to be had by decoding the whole event.
    enum Found {
        case absent
        case text(UnsafeRawBufferPointer)
        /// A whole number, in digits; some fields take it as text.
        case number(UnsafeRawBufferPointer)
        case unusual
    }

    /// What the line of a scanned event says, without decoding it; never anything else than `EventData` says.
    func find(in line: UnsafeRawBufferPointer, of event: borrowing ScannedEvent) -> Found {
        guard event.kind.isRequest else { return findAnywhere(in: line) }
        let labels = event.request.labels
        if let labels, let label = Self.member(bytes, of: labels) { return Self.plainLabel(labels, label) }
        if isLabelOnly { return .absent }
        switch known {
        case .provider: return Self.found(event.request.provider)
        case .model: return Self.found(event.request.model)
        case .requestID: return Self.found(event.request.requestID)
        case .benchmarkID: return Self.found(event.request.benchmarkID)
        case .nested: return findAnywhere(in: line)
        case .respelled, nil: break
        }
        guard let keyStart, let names = event.request.modelRun, let start = names.baseAddress,
            Self.contains(line, start)
        else { return findAnywhere(in: line) }
        return findPlain(in: line, after: names, keyStart, labels: labels)
    }

    private static func found(_ text: UnsafeRawBufferPointer?) -> Found { text.map { .text($0) } ?? .absent }

    /// Finds a field in a line that is spelled as our writer spells it, where it can only come after the model's name.
    ///
    /// Without escapes, a quoted name before a colon is a key: of the labels, of the tokens, or of the data.
    private func findPlain(
        in line: UnsafeRawBufferPointer, after names: UnsafeRawBufferPointer, _ keyStart: UInt32,
        labels: UnsafeRawBufferPointer?
    ) -> Found {
        guard let base = line.baseAddress, let namesBase = names.baseAddress else { return .absent }
        var position = namesBase + names.count - base
        let end = line.count - bytes.count - 3
        while position < end {
            if line.loadUnaligned(fromByteOffset: position, as: UInt32.self) == keyStart, isKey(line, at: position) {
                let value = position + bytes.count + 3
                guard let labels, Self.contains(labels, base + position) else {
                    return known == .respelled ? .unusual : Self.plainValue(line, at: value)
                }
            }
            position += 1
        }
        return .absent
    }

    /// Whether the whole quoted name and a colon are at a place.
    private func isKey(_ line: UnsafeRawBufferPointer, at position: Int) -> Bool {
        let end = position + 1 + bytes.count
        return line[end] == UInt8(ascii: "\"") && line[end + 1] == UInt8(ascii: ":")
            && line[(position + 1)..<end].elementsEqual(bytes)
    }

    private static func contains(_ bytes: UnsafeRawBufferPointer, _ position: UnsafeRawPointer) -> Bool {
        guard let start = bytes.baseAddress else { return false }
        return start <= position && position < start + bytes.count
    }

    private static func plainValue(_ line: UnsafeRawBufferPointer, at position: Int) -> Found {
        var cursor = JSONCursor(line)
        cursor.position = position
        return cursor.scanValue().map { plainText(line, $0) } ?? .unusual
    }

    /// Finds a label or field wherever it may be.
    private func findAnywhere(in line: UnsafeRawBufferPointer) -> Found {
        guard mayBeNamed(in: line), let payload = Self.object("payload", in: line),
            let data = Self.object("data", in: payload)
        else { return .absent }
        if let labels = Self.object("labels", in: data), let label = Self.member(bytes, of: labels) {
            return Self.plainLabel(labels, label)
        }
        guard !isLabelOnly, let field = Self.member(bytes, of: data) else { return .absent }
        return known == .respelled ? .unusual : Self.plainText(data, field)
    }

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
        switch plainText(labels, token) {
        case .text(let text), .number(let text): .text(text)
        case .absent, .unusual: .unusual
        }
    }

    /// A scalar that is spelled as the canonical form spells it.
    private static func plainText(_ object: UnsafeRawBufferPointer, _ token: JSONCursor.ValueToken) -> Found {
        let whole = UnsafeRawBufferPointer(rebasing: object[token.start..<token.end])
        switch token.kind {
        case .string where !token.hasEscapes:
            return .text(UnsafeRawBufferPointer(rebasing: whole.dropFirst().dropLast()))
        case .number where whole.count < 16 && whole.allSatisfy({ (0x30...0x39).contains($0) }): return .number(whole)
        case .string, .number, .true, .false: return .unusual
        case .null, .object, .array: return .absent
        }
    }
}
