// Owns other spellings of a line: the same event, as another writer might have written it.

import LTBEvents

/// The line of an event in another legal spelling.
///
/// Other order of keys, white space, escapes, spellings of numbers; fields that no version knows; fields that are there
/// twice, of which the last one is the true one. What an event keeps as it is (`attributes`, `links`, `events`, and the
/// payload of an unknown event type) keeps its numbers and has no fields added.
package func respell(_ line: String, using rng: inout SplitMix64) -> String {
    guard let value = Array(line.utf8).withUnsafeBytes({ JSONValue(json: $0) }) else { return line }
    var speller = Speller(rng: rng)
    speller.append(value, .fields)
    rng = speller.rng
    return speller.text
}

private struct Speller {
    /// What an object's members are.
    enum Place {
        /// Fields of the format.
        case fields
        /// Names that are data, of objects with fields.
        case named
        /// Data.
        case kept
    }

    var rng: SplitMix64
    var text = ""

    mutating func append(_ value: JSONValue, _ place: Place) {
        appendSpace()
        switch value {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .number(let number): text += place == .kept ? number : respelled(number: number)
        case .string(let string): append(string: string)
        case .array(let elements):
            text += "["
            append(list: elements) { $0.append($1, place) }
            text += "]"
        case .object(let object):
            text += "{"
            append(list: members(of: object, place)) { speller, member in
                speller.appendSpace()
                speller.append(string: member.name)
                speller.appendSpace()
                speller.text += ":"
                speller.append(member.value, Self.place(of: member.name, in: place))
            }
            text += "}"
        }
        appendSpace()
    }

    private static func place(of name: String, in place: Place) -> Place {
        guard place == .fields else { return place == .named ? .fields : .kept }
        return switch name {
        case "attributes", "links", "events", "labels": .kept
        case "checks": .named
        case let name where name.hasPrefix("x_"): .kept
        default: .fields
        }
    }

    private mutating func append<Item>(list: [Item], _ append: (inout Speller, Item) -> Void) {
        for (index, item) in list.enumerated() {
            if index > 0 { text += "," }
            append(&self, item)
        }
        appendSpace()
    }

    /// The members in another order, with others in between.
    private mutating func members(of object: JSONObject, _ place: Place) -> [JSONObject.Member] {
        var members = object.members.shuffled(using: &rng)
        for member in members where rng.oneIn(6) {
            let place = members.firstIndex(of: member) ?? 0
            let duplicate = JSONObject.Member(name: member.name, value: rng.json())
            members.insert(duplicate, at: Int.random(in: 0...place, using: &rng))
        }
        guard place == .fields, rng.oneIn(3) else { return members }
        let unknown = JSONObject.Member(name: "x_" + rng.text(), value: rng.json())
        members.insert(unknown, at: Int.random(in: 0...members.count, using: &rng))
        return members
    }

    private mutating func appendSpace() {
        guard rng.oneIn(5) else { return }
        text += rng.oneOf(" ", "\t", "\r", "\n", "  ", " \t ")
    }

    private mutating func append(string: String) {
        let isPlain = !rng.oneIn(4)
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "/" where rng.oneIn(2): text += "\\/"
            case "\n" where rng.oneIn(2): text += "\\n"
            case "\"", "\\":
                if rng.oneIn(2) { text += "\\" + String(Character(scalar)) } else { append(escaped: scalar) }
            case _ where scalar.value < 0x20 || (!isPlain && rng.oneIn(3)): append(escaped: scalar)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }

    private mutating func append(escaped scalar: Unicode.Scalar) {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
            let digits = String(unit, radix: 16, uppercase: rng.oneIn(2))
            text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
    }

    /// The same number: its digits as a whole number with an exponent, or with zeros at the end.
    private mutating func respelled(number: String) -> String {
        guard rng.oneIn(3) else { return number }
        let parts = number.lowercased().split(separator: "e")
        let mantissa = parts[0].split(separator: ".")
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
        if rng.oneIn(2) {
            let zeros = String(repeating: "0", count: Int.random(in: 1...3, using: &rng))
            return "\(mantissa[0]).\(fraction)\(zeros)\(rng.oneOf("e", "E"))\(exponent < 0 ? "" : "+")\(exponent)"
        }
        let sign = mantissa[0].hasPrefix("-") ? "-" : ""
        let digits = (mantissa[0] + fraction).drop { $0 == "-" || $0 == "0" }
        return "\(sign)\(digits.isEmpty ? "0" : digits)e\(exponent - fraction.count)"
    }
}
