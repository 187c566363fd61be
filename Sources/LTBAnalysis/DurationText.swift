// Owns durations as users write them.

import LTBEvents

/// A duration such as `500ms` or `1.5 s` in nanoseconds; nil if the text is none.
package func nanoseconds(fromText text: String) -> Int64? {
    seconds(fromText: text).flatMap { nanoseconds(fromSeconds: $0) }
}

/// What is wrong with a text of which no duration can be made, to follow what the text is: it is none, or too long for
/// nanoseconds; `example` says how one is written.
package func durationFault(_ text: String, example: String) -> String {
    guard seconds(fromText: text) == nil else { return "is over 9223372036s, which is 292 years" }
    return "is no duration; write \(example)"
}

private func seconds(fromText text: String) -> Double? {
    for unit in units where text.hasSuffix(unit.name) {
        return decimal(trimmed(text.dropLast(unit.name.count))).map { $0 * unit.seconds }
    }
    return nil
}

/// The units, and what they are in seconds; one that ends another comes after it.
private let units: [(name: String, seconds: Double)] = [
    ("ms", 1e-3), ("us", 1e-6), ("µs", 1e-6), ("ns", 1e-9), ("min", 60), ("s", 1), ("h", 3_600),
]

/// A decimal number without sign or exponent.
func decimal(_ text: String) -> Double? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") } ? Double(text) : nil
}

/// The text without spaces around it.
func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
}
